import { mapFields, type Row } from '../traffic/edits';
import { SPELLINGS } from './spellings';

/** A payload in another spelling, or as it is when none is given. */
export function respell(name: string | undefined, method: string, payload: object): object {
	if (name === undefined || !method.startsWith('s3.')) return payload;
	const { names, wrap, rowsAs, epoch = [], byCluster, sparse } = SPELLINGS[name];
	let result = payload as Row;
	if (byCluster && method === 's3.account.GetKeys') result = { array: clustersOf(result) };
	const rowField = rowsAs?.[method];
	if (rowField) {
		result = mapFields(result, (field, content) =>
			['array', 'objects'].includes(field)
				? (content as Row[]).map((row) => row[rowField])
				: content,
		);
	}
	result = mapFields(result, (field, content) =>
		epoch.includes(field) ? toEpoch(String(content)) : content,
	);
	if (names?.[method]) result = rename(result, names[method]);
	if (sparse) {
		const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
		result = Object.fromEntries(Object.entries(result).filter(([, value]) => !isEmpty(value)));
	}
	if (!wrap || Object.keys(result).length === 0) return result;
	if (!wrap.onlyField) return { [wrap.field]: { result: 0, ...result } };
	const [[, first], ...others] = Object.entries(result);
	return { [wrap.field]: first, ...Object.fromEntries(others) };
}

function rename(payload: Row, names: Record<string, string>): Row {
	return mapFields(
		payload,
		(field, content) => {
			const [, listOf] = (names[field] ?? field).split('[]');
			if (listOf === undefined) return content;
			const list = [content].flat();
			return listOf ? list.map((one) => ({ [listOf.slice(1)]: one })) : list;
		},
		(field) => (names[field] ?? field).split('[]')[0],
	);
}

function toEpoch(date: string): number {
	return Date.parse(date.includes('T') ? date : `${date.replace(' ', 'T')}Z`);
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
