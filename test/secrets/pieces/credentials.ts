import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../sandbox/n8n/commands';
import { n8nEnvironment } from '../../../sandbox/n8n/environment';
import type { RunFolders } from '../../../sandbox/n8n/folders';
import { anyPort } from '../../../sandbox/n8n/ports';
import { runtimeNode } from '../../../sandbox/n8n/runtime-node';
import { N8N } from '../../../sandbox/n8n/server';
import type { Piece } from '../secret';

/** What n8n itself makes of its encrypted credentials, by its own command; n8n has to have ended. */
export async function decryptedCredentials({ base, userFolder }: RunFolders): Promise<Piece[]> {
	const node = runtimeNode();
	const file = join(base, 'credentials.json');
	const place = { userFolder, port: await anyPort(), brokerPort: await anyPort() };
	await run({
		doing: "decrypting n8n's credentials",
		file: node.file,
		args: [N8N, 'export:credentials', '--all', '--decrypted', `--output=${file}`],
		cwd: userFolder,
		env: n8nEnvironment(place, node),
		log: join(base, 'export.log'),
	});
	const text = readFileSync(file, 'utf8');
	rmSync(file);
	const credentials = JSON.parse(text) as Array<{ type: string; data: Record<string, unknown> }>;
	return credentials.flatMap(({ type, data }) =>
		Object.entries(data).map(([field, value]) => ({
			place: 'decrypted credential' as const,
			address: `${type}.${field}`,
			bytes: Buffer.from(String(value)),
		})),
	);
}
