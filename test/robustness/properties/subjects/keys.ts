import fc from 'fast-check';
import { useBulk } from '../../../support/bulk';
import { fileItem, itemOf, onObjects, TOKEN, usePlatform, useStorage } from '../batch';
import { holds } from '../holds';
import { keyMeant, nameMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { longTexts, texts, values, wholeTexts } from '../values';

// A key is part of a path where the storage itself is asked. There, it must be the same key.

const { eachItem } = usePlatform('keys');
const storage = useStorage();
const { bucketOf, keysIn, operate } = useBulk();

const isStep = (part: string) => part === '.' || part === '..';

/** Where an object is, as a path; undefined if a path can't express it, or would express something else. */
function pathMeant(bucketName: unknown, key: unknown): string | undefined {
	const [bucket, name] = [nameMeant(bucketName), keyMeant(key)];
	if (bucket === undefined || name === undefined) return undefined;
	if (bucket.includes('/') || isStep(bucket) || name.split('/').some(isStep)) return undefined;
	return `/${bucket}/${name}`;
}

/** A path's text: each byte is decoded, nothing else is changed. */
const decoded = (path: string) => decodeURIComponent(path.replace(/\+/g, '%2B'));

test('Upload puts an object where it is meant, or says what is wrong', () => {
	storage.answers({ headers: { etag: '"1"' } });
	return eachItem({
		runs: 25,
		inputs: fc.record({
			bucketName: fc.oneof(
				{ weight: 2, arbitrary: fc.constant<unknown>('logs') },
				{ weight: 1, arbitrary: values },
			),
			key: values,
		}),
		parameters: onObjects('upload', {
			...{ bucketName: '={{ $json.bucketName }}', key: '={{ $json.key }}' },
			binaryPropertyName: 'data',
		}),
		item: fileItem,
		answer: storage.keysAnswer,
		before: () => (storage.requests.length = 0),
		judge({ failure, out }, { bucketName, key }) {
			if (pathMeant(bucketName, key) === undefined) mustBeReadable(failure);
			else expect(out[0].json).toMatchObject({ key: keyMeant(key), size: 1 });
		},
		after(inputs) {
			const meant = inputs.flatMap(({ bucketName, key }) => pathMeant(bucketName, key) ?? []);
			const sent = storage.requests.map(({ method, path }) => `${method} ${decoded(path)}`);
			// Several items are uploaded at the same time, in no order.
			expect(sent.sort()).toEqual(meant.map((path) => `PUT ${path}`).sort());
			expect(JSON.stringify(storage.requests)).not.toContain(TOKEN);
		},
	});
});

const keyTexts = fc
	.oneof({ weight: 8, arbitrary: texts }, { weight: 1, arbitrary: longTexts })
	.filter((key) => keyMeant(key) !== undefined);

test('in a bucket with many similar keys, an item deletes its object and no other', () => {
	const buckets = fc.uniqueArray(keyTexts, { minLength: 1, maxLength: 30, size: 'max' });
	const some = buckets.chain((keys) => fc.tuple(fc.constant(keys), fc.subarray(keys)));
	return holds('keys', 12, some, async ([keys, going]) => {
		const bucketName = await bucketOf(keys.map((key) => ({ key, size: 1 })));
		if (going.length > 0) {
			const fields = { bucketName, key: '={{ $json.key }}' };
			const items = going.map((key) => itemOf({ key }));
			expect((await operate('delete', fields, { items })).error).toBeUndefined();
		}
		const left = keys.filter((key) => !going.includes(key));
		expect((await keysIn(bucketName)).sort()).toEqual(left.sort());
		return keys.length;
	});
});

test('what is uploaded has the same key in the storage, and is copied and moved from there', () => {
	const keys = fc.uniqueArray(
		wholeTexts.filter((key) => pathMeant('b', key) !== undefined),
		{ minLength: 1, maxLength: 15, size: 'max' },
	);
	return holds('keys', 8, keys, async (entered) => {
		const [from, to] = [await bucketOf([]), await bucketOf([])];
		const items = entered.map((key) => fileItem({ key }));
		const one = { key: '={{ $json.key }}', binaryPropertyName: 'data', bucketName: from };
		expect((await operate('upload', one, { items })).error).toBeUndefined();
		expect((await keysIn(from)).sort()).toEqual([...entered].sort());
		const route = { srcBucketName: from, dstBucketName: to, srcPrefix: '', dstPrefix: 'é/../' };
		const { json } = await operate('moveMany', { ...route, allowMovingEverything: true });
		expect(json.filter(({ moved }) => moved !== true)).toEqual([]);
		expect(await keysIn(from)).toEqual([]);
		expect((await keysIn(to)).sort()).toEqual(entered.map((key) => `é/../${key}`).sort());
		return entered.length;
	});
});
