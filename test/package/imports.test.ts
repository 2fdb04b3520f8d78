import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execFileSync } from 'node:child_process';

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

/** What the rule says of the copy, with these files planted for the while. */
function lint(files: Record<string, string> = {}): Message[] {
	const paths = Object.keys(files).map((file) => join(copy, file));
	for (const [file, text] of Object.entries(files)) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		writeFileSync(join(copy, file), text);
	}
	const eslint = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
	const args = [eslint, '--config', 'eslint.imports.mjs', '--format', 'json', 'nodes'];
	let output: string;
	try {
		output = execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
	} catch (error) {
		output = String((error as { stdout: string }).stdout);
	}
	paths.forEach((path) => rmSync(path));
	return (JSON.parse(output) as Array<{ messages: Message[] }>).flatMap(({ messages }) => messages);
}

test('the nodes keep to it', () => {
	expect(lint()).toEqual([]);
});

test.each([
	['values', "import { b } from './b';\nexport const a = () => b;\n", "import { a } from './a';\n"],
	[
		'types',
		"import type { B } from './b';\nexport type A = B[];\n",
		"import type { A } from './a';\n",
	],
])('a circle of %s is caught', (_, a, importOfA) => {
	const found = lint({
		'nodes/shared/s3/a.ts': a,
		'nodes/shared/s3/b.ts': `${importOfA}export type B = string;\nexport const b = 1;\n`,
	});
	expect(found.map(({ ruleId }) => ruleId)).toEqual(['house/no-circle', 'house/no-circle']);
	expect(found[0].message).toBe(
		'Imports run in a circle: nodes/shared/s3/a.ts → nodes/shared/s3/b.ts → nodes/shared/s3/a.ts',
	);
});

test.each([
	['nodes/shared/parse/planted.ts', '../api/client', 'Platform'],
	['nodes/shared/api/planted.ts', '../operation', 'Operation'],
	['nodes/shared/s3/planted.ts', '../objects/listing', 'Entry'],
	['nodes/shared/objects/planted.ts', '../listSearch/search', 'Search'],
	['nodes/shared/items/planted.ts', '../../JelasticS3Account/operations', 'operations'],
	['nodes/shared/planted.ts', '../../sandbox/thing', 'Thing'],
])('%s may not import %s, not even a type', (file, from, name) => {
	const found = lint({
		[file]: `import type { ${name} } from '${from}';\nexport type Planted = ${name};\n`,
	});
	expect(found.map(({ ruleId }) => ruleId)).toEqual(['import-x/no-restricted-paths']);
});
