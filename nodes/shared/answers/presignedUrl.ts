import { containersOf, UnexpectedAnswer, valuesUnder, type Answer } from './read';
import { VALUES } from './fieldNames';
import { toIso } from './values';

/** The presigned URL in an answer. */
export function urlOf(answer: Answer): string {
	const url = containersOf(answer)
		.flatMap((container) => valuesUnder(container, VALUES.presignedUrl))
		.find(
			(value) => typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value),
		);
	if (typeof url !== 'string') throw new UnexpectedAnswer('presignedUrl', answer);
	return url;
}

/**
 * When a presigned URL expires, as ISO 8601 in UTC.
 * @param url signed by AWS Signature Version 4 (X-Amz-Date and X-Amz-Expires in seconds) or Version 2
 *   (Expires in epoch seconds)
 * @returns undefined where the URL does not say
 */
export function presignedExpiry(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	const query = new Map(
		[...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]),
	);
	const start = (query.get('x-amz-date') ?? '').replace(
		/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
		'$1-$2-$3T$4:$5:$6Z',
	);
	const seconds = start
		? Date.parse(start) / 1000 + Number(query.get('x-amz-expires') || NaN)
		: Number(query.get('expires') || NaN);
	return toIso(seconds * 1000);
}
