import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { INodeTypeDescription } from 'n8n-workflow';

// The built package, as n8n loads it and as npm packs it.

const ROOT = join(__dirname, '..', '..');

beforeAll(() => {
	if (!existsSync(join(ROOT, 'dist', 'nodes'))) {
		throw new Error('dist is missing: run "npm run build" first (npm test does so by itself)');
	}
});

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The package as n8n loads it at its start. */
async function loaded(): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(ROOT);
	await loader.loadAll();
	return loader;
}

const NODES = ['jelasticS3Account', 'jelasticS3Bucket', 'jelasticS3Trigger'];

test('n8n loads the nodes and the credential', async () => {
	const { packageName, types, known, nodeTypes, credentialTypes } = await loaded();
	expect(packageName).toBe('n8n-nodes-jelastic-s3');
	expect(Object.keys(nodeTypes).sort()).toEqual(NODES);
	expect(Object.keys(credentialTypes)).toEqual(['jelasticApi']);
	expect(types.credentials.map(({ name }) => name)).toEqual(['jelasticApi']);
	expect(known.credentials.jelasticApi.supportedNodes?.sort()).toEqual(NODES);
});

describe.each(NODES)('%s', (name) => {
	const description = async () =>
		(await loaded()).types.nodes.find((node) => node.name === name) as INodeTypeDescription & {
			codex?: object;
			iconUrl?: { light: string; dark: string };
		};

	test('has its codex, as n8n reads it', async () => {
		expect((await description()).codex).toMatchObject({
			categories: ['Data & Storage', 'Development'],
			subcategories: { 'Data & Storage': ['Object Storage'] },
			alias: expect.arrayContaining(['Jelastic', 'S3', 'Virtuozzo']),
		});
	});

	test('has icons that are there', async () => {
		const { iconUrl } = await description();
		const prefix = 'icons/n8n-nodes-jelastic-s3/';
		for (const url of [iconUrl!.light, iconUrl!.dark]) {
			expect(url.startsWith(prefix)).toBe(true);
			expect(readFileSync(join(ROOT, url.slice(prefix.length)), 'utf8')).toMatch(/^<svg/);
		}
		expect(iconUrl!.light).not.toBe(iconUrl!.dark);
	});
});

test('the credential has icons that are there', async () => {
	const [{ iconUrl }] = (await loaded()).types.credentials;
	const { light, dark } = iconUrl as { light: string; dark: string };
	for (const url of [light, dark]) {
		expect(existsSync(join(ROOT, url.replace('icons/n8n-nodes-jelastic-s3/', '')))).toBe(true);
	}
});

test('stands where it was promised', () => {
	expect(manifest.n8n).toMatchObject({
		strict: true,
		credentials: ['dist/credentials/JelasticApi.credentials.js'],
		nodes: [
			'dist/nodes/JelasticS3Account/JelasticS3Account.node.js',
			'dist/nodes/JelasticS3Bucket/JelasticS3Bucket.node.js',
			'dist/nodes/JelasticS3Trigger/JelasticS3Trigger.node.js',
		],
	});
});

describe('the tarball', () => {
	const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ files }] = JSON.parse(packed.toString()) as [{ files: Array<{ path: string }> }];
	const paths = files.map(({ path }) => path);

	test('holds what runs, README and LICENSE, and nothing else', () => {
		const rest = paths.filter(
			(path) =>
				!/^dist\/(credentials|nodes)\/[\w./]+\.(js|node\.json)$|\/__schema__\/v1\.0\.0\/[\w/]+\.json$/.test(
					path,
				),
		);
		expect(rest.sort()).toEqual([
			...['LICENSE', 'README.md'],
			...['dist/icons/jelasticS3.dark.svg', 'dist/icons/jelasticS3.svg'],
			...['dist/icons/jelasticS3Account.dark.svg', 'dist/icons/jelasticS3Account.svg'],
			'package.json',
		]);
	});

	test('holds all that n8n is told to load, and each file that another asks for', () => {
		const { credentials, nodes } = manifest.n8n;
		expect(paths).toEqual(expect.arrayContaining([...credentials, ...nodes]));
		const scripts = paths.filter((path) => path.endsWith('.js'));
		for (const script of scripts) {
			const asked = readFileSync(join(ROOT, script), 'utf8').matchAll(/require\("(\.[^"]+)"\)/g);
			for (const [, module] of asked) {
				const file = join(script, '..', module);
				expect(paths.some((path) => [`${file}.js`, join(file, 'index.js')].includes(path))).toBe(
					true,
				);
			}
		}
	});

	test('asks for nothing but what n8n brings along', () => {
		const modules = paths
			.filter((path) => path.endsWith('.js'))
			.flatMap((path) => [
				...readFileSync(join(ROOT, path), 'utf8').matchAll(/require\("([^."][^"]*)"\)/g),
			])
			.map(([, module]) => module);
		expect([...new Set(modules)].sort()).toEqual(['crypto', 'n8n-workflow']);
	});
});

test('has no dependencies, and no scripts that run when it is installed', () => {
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	expect(manifest.overrides).toBeUndefined();
	const scripts = Object.keys(manifest.scripts);
	for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
		expect(scripts).not.toContain(name);
	}
});
