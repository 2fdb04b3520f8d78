import type { CallContext } from './failure';
import type { UserMessage } from './text';

const quoted = (values: Array<string | number | undefined>) =>
	[...new Set(values)]
		.filter((value) => value !== undefined)
		.map((value) => `"${value}"`)
		.join(' or ');

/** A text with values in its slots: `{bucket}`. */
export const interpolate = (text: string, values: Record<string, string>): string =>
	text.replace(/\{(\w+)\}/g, (_, slot: string) => values[slot] ?? '');

function placeholderValues({
	method,
	parameters,
	labels,
	address,
}: CallContext): Record<string, string> {
	const { hostGroup, name, accKey, key, srcKey, bucketName, srcBucketName, dstBucketName } =
		parameters;
	const named = Object.entries(parameters)
		.filter(([parameter]) => parameter in labels && parameter !== 'policy')
		.map(([parameter, value]) => `${labels[parameter]} "${value}"`)
		.join(', ');
	return {
		method,
		server: 'The platform',
		address,
		named: named || 'S3 storage',
		hostGroup: quoted([hostGroup]),
		account: quoted([name]),
		accessKey: quoted([accKey]),
		key: quoted([key ?? srcKey]),
		bucket: quoted([bucketName, srcBucketName, dstBucketName]),
		objectBucket: quoted([bucketName ?? srcBucketName]),
		orLess: 'concurrency' in labels ? ', or lower "Concurrency" under Options' : '',
	};
}

/** A text with what the call named in its slots. */
export function interpolateMessage(
	{ message, advice }: UserMessage,
	context: CallContext,
): UserMessage {
	const slots = placeholderValues(context);
	return { message: interpolate(message, slots), advice: interpolate(advice, slots) };
}

/** Whether the call named all that a message names. */
export function namesAllPlaceholders({ message }: UserMessage, context: CallContext): boolean {
	const slots = placeholderValues(context);
	return [...message.matchAll(/\{(\w+)\}/g)].every(([, slot]) => slots[slot]);
}
