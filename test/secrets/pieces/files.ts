import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, gunzipSync, inflateSync } from 'node:zlib';
import type { RunFolders } from '../../../sandbox/n8n/folders';
import type { Piece } from '../secret';

/** The files below a folder, without those of installed packages. */
function filesBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(path);
		return entry.isFile() ? [path] : [];
	});
}

/** How packed data begins, and what unpacks it. */
const PACKED = [
	{ begins: Buffer.from([0x1f, 0x8b, 0x08]), unpack: gunzipSync },
	{ begins: Buffer.from([0x78, 0x9c]), unpack: inflateSync },
];

/** What is packed within bytes; chance makes such beginnings too, and they unpack to nothing. */
function* unpacked(bytes: Buffer): Generator<Buffer> {
	for (const { begins, unpack } of PACKED) {
		for (let at = bytes.indexOf(begins); at >= 0; at = bytes.indexOf(begins, at + 1)) {
			try {
				yield unpack(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH });
			} catch {
				continue;
			}
		}
	}
}

/** Every byte that n8n has written: its folder, with database, logs and binary data, and what it printed. */
export function* fileContents({ base, userFolder, log }: RunFolders): Generator<Piece> {
	for (const file of [log, ...filesBelow(userFolder)]) {
		const address = relative(base, file);
		const bytes = readFileSync(file);
		yield { place: 'file', address, bytes };
		for (const inside of unpacked(bytes)) {
			yield { place: 'file', address: `${address}, unpacked`, bytes: inside };
		}
	}
}
