import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { RunFolders } from '../../../sandbox/n8n/folders';
import { runtimeNode } from '../../../sandbox/n8n/runtime-node';
import { Problem } from '../../../sandbox/n8n/say';

/** A value in n8n's database. */
export interface Row {
	table: string;
	column: string;
	id: string | number;
	text: string;
}

/** Where n8n keeps its database. */
const databaseOf = ({ userFolder }: RunFolders) => join(userFolder, '.n8n', 'database.sqlite');

/** Every text in n8n's database, as SQL shows it: what is in its write-ahead log included. */
export function rowsOf(folders: RunFolders): Row[] {
	const file = join(folders.base, 'rows.json');
	const output = openSync(file, 'w', 0o600);
	const script = join(__dirname, 'rows.mjs');
	const { status, stderr } = spawnSync(runtimeNode().file, [script, databaseOf(folders)], {
		stdio: ['ignore', output, 'pipe'],
		encoding: 'utf8',
	});
	closeSync(output);
	if (status !== 0) throw new Problem(`n8n's database cannot be read: ${stderr}`);
	const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
	rmSync(file);
	return lines.map((line) => JSON.parse(line) as Row);
}
