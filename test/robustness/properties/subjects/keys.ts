import fc from 'fast-check';
import { useBulk } from '../../../support/bulk';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { keyMeant, nameMeant } from '../meant';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { useStorage } from '../storage';
import { longTexts, texts, values, wholeTexts } from '../values';

// A key stands in a path where the storage itself is asked. It must be the same key there.

const platform = usePlatform();
const storage = useStorage();
const { bucketOf, keysIn, operate } = useBulk();

const isStep = (part: string) => part === '.' || part === '..';

/** Where an object is, as a path; undefined where a path cannot say it, or would say another. */
function pathMeant(bucketName: unknown, key: unknown): string | undefined {
	const [bucket, name] = [nameMeant(bucketName), keyMeant(key)];
	if (bucket === undefined || name === undefined) return undefined;
	if (bucket.includes('/') || isStep(bucket) || name.split('/').some(isStep)) return undefined;
	return `/${bucket}/${name}`;
}

/** A path's text: each byte is decoded, nothing else is changed. */
const decoded = (path: string) => decodeURIComponent(path.replace(/\+/g, '%2B'));

const file = { data: Buffer.from('x').toString('base64'), mimeType: 'text/plain' };

test(
	'Upload puts an object where it is meant, or says what is wrong',
	async () => {
		const parameters = saved({
			...{ resource: 'object', operation: 'upload', hostGroup: 'hg' },
			...{ bucketName: '={{ $json.bucketName }}', key: '={{ $json.key }}' },
			binaryPropertyName: 'data',
		});
		const bucketNames = fc.oneof(
			{ weight: 2, arbitrary: fc.constant<unknown>('logs') },
			{ weight: 1, arbitrary: values },
		);
		const inputs = fc.record({ bucketName: bucketNames, key: values });
		storage.answers({ headers: { etag: '"1"' } });
		await holds(
			'keys',
			25,
			batchesOf(inputs),
			async (entered) => {
				storage.requests.length = 0;
				const items = entered.map((input) => ({ ...itemOf(input), binary: { data: file } }));
				const all = await platform.fates(parameters, items, () => storage.keysAnswer());
				const meant = entered.map(({ bucketName, key }) => pathMeant(bucketName, key));
				all.forEach(({ failure, out }, index) => {
					if (meant[index] === undefined) mustBeReadable(failure);
					else expect(out[0].json).toMatchObject({ key: keyMeant(entered[index].key), size: 1 });
				});
				const paths = storage.requests.map(({ method, path }) => `${method} ${decoded(path)}`);
				const put = meant.filter((path) => path !== undefined).map((path) => `PUT ${path}`);
				expect(paths).toEqual(put);
				expect(JSON.stringify(storage.requests)).not.toContain('the-token');
			},
			inBatch,
		);
	},
	TEST_MS,
);

const keyTexts = fc
	.oneof({ weight: 8, arbitrary: texts }, { weight: 1, arbitrary: longTexts })
	.filter((key) => keyMeant(key) !== undefined);

test(
	'in a bucket with many alike, an item deletes its object and no other',
	async () => {
		const buckets = fc.uniqueArray(keyTexts, { minLength: 1, maxLength: 30, size: 'max' });
		await holds(
			'keys',
			12,
			fc.tuple(buckets, fc.infiniteStream(fc.boolean())),
			async ([keys, goes]) => {
				const both = keys.map((key) => ({ key, isGoing: goes.next().value }));
				const bucketName = await bucketOf(keys.map((key) => ({ key, size: 1 })));
				const going = both.filter(({ isGoing }) => isGoing).map(({ key }) => key);
				const items = going.map((key) => itemOf({ key }));
				const { error } = await operate(
					'delete',
					{ bucketName, key: '={{ $json.key }}' },
					{ items: items.length > 0 ? items : undefined },
				);
				if (items.length > 0) expect(error).toBeUndefined();
				const left = both.filter(({ isGoing }) => !isGoing).map(({ key }) => key);
				expect((await keysIn(bucketName)).sort()).toEqual(left.sort());
			},
			([keys]) => keys.length,
		);
	},
	TEST_MS,
);

test(
	'what is uploaded is found under the same key in the storage, and copied and moved from there',
	async () => {
		const keys = fc.uniqueArray(
			wholeTexts.filter((key) => pathMeant('b', key) !== undefined),
			{ minLength: 1, maxLength: 15, size: 'max' },
		);
		await holds(
			'keys',
			8,
			keys,
			async (entered) => {
				const [from, to] = [await bucketOf([]), await bucketOf([])];
				const items = entered.map((key) => ({ ...itemOf({ key }), binary: { data: file } }));
				const one = { key: '={{ $json.key }}', binaryPropertyName: 'data', bucketName: from };
				expect((await operate('upload', one, { items })).error).toBeUndefined();
				expect((await keysIn(from)).sort()).toEqual([...entered].sort());
				const route = { srcBucketName: from, dstBucketName: to, srcPrefix: '', dstPrefix: 'é/../' };
				const { json } = await operate('moveMany', route);
				expect(json.filter(({ moved }) => moved !== true)).toEqual([]);
				expect(await keysIn(from)).toEqual([]);
				expect((await keysIn(to)).sort()).toEqual(entered.map((key) => `é/../${key}`).sort());
			},
			inBatch,
		);
	},
	TEST_MS,
);
