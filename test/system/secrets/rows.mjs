// Writes every value of every table of n8n's database, one JSON text a line. Runs on n8n's own Node, which has SQLite in it.
import { Buffer } from 'node:buffer';
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2], { readOnly: true });
const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
for (const { name: table } of tables) {
	for (const row of database.prepare(`SELECT * FROM "${table}"`).iterate()) {
		const id = row.executionId ?? row.id ?? row.name;
		for (const [column, value] of Object.entries(row)) {
			const text = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
			if (typeof text === 'string') console.log(JSON.stringify({ table, column, id, text }));
		}
	}
}
