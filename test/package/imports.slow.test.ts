import {
	cpSync,
	mkdirSync,
	mkdtempSync,
	realpathSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';

// The lint rule for imports, on a copy of the nodes in which something is planted.

const ROOT = join(__dirname, '..', '..');

let copy: string;
beforeAll(() => {
	copy = mkdtempSync(join(tmpdir(), 'imports-'));
	cpSync(join(ROOT, 'nodes'), join(copy, 'nodes'), { recursive: true });
	cpSync(join(ROOT, 'eslint.imports.mjs'), join(copy, 'eslint.imports.mjs'));
	symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
	mkdirSync(join(copy, 'sandbox'));
	writeFileSync(join(copy, 'sandbox', 'thing.ts'), 'export type Thing = string;\n');
});
afterAll(() => rmSync(copy, { recursive: true }));

interface Message {
	ruleId: string;
	message: string;
}

/** What the rule says of each file of the copy; of those without a word from it, nothing. */
function lint(): Record<string, Message[]> {
	const eslint = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
	const args = [eslint, '--config', 'eslint.imports.mjs', '--format', 'json', 'nodes'];
	const { stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
	const results = JSON.parse(stdout) as Array<{ filePath: string; messages: Message[] }>;
	return Object.fromEntries(
		results
			.filter(({ messages }) => messages.length > 0)
			.map(({ filePath, messages }) => [relative(realpathSync(copy), filePath), messages]),
	);
}

/** Circles of two files, of values and of types alone. */
const CIRCLES = {
	'nodes/shared/s3/a.ts': "import { b } from './b';\nexport const a = () => b;\n",
	'nodes/shared/s3/b.ts': "import { a } from './a';\nexport const b = () => a;\n",
	'nodes/shared/s3/c.ts': "import type { D } from './d';\nexport type C = D[];\n",
	'nodes/shared/s3/d.ts': "import type { C } from './c';\nexport type D = C[];\n",
};

/** Imports that a place may not have, not even of a type. */
const FORBIDDEN = [
	['nodes/shared/parse/planted.ts', '../api/client', 'Platform'],
	['nodes/shared/api/planted.ts', '../operation', 'Operation'],
	['nodes/shared/s3/planted.ts', '../objects/listing', 'Entry'],
	['nodes/shared/objects/planted.ts', '../listSearch/search', 'Search'],
	['nodes/shared/items/planted.ts', '../../JelasticS3Account/operations', 'operations'],
	['nodes/shared/planted.ts', '../../sandbox/thing', 'Thing'],
];

test('what breaks the rule is caught, and the nodes do not break it', () => {
	const planted = {
		...CIRCLES,
		...Object.fromEntries(
			FORBIDDEN.map(([file, from, name]) => [
				file,
				`import type { ${name} } from '${from}';\nexport type Planted = ${name};\n`,
			]),
		),
	};
	for (const [file, text] of Object.entries(planted)) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		writeFileSync(join(copy, file), text);
	}
	const found = lint();
	const rules = Object.entries(found).map(([file, messages]) => [
		file,
		messages.map(({ ruleId }) => ruleId),
	]);
	expect(Object.fromEntries(rules)).toEqual({
		...Object.fromEntries(Object.keys(CIRCLES).map((file) => [file, ['house/no-circle']])),
		...Object.fromEntries(FORBIDDEN.map(([file]) => [file, ['import-x/no-restricted-paths']])),
	});
	expect(found['nodes/shared/s3/a.ts'][0].message).toBe(
		'Imports run in a circle: nodes/shared/s3/a.ts → nodes/shared/s3/b.ts → nodes/shared/s3/a.ts',
	);
});
