// Reads answers by role. Everything that is assumed about them stands in ./fieldNames.
export * from './accounts';
export { findFailure, isCode } from './nestedFailure';
export * from './page';
export * from './keyPairs';
export * from './policy';
export * from './presignedUrl';
export {
	containersOf,
	isNestedTooDeeply,
	isRecord,
	observingReads,
	read,
	readAny,
	readRequired,
	rowsOf,
	UnexpectedAnswer,
	type Answer,
} from './read';
