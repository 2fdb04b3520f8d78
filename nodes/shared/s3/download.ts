import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { urlOf } from '../answers';
import { networkCode } from '../request';
import { endpointFailure, failedAtLast, type Failure } from '../failures';
import type { ResultItem } from '../operation';
import { redact } from '../redact';
import { timeoutOf, type Task } from '../task';
import { ATTEMPTS, retryDelay, wait } from '../waiting';
import { mustBeSendable } from './keys';
import { refused } from './send';

/**
 * Object: Download. Streams an object through its presigned URL into n8n's binary data; the platform's
 * token has no part in that request.
 */
export async function download(task: Task): Promise<ResultItem[]> {
	const { named, parameters, settings, signal } = task;
	mustBeSendable(String(parameters.key));
	for (let attempt = 1; ; attempt++) {
		const url = urlOf(await task.call('s3.bucket.GetPresignedURL'));
		const outcome = await fetched(task, url);
		if ('binary' in outcome) {
			const { binary } = outcome;
			const json = { ...named, size: Number(binary.bytes ?? 0), contentType: binary.mimeType };
			return [{ json, binary: { [String(settings.binaryPropertyName)]: binary } }];
		}
		if (!outcome.failure.retry || attempt === ATTEMPTS || signal?.aborted) {
			throw failedAtLast(outcome.failure, attempt);
		}
		await wait(retryDelay(attempt), signal);
	}
}

type PrepareBinaryData = Task['context']['helpers']['prepareBinaryData'];

/** A body as n8n's transport streams it. */
type Body = Exclude<Parameters<PrepareBinaryData>[0], Buffer>;

type Outcome = { failure: Failure } | { binary: Awaited<ReturnType<PrepareBinaryData>> };

/** The last part of a key that is not empty; without a name, n8n would put the presigned URL into the item. */
const nameOf = (key: string) => key.split('/').filter(Boolean).pop() ?? 'file';

async function fetched(
	{ context, platform, parameters, settings }: Task,
	url: string,
): Promise<Outcome> {
	const { origin } = new URL(url);
	const fileName = String(settings.fileName ?? nameOf(String(parameters.key)));
	try {
		const response = (await platform.sendElsewhere({
			method: 'GET',
			url,
			// The bytes as they are stored; a proxy might send them packed.
			headers: { 'accept-encoding': 'identity' },
			encoding: 'stream',
			timeout: timeoutOf(settings),
		})) as IN8nHttpFullResponse;
		const body = response.body as unknown as Body;
		if (response.statusCode !== 200) {
			const shown = (text: string) => redact(text, '', parameters);
			return { failure: refused(origin, response.statusCode, await textOf(body), shown) };
		}
		const type = response.headers['content-type'];
		const mimeType = typeof type === 'string' ? type : undefined;
		if (mimeType?.startsWith('text/html') && !response.headers.etag) {
			await textOf(body);
			return { failure: notTheObject(origin) };
		}
		const binary = await context.helpers.prepareBinaryData(body, fileName, mimeType);
		return { binary };
	} catch (error) {
		const code = networkCode(error);
		if (OF_THIS_MACHINE.test(code)) return await Promise.reject(error);
		return { failure: code === 'ECONNRESET' ? cutOff(origin) : endpointFailure(code, origin) };
	}
}

/** Failures to keep the file here: a full disk is not the storage's fault, and stays full. */
const OF_THIS_MACHINE =
	/^E(ACCES|DQUOT|EXIST|FBIG|IO|ISDIR|MFILE|NFILE|NOENT|NOSPC|NOTDIR|PERM|ROFS)$/;

/** A page that is an object has an entity tag, as every object has (Amazon S3 API Reference, GetObject). */
const notTheObject = (origin: string): Failure => ({
	message: `What came from ${origin} is a web page, not the object: it has no entity tag`,
	advice: 'Check that no sign-in page or proxy stands before the S3 endpoint, and try again.',
});

const cutOff = (origin: string): Failure => ({
	message: `The download from ${origin} was cut off`,
	advice: 'Try again.',
	retry: true,
});

/** The beginning of a body, for a failure's text. */
async function textOf(body: Body): Promise<string> {
	let text = '';
	for await (const chunk of body) {
		text += String(chunk);
		if (text.length > 4096) break;
	}
	return text;
}
