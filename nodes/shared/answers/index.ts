// Reading answers by role: everything that is assumed about them stands in ./spellings.
export * from './accounts';
export * from './page';
export * from './policy';
export * from './presigned';
export { isDeep, isRecord, read, readNeeded, rowsOf, Unreadable, type Answer } from './read';
