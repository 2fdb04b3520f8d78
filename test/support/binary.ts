import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { eventually } from './eventually';

// The one that n8n-core itself takes its services from; several versions are installed.
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<T>(type: abstract new (...args: never[]) => T): T };
};

/**
 * n8n keeps binary data in files from now on, in a folder of its own; without this they are in memory, since
 * nothing opens a store.
 * @returns removes the folder, and keeps binary data in memory again
 */
export async function keepBinariesInFiles(
	folder = mkdtempSync(join(tmpdir(), 'n8n-binaries-')),
): Promise<() => void> {
	Object.assign(Container.get(BinaryDataConfig), { mode: 'filesystem', localStoragePath: folder });
	await Container.get(BinaryDataService).init();
	return () => {
		keepBinariesInMemory();
		rmSync(folder, { recursive: true, force: true });
	};
}

/** n8n keeps binary data in memory, as its default is: within the items. */
export function keepBinariesInMemory(): void {
	Object.assign(Container.get(BinaryDataConfig), { mode: 'default' });
	Object.assign(Container.get(BinaryDataService), { managers: {} });
}

/**
 * Makes the same tests for both places where n8n keeps binary data: first in memory, then in files.
 */
export function inMemoryAndInFiles(tests: (place: 'memory' | 'files') => void): void {
	let remove = () => {};
	afterAll(() => remove());
	describe.each(['memory', 'files'] as const)('with binary data in %s', (place) => {
		beforeAll(async () => {
			if (place === 'files') remove = await keepBinariesInFiles();
			else keepBinariesInMemory();
		});
		tests(place);
	});
}

/** The bytes of a binary that a node returned. */
export const bytesOf = async (binary: IBinaryData): Promise<Buffer> =>
	await Container.get(BinaryDataService).getAsBuffer(binary);

/** Where n8n keeps a binary's file. */
export const pathOf = ({ id = '' }: IBinaryData): string =>
	Container.get(BinaryDataService).getPath(id);

const location = { type: 'execution', workflowId: 'workflow', executionId: 'execution' } as const;

/** A binary of the bytes of a stream. */
export const storeStream = async (bytes: Readable): Promise<IBinaryData> =>
	await Container.get(BinaryDataService).store(location, bytes, {
		...{ fileName: 'file.bin', mimeType: 'application/octet-stream', data: '' },
	});

/** An item with a file in its binary field `data`, kept where n8n keeps binaries now. */
export async function itemWith(
	bytes: Buffer,
	{ fileName = 'file.txt', mimeType = 'text/plain', field = 'data' } = {},
): Promise<INodeExecutionData> {
	const binary = { fileName, mimeType, data: '' };
	const stored = await Container.get(BinaryDataService).store(location, bytes, binary);
	return { json: {}, binary: { [field]: stored } };
}

/** Items with a small file each: its text is the name, a blank and the item's index. */
export const itemsNamed = async (names: string[]): Promise<INodeExecutionData[]> =>
	await Promise.all(
		names.map(async (name, index) => ({
			...(await itemWith(Buffer.from(`${name} ${index}`))),
			json: { name },
		})),
	);

/** Files of n8n's store that this process holds open; none where there is no /proc. */
function filesOpen(): string[] {
	const folder = '/proc/self/fd';
	const links = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
	// The one that lists the folder is gone by now.
	return links.filter((link) => existsSync(link) && readlinkSync(link).includes('/n8n-binaries-'));
}

/** Expects that no file of n8n's store stays open: a stream that has ended closes its file a moment later. */
export const expectFilesClosed = async () =>
	await eventually(
		async () => filesOpen(),
		({ length }) => length === 0,
		'No file stays open',
	);
