import { S3Failure } from '../failures';

/** The part of a body that a Range header asks for; undefined: all of it, as for what cannot be read. */
export function readRange(
	header: string | undefined,
	size: number,
): { start: number; end: number } | undefined {
	const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (!first && !last) return undefined;
	if (first && last && Number(last) < Number(first)) return undefined;
	// `-500` asks for the last 500 bytes.
	const start = first ? Number(first) : Math.max(size - Number(last), 0);
	const end = first && last ? Math.min(Number(last), size - 1) : size - 1;
	if (start > end) throw new S3Failure('InvalidRange');
	return { start, end };
}
