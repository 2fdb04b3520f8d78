// Reading answers by role: everything that is assumed about them stands in ./spellings.
export * from './accounts';
export { failedPart, isCode } from './failed';
export * from './page';
export * from './pairs';
export * from './policy';
export * from './presigned';
export {
	containersOf,
	isDeep,
	isRecord,
	read,
	readAny,
	readNeeded,
	rowsOf,
	Unreadable,
	type Answer,
} from './read';
