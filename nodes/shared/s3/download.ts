import type { outputBinaryField } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { fileName } from '../fields/options';
import { placeLast } from '../execution/placeLast';
import type { OptionValues, ResultItem } from '../operation';
import { ANY_TYPE } from '../parse/headers';
import { assertUrlSafeKey } from './validate';
import type { Body, ObjectTask } from './objectAnswer';
import { ObjectSource } from './objectSource';

/** The last part of a key that is not empty; without a name, n8n would put the presigned URL into the item. */
const nameOf = (key: string) => key.split('/').filter(Boolean).pop() ?? 'file';

/** The stored type, if it says anything; without one, n8n goes by the file's name. */
const knownType = (type: unknown): string | undefined =>
	typeof type === 'string' && !/^\w+\/octet-stream\b/.test(type) ? type : undefined;

/** n8n calls a file text where it does not know the name either. These names it knows as text. */
const isGuessed = (mimeType: string, fileName: string): boolean =>
	mimeType === 'text/plain' && !/\.(txt|text|conf|def|list|log|in|ini)$/i.test(fileName);

/** Bytes as a stream that n8n can keep. Nodes may not import Node's streams, but each of them can make another. */
const streamOf = (bytes: AsyncIterable<Buffer>, like: Body): Body => {
	const { from } = like.constructor as unknown as {
		from: (source: AsyncIterable<Buffer>, options: { objectMode: boolean }) => Body;
	};
	return from(bytes, { objectMode: false });
};

type DownloadTask = ObjectTask<
	ValuesOf<[typeof outputBinaryField]> & OptionValues<[typeof fileName]>
>;

/**
 * Object: Download. Streams an object through its presigned URL into n8n's binary data; the platform's
 * token has no part in that request.
 */
export async function download(task: DownloadTask): Promise<ResultItem[]> {
	const { context, named } = task;
	const { key, binaryPropertyName } = task.values;
	// The trigger's keys are those of a listing.
	assertUrlSafeKey(key);
	const { fileName = nameOf(key) } = task.values;
	const source = new ObjectSource(task);
	for (;;) {
		const answer = await source.open();
		const { 'content-type': stored = ANY_TYPE } = answer.headers;
		const mimeType = knownType(stored);
		const stream = streamOf(source.bytes(answer), answer.body);
		try {
			const binary = await context.helpers.prepareBinaryData(stream, fileName, mimeType);
			if (!mimeType && isGuessed(binary.mimeType, fileName)) {
				Object.assign(binary, { mimeType: stored, fileType: undefined });
			}
			const json = placeLast(named, {
				size: Number(binary.bytes ?? 0),
				contentType: binary.mimeType,
			});
			return [{ json, binary: { [binaryPropertyName]: binary } }];
		} catch (error) {
			// What is not the storage's fault, such as a full disk, stays.
			if (!source.failure) return await Promise.reject(error);
			await source.attempts.pauseAfter(source.failure);
		} finally {
			answer.stop();
		}
	}
}
