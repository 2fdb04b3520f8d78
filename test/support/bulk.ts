import type { IDataObject } from 'n8n-workflow';
import type { Filling, SandboxOptions } from '../../sandbox/platform';
import type { Trial } from './engine';
import { readObject, useSandbox } from './world';

const DAY = 86_400_000;

export const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

/** Keys `prefix00000`, `prefix00001`, … in the order in which S3 lists them. */
export const numbered = (count: number, prefix = 'key-'): string[] =>
	Array.from({ length: count }, (_, number) => `${prefix}${String(number).padStart(5, '0')}`);

/** Small objects with these keys. */
export const objectsOf = (keys: string[], more: Partial<Filling> = {}): Filling[] =>
	keys.map((key) => ({ key, size: 7, ...more }));

/** A sandbox with an account whose keys open its S3 endpoint, and with buckets for each test's own. */
export function useBulk(options: SandboxOptions = {}) {
	const world = useSandbox({ defaultDelimiter: '', ...options });
	const { sandbox, run } = world;
	let made = 0;
	const hostGroup = () => sandbox().hostGroups[0];

	beforeAll(async () => {
		await sandbox().createAccount(hostGroup(), 'own');
	});
	beforeEach(() => sandbox().resetPeak());

	/** Makes a bucket with these objects; answers its name. */
	const bucketOf = async (objects: Iterable<Filling>): Promise<string> => {
		const bucket = `bulk-${++made}`;
		await sandbox().fill(hostGroup(), bucket, objects);
		return bucket;
	};

	/** The keys in a bucket, read from the store. */
	const keysIn = async (bucket: string): Promise<string[]> =>
		await sandbox().listKeys(hostGroup(), bucket);

	/** An object's bytes, and what the store knows about it. */
	const objectIn = async (bucket: string, key: string) =>
		await readObject(sandbox().store, { hostGroup: hostGroup(), bucket }, key);

	/** Runs an operation on objects. */
	const operate = async (operation: string, fields: IDataObject, more: Partial<Trial> = {}) =>
		await run({ resource: 'object', operation, hostGroup: hostGroup(), ...fields }, more);

	/** Runs Delete Many; the words of its fields and of its options stand side by side. */
	const deleteMany = async (bucketName: string, fields: IDataObject, more: Partial<Trial> = {}) =>
		await operate('deleteMany', { bucketName, ...fields }, more);

	/** The requests of one method, platform's or S3's. */
	const requestsOf = (method: string) =>
		sandbox().requests.filter(({ apiMethod }) => apiMethod === method);

	return { ...world, hostGroup, bucketOf, keysIn, objectIn, operate, deleteMany, requestsOf };
}
