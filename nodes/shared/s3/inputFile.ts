import { BINARY_ENCODING, type IBinaryData } from 'n8n-workflow';
import { BadInput } from '../errors';
import type { Task } from '../operation';
import { isFile } from '../parse/file';

type FileTask = Pick<Task, 'context' | 'itemIndex'>;

/**
 * The file that "Input Binary Field" names, or is. n8n keeps files beside an item's JSON, or within it where
 * the workflow's setting says so; a name or path is looked for where n8n's own nodes look, then in the other
 * place: with binaries in memory, n8n leaves them beside the JSON whatever the setting says.
 * @throws BadInput where there is none
 */
export function inputFile(task: FileTask): IBinaryData {
	const { id, data, mimeType, ...more } = foundFile(task);
	const isRead = id ? typeof id === 'string' : typeof data === 'string';
	if (!isRead) throw unreadable('A node before this one gave it without its bytes.');
	return { ...more, id, data, mimeType: typeof mimeType === 'string' ? mimeType : '' };
}

const unreadable = (why: string) =>
	new BadInput(
		'The file that "Input Binary Field" names cannot be read',
		`${why} Check the node that made the file, such as Code, or run it again.`,
	);

function foundFile({ context, itemIndex }: FileTask): IBinaryData {
	const asked = context.getNodeParameter('binaryPropertyName', itemIndex) as string | IBinaryData;
	const ways: unknown[] = isFile(asked) ? [asked] : [asked, `${IN_JSON}.${asked}`];
	for (const way of ways) {
		const found = foundBy(() => context.helpers.assertBinaryData(itemIndex, way as string));
		if (found) return found;
	}
	const item = context.getInputData()[itemIndex];
	const name = String(asked).replace(/^_files\./, '');
	const filesOf = (value: unknown) =>
		Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
			(entry): entry is [string, IBinaryData] => isFile(entry[1]),
		);
	const files = new Map([...filesOf(item.json[IN_JSON]), ...filesOf(item.binary)]);
	const file = files.get(name);
	if (file) return file;
	throw new BadInput(
		`The input item has no binary field "${name}"`,
		files.size
			? `Choose "Input Binary Field" among: ${[...files.keys()].join(', ')}.`
			: 'Let a node before this one bring a file, such as Read/Write Files from Disk or HTTP Request.',
	);
}

/** Where n8n keeps files within an item's JSON. */
const IN_JSON = '_files';

/** n8n's helper throws where it finds nothing, and gives what every object has for "constructor". */
function foundBy(look: () => unknown): IBinaryData | undefined {
	try {
		const found = look();
		return isFile(found) ? found : undefined;
	} catch {
		return undefined;
	}
}

/** A file in parts; from n8n's store as a stream, never whole in memory. */
export async function* partsOf(
	{ context }: Task,
	file: IBinaryData,
	partBytes: number,
): AsyncGenerator<Buffer> {
	if (!file.id) {
		const whole = Buffer.from(file.data, BINARY_ENCODING);
		for (let at = 0; at < whole.length; at += partBytes) yield whole.subarray(at, at + partBytes);
		return;
	}
	let chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stored(context, file.id)) {
		chunks.push(chunk);
		length += chunk.length;
		while (length >= partBytes) {
			const joined = Buffer.concat(chunks);
			yield joined.subarray(0, partBytes);
			chunks = [joined.subarray(partBytes)];
			length = chunks[0].length;
		}
	}
	if (length > 0) yield Buffer.concat(chunks);
}

/** @throws BadInput where n8n's store does not have the file */
async function* stored(context: Task['context'], id: string): AsyncGenerator<Buffer> {
	try {
		yield* (await context.helpers.getBinaryStream(id, 256 * 1024)) as AsyncIterable<Buffer>;
	} catch {
		throw unreadable("n8n's store of binary data no longer has it.");
	}
}
