// npm run readme: updates the tables of operations in README.md and docs/operations.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DERIVED, withTables } from './operationTable';

const ROOT = resolve(__dirname, '..', '..');

for (const { file, place, tables } of DERIVED) {
	const path = resolve(ROOT, file);
	const text = readFileSync(path, 'utf8');
	const updated = withTables(text, place, tables);
	if (updated !== text) writeFileSync(path, updated);
	console.log(`${file}: ${updated === text ? 'up to date' : 'updated'}`);
}
