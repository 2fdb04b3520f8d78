import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Chapter, Scene } from './check';
import { same } from './expect';

/** The files below a folder, without those of installed packages. */
function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
		return entry.isFile() ? [path] : [];
	});
}

/** How many of the secrets the scene's files hold, and in which. */
function leaks({ secrets }: Scene, files: string[]): string[] {
	return files.filter((file) => {
		const bytes = readFileSync(file);
		return [...secrets].some((secret) => bytes.includes(secret));
	});
}

/** Neither tokens nor secret keys reach n8n's log, database or other files. */
export const secrecy: Chapter = {
	title: 'Secrets',
	checks: (scene) => [
		...(['webhook-key-rotation', 'new-customer'] as const).map((name) => ({
			name: `no execution of ${name} is saved`,
			run: async () => {
				const { id = '' } = scene.provisioned.workflows.get(name) ?? {};
				same((await scene.n8n.executionsOf(id)).length, 0, 'executions');
				return '0 executions';
			},
		})),
		{
			name: "no token and no secret key is in n8n's log",
			run: () => {
				same(leaks(scene, [scene.server.log]), [], 'files with a secret in them');
				const size = statSync(scene.server.log).size;
				return Promise.resolve(`${scene.secrets.size} secrets, ${size} bytes of log`);
			},
		},
		{
			name: "no token and no secret key is in n8n's database or any other of its files",
			run: () => {
				const files = filesBelow(scene.folders.userFolder);
				same(leaks(scene, files), [], 'files with a secret in them');
				return Promise.resolve(`${scene.secrets.size} secrets, ${files.length} files`);
			},
		},
	],
};
