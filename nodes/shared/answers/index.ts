// Reads answers by role. Everything that is assumed about them stands in ./fieldNames.
export * from './accounts';
export { findFailure as failedPart, isCode } from './nestedFailure';
export * from './page';
export * from './keyPairs';
export * from './policy';
export * from './presignedUrl';
export {
	containersOf,
	isNestedTooDeeply as isDeep,
	isRecord,
	read,
	readAny,
	readRequired as readNeeded,
	rowsOf,
	UnexpectedAnswer as Unreadable,
	type Answer,
} from './read';
