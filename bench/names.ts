/** What is done, in the order of the table. */
export const WORKS = [
	'list-10000',
	'delete-5000',
	'presign-1000',
	'upload-200',
	'single-1000',
	'summary-100000',
] as const;

/** Who does it, the one that matters first. */
export const CONTENDERS = [
	'pack',
	'pack-platform',
	'pack-valid-for',
	'pack-get-usage',
	'http-request-node',
	'sequential-loop',
	'n8n-transport',
	'keep-alive-limit',
] as const;

export type WorkName = (typeof WORKS)[number];
export type ContenderName = (typeof CONTENDERS)[number];
