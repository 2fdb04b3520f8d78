// npm run readme: brings the README's table of operations up to date with the nodes.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { withOperationTables } from './operationTable';

const README = resolve(__dirname, '..', '..', 'README.md');

const text = readFileSync(README, 'utf8');
const updated = withOperationTables(text);
if (updated === text) {
	console.log('README.md is up to date.');
} else {
	writeFileSync(README, updated);
	console.log("README.md has the nodes' operations again.");
}
