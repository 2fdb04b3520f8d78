// Which way imports may run: a house in which each room knows only the rooms below it, and nobody runs in circles.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { importX } from 'eslint-plugin-import-x';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

/** The rooms of nodes/shared. Each imports only rooms that stand before it. */
export const ROOMS = [
	'errors.ts',
	'concurrency',
	'answers',
	'parse',
	'fields',
	'api',
	'operation.ts',
	'execution',
	's3',
	'objects',
	'items.ts',
	'accessKeys',
	'trigger',
	'listSearch',
	'platformCheck',
];

const SHARED = './nodes/shared';

/** What must not be imported from where, as `import-x/no-restricted-paths` reads it. */
const zones = [
	...ROOMS.map((room, at) => ({
		target: `${SHARED}/${room}`,
		from: ROOMS.slice(at + 1).map((later) => `${SHARED}/${later}`),
		message: `${room} may import only the rooms before it: ${ROOMS.slice(0, at).join(', ') || 'none'}.`,
	})).filter(({ from }) => from.length > 0),
	{
		target: SHARED,
		from: ['./nodes/JelasticS3Account', './nodes/JelasticS3Bucket', './nodes/JelasticS3Trigger'],
		message: 'Nothing in shared may know a node.',
	},
	{
		target: ['./nodes', './credentials'],
		from: ['./sandbox', './test', './bench'],
		message: 'What ships imports nothing that does not.',
	},
];

/** The file that a relative import means; undefined for packages and what is no TypeScript. */
function fileOf(specifier, importer) {
	if (!specifier.startsWith('.')) return undefined;
	const base = resolve(dirname(importer), specifier);
	return [base, `${base}.ts`, `${base}/index.ts`].find(
		(path) => path.endsWith('.ts') && existsSync(path) && statSync(path).isFile(),
	);
}

const known = new Map();

/** The files that a file imports, types included: `import-x/no-cycle` passes over imports of types. */
function importsOf(file) {
	const { mtimeMs } = statSync(file);
	const cached = known.get(file);
	if (cached?.mtimeMs === mtimeMs) return cached.imports;
	const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
	const imports = importedFiles.map(({ fileName }) => fileOf(fileName, file)).filter(Boolean);
	known.set(file, { mtimeMs, imports });
	return imports;
}

/** The way from a file back to itself; undefined where there is none. */
function circleOf(start) {
	const seen = new Set();
	const search = (file, path) => {
		for (const next of importsOf(file)) {
			if (next === start) return [...path, next];
			if (seen.has(next)) continue;
			seen.add(next);
			const found = search(next, [...path, next]);
			if (found) return found;
		}
		return undefined;
	};
	return search(start, [start]);
}

const noCircle = {
	meta: { type: 'problem', schema: [], messages: { circle: 'Imports run in a circle: {{ files }}' } },
	create: (context) => ({
		Program(node) {
			if (!existsSync(context.filename)) return;
			const circle = circleOf(context.filename);
			if (!circle) return;
			const files = circle.map((file) => relative(context.cwd, file)).join(' → ');
			context.report({ node, messageId: 'circle', data: { files } });
		},
	}),
};

/** The rules of imports, for the folder that ESLint runs in. */
export default [
	{
		files: ['**/*.ts'],
		ignores: ['**/*.d.ts'],
		languageOptions: { parser: tseslint.parser },
		plugins: { 'import-x': importX, house: { rules: { 'no-circle': noCircle } } },
		settings: { 'import-x/resolver': { node: { extensions: ['.ts'] } } },
		rules: {
			'house/no-circle': 'error',
			'import-x/no-restricted-paths': ['error', { zones }],
		},
	},
];
