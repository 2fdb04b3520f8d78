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
	return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : undefined;
}
