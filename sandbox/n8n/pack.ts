import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands';
import { DEMO, PACKED, ROOT } from './folders';
import { Problem } from './say';

const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Builds the pack and packs it as for publishing; gives the tarball. */
export async function buildAndPack(): Promise<string> {
	await run({
		doing: 'building the pack',
		file: 'npm',
		args: ['run', 'build'],
		cwd: ROOT,
		log: join(DEMO, 'build.log'),
	});
	rmSync(PACKED, { recursive: true, force: true });
	mkdirSync(PACKED, { recursive: true });
	await run({
		doing: 'packing the pack',
		file: 'npm',
		args: ['pack', '--ignore-scripts', '--pack-destination', PACKED],
		cwd: ROOT,
		log: join(DEMO, 'pack.log'),
	});
	const tarball = readdirSync(PACKED).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Problem(`npm pack made no tarball in ${PACKED}.`);
	return join(PACKED, tarball);
}

/** Installs the tarball where n8n looks for community nodes, unless exactly that is there already. */
export async function installPack(tarball: string, nodes: string): Promise<boolean> {
	const marker = join(nodes, '.installed');
	const wanted = createHash('sha256').update(readFileSync(tarball)).digest('hex');
	if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return false;

	mkdirSync(nodes, { recursive: true });
	const manifest = join(nodes, 'package.json');
	if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
	// npm would take the same version for the same content, so what it knows of the old one goes first.
	for (const stale of ['package-lock.json', 'node_modules/n8n-nodes-jelastic-s3', '.installed']) {
		rmSync(join(nodes, stale), { recursive: true, force: true });
	}
	await run({
		doing: 'installing the pack in n8n',
		file: 'npm',
		args: ['install', '--ignore-scripts', '--legacy-peer-deps', ...QUIET, tarball],
		cwd: nodes,
		log: join(DEMO, 'install-pack.log'),
	});
	writeFileSync(marker, wanted);
	return true;
}
