// What the documents say about the pack is read off the pack.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { operations as accountOperations } from '../../nodes/JelasticS3Account/operations';
import { operations as bucketOperations } from '../../nodes/JelasticS3Bucket/operations';
import type { Operation } from '../../nodes/shared/operation';
import { watchBucket } from '../../nodes/shared/trigger/row';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MS } from '../../nodes/shared/fields/options';
import { optionsOf } from '../../nodes/shared/execution/description';
import { DERIVED, withTables } from '../support/operationTable';

const ROOT = resolve(__dirname, '..', '..');
const MOST_README_LINES = 200;
const MOST_TABLE_COLUMNS = 140;

/** Every Markdown file that git knows or would add. */
const DOCUMENTS = execFileSync(
	'git',
	['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'],
	{ cwd: ROOT, encoding: 'utf8' },
)
	.split('\n')
	.filter((file) => file !== '' && existsSync(join(ROOT, file)));
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map(
	(file) => `.github/workflows/${file}`,
);

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** Without line breaks, which may be in the middle of a phrase. */
const readUnwrapped = (file: string) => read(file).replace(/\s+/g, ' ');
const readme = read('README.md');
const operationsPage = readUnwrapped('docs/operations.md');

const rowsOf: Record<string, Operation[]> = {
	'n8n-nodes-jelastic-s3.jelasticS3Account': accountOperations,
	'n8n-nodes-jelastic-s3.jelasticS3Bucket': bucketOperations,
};

interface Parameters {
	resource?: string;
	operation?: string;
	options?: { download?: boolean };
}

const TRIGGER = 'n8n-nodes-jelastic-s3.jelasticS3Trigger';

/** The methods that a trigger calls with these parameters. */
const methodsOf = ({ options }: Parameters) => [
	...watchBucket.methods,
	...(options?.download ? (watchBucket.alsoNeeds ?? []) : []).map(({ method }) => method),
];

const LABELS: Record<string, string> = { account: 'Account', key: 'Access Key' };

test.each(['docs/secrets.md', 'SECURITY.md'])('%s names what returns secret keys', (file) => {
	const returning = [...accountOperations, ...bucketOperations].filter((row) => row.returnsSecret);
	const named = returning.map(({ resource, name }) => `${LABELS[resource]}: ${name}`);
	expect(named.length).toBeGreaterThan(0);
	for (const name of named) expect(readUnwrapped(file)).toContain(name);
	for (const { returnsSecret } of returning) {
		if (typeof returnsSecret !== 'object') continue;
		expect(readUnwrapped(file)).toContain(returnsSecret.property.displayName);
	}
});

test('there are documents to check', () => {
	expect(DOCUMENTS).toEqual(
		expect.arrayContaining(['README.md', 'docs/operations.md', 'bench/README.md']),
	);
});

test(`the README has at most ${MOST_README_LINES} lines`, () => {
	expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(MOST_README_LINES);
});

test.each(DERIVED)('the tables in $file match the nodes (run npm run docs)', (derived) => {
	const text = read(derived.file);
	expect(withTables(text, derived.place, derived.tables)).toBe(text);
});

test('every option is explained', () => {
	const labels = [...accountOperations, ...bucketOperations].flatMap((row) =>
		optionsOf(row).map(({ property }) => property.displayName),
	);
	const missing = [...new Set(labels)].filter((label) => !operationsPage.includes(`**${label}**`));
	expect(missing).toEqual([]);
});

test('the actions that the workflows by hand take are in the menu', () => {
	const named = [...readUnwrapped('README.md').matchAll(/\bactions?,?\s+\*\*([^*]+)\*\*/g)].map(
		([, action]) => action,
	);
	const actions = bucketOperations.map(({ action }) => action);
	expect(named).toHaveLength(3);
	expect(named.filter((action) => !actions.includes(action))).toEqual([]);
});

test('the defaults are those of the nodes', () => {
	expect(operationsPage).toContain(`at the same time: ${DEFAULT_CONCURRENCY} by default`);
	expect(operationsPage).toContain(`${DEFAULT_TIMEOUT_MS.toLocaleString('en')} by default`);
});

test('the n8n that is named as tested is the one that npm start runs', () => {
	const { dependencies } = JSON.parse(read('sandbox/n8n/runtime/package.json')) as {
		dependencies: { n8n: string };
	};
	expect(readUnwrapped('docs/compatibility.md')).toContain(`n8n ${dependencies.n8n} on Node.js 24`);
});

/** What the settings of an example's nodes need, such as Use It. */
const ALSO_NEEDED: Record<string, string[]> = {
	'new-customer.json': ['s3.account.GetKeys', 's3.account.GenerateKey', 's3.bucket.List'],
};

describe.each(readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.json')))(
	'the recipe %s',
	(file) => {
		const recipe =
			readme.split(/^#+ .*$/m).find((part) => part.includes(`(examples/${file})`)) ?? '';

		test('is in the README', () => {
			expect(recipe).not.toBe('');
		});

		test('names the permissions that its token needs, and no others', () => {
			const { nodes } = JSON.parse(read(`examples/${file}`)) as {
				nodes: Array<{ type: string; parameters: Parameters }>;
			};
			const rows = nodes.flatMap(({ type, parameters: { resource, operation } }) =>
				(rowsOf[type] ?? []).filter((row) => row.resource === resource && row.value === operation),
			);
			const also = rows.flatMap(({ alsoNeeds = [] }) => alsoNeeds.map(({ method }) => method));
			const settings = ALSO_NEEDED[file] ?? [];
			expect(also).toEqual(expect.arrayContaining(settings));
			const needed = [...rows.flatMap(({ methods }) => methods), ...settings];
			for (const { type, parameters } of nodes) {
				if (type === TRIGGER) needed.push(...methodsOf(parameters));
			}
			const named = recipe.match(/`s3\.\w+\.\w+`/g)?.map((text) => text.slice(1, -1));
			expect([...new Set(named)].sort()).toEqual([...new Set(needed)].sort());
		});
	},
);

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (text: string) =>
	[...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
		heading
			.toLowerCase()
			.replace(/[^\w -]/g, '')
			.replaceAll(' ', '-'),
	);

/** Why a relative link leads nowhere; undefined if it leads somewhere. */
function brokenLink(from: string, target: string): string | undefined {
	const [path, anchor] = target.split('#');
	const file = path === '' ? from : join(dirname(from), path);
	if (!existsSync(join(ROOT, file))) return `${target}: no such file`;
	if (anchor !== undefined && !anchorsOf(read(file)).includes(anchor)) {
		return `${target}: no such heading`;
	}
	return undefined;
}

describe.each(DOCUMENTS)('%s', (file) => {
	const text = read(file);
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

	test('links only to files and headings that exist', () => {
		const relative = links.filter((target) => !/^https?:/.test(target));
		expect(relative.map((target) => brokenLink(file, target)).filter(Boolean)).toEqual([]);
	});

	test(`has no table wider than ${MOST_TABLE_COLUMNS} characters`, () => {
		const wide = text
			.split('\n')
			.filter((line) => /^\s*\|/.test(line) && line.length > MOST_TABLE_COLUMNS);
		expect(wide).toEqual([]);
	});

	test('links to public documentation only', () => {
		const hosts = links
			.filter((target) => target.startsWith('http'))
			.map((target) => new URL(target).host);
		const others = hosts.filter((host) => !['docs.n8n.io', 'docs.aws.amazon.com'].includes(host));
		expect(others).toEqual([]);
	});
});

test('CONTRIBUTING says what each file that both nodes run on is for', () => {
	const files = readdirSync(join(ROOT, 'nodes/shared')).map((file) => file.replace(/\.ts$/, ''));
	const contributing = read('CONTRIBUTING.md');
	expect(files.filter((file) => !contributing.includes(`\`${file}\``))).toEqual([]);
});

test.each([...DOCUMENTS, ...WORKFLOWS])('%s names no registry host', (file) => {
	expect(read(file)).not.toMatch(/registry\.|npmjs/i);
});

test.each(WORKFLOWS)('%s pins every action by its commit', (file) => {
	const uses = [...read(file).matchAll(/uses: (.*)/g)].map(([, action]) => action);
	expect(uses).not.toEqual([]);
	expect(uses.filter((action) => !/@[0-9a-f]{40} # v\d/.test(action))).toEqual([]);
});
