import type { RunFolders } from '../../sandbox/n8n/folders';
import type { N8nRest } from '../../sandbox/n8n/rest';
import type { Lane } from './lane';
import { rowsOf } from './pieces/database';
import { piecesOf, savedExecutions, type Saved } from './pieces/executions';
import { fileContents } from './pieces/files';
import { accessLog } from './pieces/requests';
import { Search } from './search';
import { allSecrets } from './secrets';
import type { Found, Piece, Secret } from './secret';

/** How much was searched of a place. */
export interface Searched {
	pieces: number;
	bytes: number;
}

/** All that was left behind, the secrets that were about, and which were found where. */
export interface Evidence {
	lanes: Lane[];
	saved: Saved[];
	secrets: Secret[];
	found: Found[];
	searched: Map<string, Searched>;
	/** Searches more. */
	look: (pieces: Iterable<Piece>) => void;
}

function* answersTo(lanes: Lane[]): Generator<Piece> {
	for (const lane of lanes) {
		for (const { body } of lane.answers) yield* piecesOf(body, { place: 'answer', lane });
	}
}

/** Reads everything, once while n8n runs: what its database has not yet taken over is in a file of its own. */
export async function collect(
	n8n: N8nRest,
	folders: RunFolders,
	lanes: Lane[],
	webhookKey: string,
): Promise<Evidence> {
	const rows = rowsOf(folders);
	const ids = rows
		.filter(({ table, column }) => table === 'execution_entity' && column === 'status')
		.map(({ id }) => String(id));
	const byCall = new Map(
		lanes.flatMap((lane) => lane.answers.map(({ id }) => [id, lane] as const)),
	);
	const saved = await savedExecutions(n8n, ids, byCall);
	const byExecution = new Map(saved.map(({ id, lane }) => [id, lane]));

	const secrets = allSecrets(lanes, saved, webhookKey);
	const search = new Search(secrets, ({ text }) => text);
	const found: Found[] = [];
	const searched = new Map<string, Searched>();
	const look = (pieces: Iterable<Piece>) => {
		for (const { bytes, ...about } of pieces) {
			const sum = searched.get(about.place) ?? { pieces: 0, bytes: 0 };
			searched.set(about.place, { pieces: sum.pieces + 1, bytes: sum.bytes + bytes.length });
			for (const hit of search.in(bytes)) found.push({ ...about, ...hit });
		}
	};

	for (const { pieces } of saved) look(pieces);
	look(answersTo(lanes));
	look(
		rows.map(({ table, column, id, text }) => ({
			...{ place: 'database row' as const, address: `${table}.${column}` },
			lane: table.startsWith('execution') ? byExecution.get(String(id)) : undefined,
			bytes: Buffer.from(text),
		})),
	);
	look(fileContents(folders));
	for (const lane of lanes) {
		for (const { sandbox } of lane.platforms) look(accessLog(sandbox, lane));
	}
	return { lanes, saved, secrets, found, searched, look };
}
