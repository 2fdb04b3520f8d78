import { unflatten } from '../../../sandbox/n8n/checks/executions';
import type { N8nRest } from '../../../sandbox/n8n/rest';
import { forEachInPool } from '../../../nodes/shared/pool';
import { CALL } from '../expressions';
import type { Lane } from '../lane';
import type { Piece } from '../secret';
import { OPERATION } from '../workflow';

/** What is looked at of a saved execution; all of it is searched. */
interface Data {
	resultData: {
		error?: unknown;
		runData: Record<string, Array<{ error?: unknown; data?: { main: Outputs } }>>;
	};
}

type Outputs = Array<Array<{ json: Record<string, unknown> }> | null>;

/** An execution as n8n has saved it. */
export interface Saved {
	id: string;
	status: string;
	lane?: Lane;
	/** Which call it answered. */
	call: string;
	/** The operation's items, and the texts of what failed. */
	items: Array<Record<string, unknown>>;
	failures: string[];
	pieces: Piece[];
}

const AT_ONCE = 8;

/** Every text in a value, names of fields included, with the way to it. */
export function* textsIn(value: unknown, path: string[] = []): Generator<[string, string]> {
	if (typeof value === 'string') yield [path.join('.'), value];
	if (typeof value !== 'object' || value === null) return;
	for (const [name, inner] of Object.entries(value)) {
		yield [`${path.join('.')} (a field's name)`, name];
		yield* textsIn(inner, [...path, name]);
	}
}

/** Each text of a value as a piece, and the whole value as one: a secret may be put together of several. */
export function piecesOf(value: unknown, about: Omit<Piece, 'bytes' | 'address'>): Piece[] {
	return [...textsIn(value)].map(([address, text]) => ({
		...about,
		address,
		bytes: Buffer.from(text),
	}));
}

function read(id: string, status: string, data: Data, lanes: Map<string, Lane>): Saved {
	const { runData, error } = data.resultData;
	const call = runData[CALL]?.[0].data?.main[0]?.[0].json.body as { id?: string } | undefined;
	const lane = lanes.get(call?.id ?? '');
	const [run] = runData[OPERATION] ?? [];
	const [items = [], failed = []] = run?.data?.main ?? [];
	const failures = [run?.error ?? error].filter((one) => one !== undefined && one !== null);
	return {
		...{ id, status, lane, call: call?.id ?? '' },
		items: (items ?? []).map(({ json }) => json),
		failures: [...failures, ...(failed ?? []).map(({ json }) => json)].map((one) =>
			JSON.stringify(one),
		),
		pieces: piecesOf(data, { place: 'execution', lane }),
	};
}

/** All executions that n8n has saved, read as its editor reads them. */
export async function savedExecutions(
	n8n: N8nRest,
	ids: string[],
	lanes: Map<string, Lane>,
): Promise<Saved[]> {
	const saved: Saved[] = [];
	await forEachInPool(ids, AT_ONCE, async (id) => {
		const { status, data = '[{}]', ...rest } = await n8n.execution(id);
		const one = read(id, status, unflatten(data) as Data, lanes);
		one.pieces.push(...piecesOf(rest, { place: 'execution', lane: one.lane }));
		saved.push(one);
	});
	return saved;
}
