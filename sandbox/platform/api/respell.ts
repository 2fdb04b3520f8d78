import { SPELLINGS, type Spelling } from './spellings';

type Row = Record<string, unknown>;

/** A payload in another spelling, or as it is when none is asked for. */
export function respell(name: string | undefined, method: string, payload: object): object {
	if (name === undefined || !method.startsWith('s3.')) return payload;
	const { names, wrap, rowsAs, epoch = [], byCluster, sparse } = SPELLINGS[name];
	let result = payload as Row;
	if (byCluster && method === 's3.account.GetKeys') result = { array: clustersOf(result) };
	if (rowsAs?.[method]) result = mapRows(result, (row) => row[rowsAs[method]]);
	if (epoch.length > 0) result = epochDates(result, epoch) as Row;
	if (names?.[method]) result = rename(result, names[method]) as Row;
	if (sparse) result = withoutEmptyLists(result);
	return wrap && Object.keys(result).length > 0 ? wrapped(result, wrap) : result;
}

function rename(value: unknown, names: Record<string, string>): unknown {
	if (Array.isArray(value)) return value.map((one) => rename(one, names));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([field, content]) => {
		const [name, listOf] = (names[field] ?? field).split('[]');
		const renamed = rename(content, names);
		if (listOf === undefined) return [name, renamed];
		const list = [renamed].flat();
		return [name, listOf ? list.map((one) => ({ [listOf.slice(1)]: one })) : list];
	});
	return Object.fromEntries(entries);
}

function epochDates(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((one) => epochDates(one, fields));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([field, content]) => [
		field,
		fields.includes(field) ? toEpoch(String(content)) : epochDates(content, fields),
	]);
	return Object.fromEntries(entries);
}

function toEpoch(date: string): number {
	return Date.parse(date.includes('T') ? date : `${date.replace(' ', 'T')}Z`);
}

function mapRows(payload: Row, change: (row: Row) => unknown): Row {
	const lists = ['array', 'objects'].filter((field) => Array.isArray(payload[field]));
	const changed = lists.map((field) => [field, (payload[field] as Row[]).map(change)]);
	return { ...payload, ...Object.fromEntries(changed) };
}

function clustersOf({ array }: Row): object[] {
	const clusters = new Map<unknown, { hostGroup: unknown; endpoint: unknown; accounts: Row[] }>();
	for (const { hostGroup, endpoint, ...account } of array as Row[]) {
		const cluster = clusters.get(hostGroup) ?? { hostGroup, endpoint, accounts: [] };
		cluster.accounts.push(account);
		clusters.set(hostGroup, cluster);
	}
	return [...clusters.values()];
}

function withoutEmptyLists(payload: Row): Row {
	const kept = Object.entries(payload).filter(
		([, value]) => !(Array.isArray(value) && !value.length),
	);
	return Object.fromEntries(kept);
}

function wrapped(payload: Row, { field, onlyField }: Required<Spelling>['wrap']): Row {
	if (!onlyField) return { [field]: { result: 0, ...payload } };
	const [first, ...others] = Object.entries(payload);
	return { [field]: first[1], ...Object.fromEntries(others) };
}
