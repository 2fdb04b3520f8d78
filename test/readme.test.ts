// What the documents say about the pack is read off the pack.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { operations as accountOperations } from '../nodes/JelasticS3Account/operations';
import { operations as bucketOperations } from '../nodes/JelasticS3Bucket/operations';
import type { Operation } from '../nodes/shared/operation';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT_MS } from '../nodes/shared/options';
import { optionsOf } from '../nodes/shared/properties';
import { withOperationTables } from './support/operationTable';

const ROOT = resolve(__dirname, '..');
const DOCUMENTS = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
const WORKFLOWS = readdirSync(join(ROOT, '.github/workflows')).map(
	(file) => `.github/workflows/${file}`,
);

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const readme = read('README.md');

const rowsOf: Record<string, Operation[]> = {
	'n8n-nodes-jelastic-s3.jelasticS3Account': accountOperations,
	'n8n-nodes-jelastic-s3.jelasticS3Bucket': bucketOperations,
};

test('the table of operations is that of the nodes (npm run readme writes it)', () => {
	expect(withOperationTables(readme)).toBe(readme);
});

test('every option is explained', () => {
	const labels = [...accountOperations, ...bucketOperations].flatMap((row) =>
		optionsOf(row).map(({ property }) => property.displayName),
	);
	const missing = [...new Set(labels)].filter((label) => !readme.includes(`**${label}**`));
	expect(missing).toEqual([]);
});

test('the actions that the workflows by hand take are in the menu', () => {
	const named = [...readme.matchAll(/\bactions?,?\s+\*\*([^*]+)\*\*/g)].map(([, action]) => action);
	const actions = bucketOperations.map(({ action }) => action);
	expect(named).toHaveLength(3);
	expect(named.filter((action) => !actions.includes(action))).toEqual([]);
});

test('the defaults are those of the nodes', () => {
	expect(readme).toContain(`at the same time: ${DEFAULT_CONCURRENCY} unless`);
	expect(readme).toContain(`${DEFAULT_TIMEOUT_MS.toLocaleString('en')} unless`);
});

test('the n8n that is named as tested is the one that npm start runs', () => {
	const { dependencies } = JSON.parse(read('sandbox/n8n/runtime/package.json')) as {
		dependencies: { n8n: string };
	};
	expect(readme).toContain(`n8n ${dependencies.n8n} on Node.js 24`);
});

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
				nodes: Array<{ type: string; parameters: { resource?: string; operation?: string } }>;
			};
			const needed = nodes.flatMap(({ type, parameters: { resource, operation } }) =>
				(rowsOf[type] ?? [])
					.filter((row) => row.resource === resource && row.value === operation)
					.flatMap(({ methods }) => methods),
			);
			const named = recipe.match(/`s3\.\w+\.\w+`/g)?.map((text) => text.slice(1, -1));
			expect([...new Set(named)].sort()).toEqual([...new Set(needed)].sort());
		});
	},
);

describe.each(DOCUMENTS)('%s', (file) => {
	const text = read(file);
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);

	test('links only to what is there', () => {
		const gone = links.filter(
			(target) => !/^(https?:|#)/.test(target) && !existsSync(join(ROOT, target.split('#')[0])),
		);
		expect(gone).toEqual([]);
	});

	test('links only to headings that it has', () => {
		const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(
			([, heading]) =>
				`#${heading
					.toLowerCase()
					.replace(/[^\w -]/g, '')
					.replaceAll(' ', '-')}`,
		);
		const gone = links.filter((target) => target.startsWith('#') && !headings.includes(target));
		expect(gone).toEqual([]);
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
