/** Whether S3 lists a key before another: in the order of their bytes in UTF-8. */
export const isBefore = (a: string, b: string): boolean =>
	Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
