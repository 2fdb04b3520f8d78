import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { QUIET, run } from './commands';
import { ROOT, type RunFolders } from './folders';
import { Problem } from './say';

/** Builds the pack and packs it as for publishing; gives the tarball. */
export async function buildAndPack({ base, packed }: RunFolders): Promise<string> {
	const npm = async (name: string, doing: string, ...args: string[]) =>
		await run({ doing, file: 'npm', args, cwd: ROOT, log: join(base, `${name}.log`) });
	await npm('build', 'building the pack', 'run', 'build');
	rmSync(packed, { recursive: true, force: true });
	mkdirSync(packed, { recursive: true });
	const destination = ['--pack-destination', packed];
	await npm('pack', 'packing the pack', 'pack', '--ignore-scripts', ...destination);
	const tarball = readdirSync(packed).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Problem(`npm pack made no tarball in ${packed}.`);
	return join(packed, tarball);
}

/** Installs the tarball where n8n looks for community nodes, unless exactly that is there already. */
export async function installPack(tarball: string, { base, nodes }: RunFolders): Promise<boolean> {
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
		log: join(base, 'install-pack.log'),
	});
	writeFileSync(marker, wanted);
	return true;
}
