import type { IDataObject } from 'n8n-workflow';
import type { Fault, Filling, RequestRecord, SandboxOptions } from '../../sandbox/platform';
import type { Result, Trial } from './engine';
import { expectFailure, type Text } from './expecting';
import { readObject, useSandbox } from './world';

const DAY = 86_400_000;

export const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

/** Keys `prefix00000`, `prefix00001`, … in the order in which S3 lists them. */
export const numbered = (count: number, prefix = 'key-'): string[] =>
	Array.from({ length: count }, (_, number) => `${prefix}${String(number).padStart(5, '0')}`);

/** Small objects with these keys. */
export const objectsOf = (keys: string[], more: Partial<Filling> = {}): Filling[] =>
	keys.map((key) => ({ key, size: 7, ...more }));

/** What Delete Many chooses objects by, in its places: Older Than is a field, and Max Objects an option. */
export const choosing = ({ olderThan, maxObjects, ...filters }: IDataObject): IDataObject => ({
	...(olderThan !== undefined && { olderThan }),
	filters,
	...(maxObjects !== undefined && { options: { maxObjects } }),
});

/** The operations that copy many objects, with the names of their outputs. */
export const TRANSFERS = [
	{ operation: 'copyMany', done: 'copied', would: 'wouldCopy' },
	{ operation: 'moveMany', done: 'moved', would: 'wouldMove' },
];

/** From a bucket's `in/` to another's `out/`. */
export const route = (srcBucketName: string, dstBucketName: string, more: IDataObject = {}) => ({
	...{ srcBucketName, srcPrefix: 'in/', dstBucketName, dstPrefix: 'out/' },
	...more,
});

/** What n8n shows with the outputs of a run. */
export const hintsOf = ({ run }: Result) => run.data.resultData.runData.Node[0].hints ?? [];

/** The progress of a run in the execution's custom data. */
export const progressOf = ({ run }: Result) => run.data.resultData.metadata?.jelasticS3;

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

	/** Runs an operation on objects that must succeed. */
	const mustOperate = async (...run: Parameters<typeof operate>): Promise<Result> => {
		const result = await operate(...run);
		expect(result.error).toBeUndefined();
		return result;
	};

	/** Runs Delete Many; the words of its fields and of its options stand side by side. */
	const deleteMany = async (bucketName: string, fields: IDataObject, more: Partial<Trial> = {}) =>
		await operate('deleteMany', { bucketName, ...fields }, more);

	/** The platform denies a method's requests for as long as the test lasts. */
	const deny = (
		method: string,
		match: (request: RequestRecord) => boolean,
		more?: Partial<Fault>,
	) =>
		sandbox().faults.add({
			...{ method, match, kind: 'code', code: 8, text: 'denied', times: Infinity, ...more },
		});

	/** Lets nobody delete the objects whose keys begin with "locked", below a prefix; the rest of a bucket stays free. */
	const lock = async (bucket: string, prefix = '') =>
		await sandbox().store.setPolicy(
			{ hostGroup: hostGroup(), bucket },
			JSON.stringify({
				Statement: {
					...{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject' },
					Resource: `arn:aws:s3:::${bucket}/${prefix}locked*`,
				},
			}),
		);

	/** Expects that an operation failed before it sent anything. */
	const expectRefused = (result: Result, message: Text, advice?: Text) => {
		expectFailure(result, message, advice);
		expect(sandbox().requests).toEqual([]);
	};

	/** The requests of one method, platform's or S3's. */
	const requestsOf = (method: string) =>
		sandbox().requests.filter(({ apiMethod }) => apiMethod === method);

	return {
		...{ ...world, hostGroup, bucketOf, keysIn, objectIn, operate, mustOperate, deleteMany },
		...{ requestsOf, deny, lock, expectRefused },
	};
}
