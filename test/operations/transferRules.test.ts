import type { IDataObject } from 'n8n-workflow';
import { numbered, objectsOf, useBulk } from '../support/bulk';

// What Copy Many and Move Many leave out, what they refuse, and what counts towards Max Objects.

const { sandbox, hostGroup, bucketOf, keysIn, operate, requestsOf } = useBulk();

const OPERATIONS = [
	{ operation: 'copyMany', done: 'copied', would: 'wouldCopy' },
	{ operation: 'moveMany', done: 'moved', would: 'wouldMove' },
];

const hintsAfter = (result: Awaited<ReturnType<typeof operate>>) =>
	result.run.data.resultData.runData.Node[0].hints?.map(({ message }) => message);

describe.each(OPERATIONS)('$operation', ({ operation, done, would }) => {
	const isMove = operation === 'moveMany';
	const transfer = async (source: string, target: string, more: IDataObject) =>
		await operate(operation, { srcBucketName: source, dstBucketName: target, ...more });

	describe('the marker of a folder', () => {
		const KEYS = ['logs/', 'logs/a', 'logs/b/', 'other'];

		test.each([true, false])(
			'is left in place without a destination prefix (dry run: %s)',
			async (dryRun) => {
				const source = await bucketOf(objectsOf(KEYS));
				const target = await bucketOf([]);
				const fields = { srcPrefix: 'logs/', dryRun };
				const result = await transfer(source, target, fields);
				expect(result.error).toBeUndefined();
				const place = { hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target };
				expect(result.json[0]).toEqual({
					...{ ...place, srcKey: 'logs/', size: 7, lastModified: expect.any(String) },
					...{ [done]: false, skipped: true },
					reason: expect.stringContaining('its copy would have no key'),
				});
				const fate = dryRun ? { [would]: true } : { [done]: true };
				expect(result.json.slice(1)).toMatchObject([
					{ dstKey: 'a', ...fate },
					{ dstKey: 'b/', ...fate },
				]);
				expect(await keysIn(target)).toEqual(dryRun ? [] : ['a', 'b/']);
				expect(await keysIn(source)).toEqual(isMove && !dryRun ? ['logs/', 'other'] : KEYS);
				expect(hintsAfter(result)?.[0]).toMatch(
					dryRun ? '1 skipped' : `2 of 3 matching objects ${done}, 1 skipped.`,
				);
			},
		);

		test('goes along to another prefix', async () => {
			const source = await bucketOf(objectsOf(KEYS));
			const target = await bucketOf([]);
			await transfer(source, target, { srcPrefix: 'logs/', dstPrefix: 'old/' });
			expect(await keysIn(target)).toEqual(['old/', 'old/a', 'old/b/']);
		});

		test('does not count towards Max Objects, nor end the run', async () => {
			const source = await bucketOf(objectsOf(KEYS));
			const target = await bucketOf([]);
			const { error } = await transfer(source, target, {
				...{ srcPrefix: 'logs/', filters: { maxObjects: 1 }, options: { stopOnFailure: true } },
			});
			expect(error).toBeUndefined();
			expect(await keysIn(target)).toEqual(['a']);
		});
	});

	describe.each([true, false])('is refused, in a dry run or not (%s)', (dryRun) => {
		test('a copy that would lie within the source', async () => {
			const bucket = await bucketOf(objectsOf(['in/1', 'in/in/2']));
			const { json } = await transfer(bucket, bucket, { srcPrefix: 'in/', dryRun });
			const failure = expect.stringContaining('The copy "in/2" would lie within the source');
			expect(json[1]).toMatchObject({ srcKey: 'in/in/2', [done]: false, failure });
			expect(json[1]).not.toHaveProperty(would);
		});

		test('a key of a copy that is longer than 1,024 bytes', async () => {
			const long = `in/${'ü'.repeat(510)}`;
			const source = await bucketOf(objectsOf(['in/a', long]));
			const target = await bucketOf([]);
			const { json } = await transfer(source, target, {
				srcPrefix: 'in/',
				dstPrefix: 'other/',
				dryRun,
			});
			const failure = expect.stringContaining('The key of the copy would have 1026 bytes');
			expect(json[1]).toMatchObject({ srcKey: long, [done]: false, failure });
			expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(dryRun ? 0 : 1);
			expect(await keysIn(source)).toContain(long);
		});

		test('what is refused does not count towards Max Objects', async () => {
			const source = await bucketOf(objectsOf([`a${'ü'.repeat(511)}`, 'b', 'c']));
			const target = await bucketOf([]);
			const fields = { dstPrefix: 'to/', filters: { maxObjects: 1 }, dryRun };
			const { json } = await transfer(source, target, fields);
			expect(json.map(({ dstKey, failure }) => [dstKey, typeof failure])).toEqual([
				[expect.any(String), 'string'],
				['to/b', 'undefined'],
			]);
		});

		test.each([true, false])('a bucket that does not exist (Overwrite: %s)', async (overwrite) => {
			const source = await bucketOf(objectsOf(['a']));
			const fields = { dryRun, overwrite, options: { stopOnFailure: true } };
			const { error } = await transfer(source, 'nowhere', fields);
			expect(error?.message).toMatch(/"nowhere" does not exist$/);
		});

		test('at the first refusal, where that ends the run', async () => {
			const bucket = await bucketOf(objectsOf(['in/in/2', 'in/z']));
			const fields = { srcPrefix: 'in/', dryRun, options: { stopOnFailure: true, concurrency: 1 } };
			const { error } = await transfer(bucket, bucket, fields);
			expect(error?.message).toBe('The copy "in/2" would lie within the source');
		});
	});

	test('in one bucket, prefixes may differ in nothing but case', async () => {
		const bucket = await bucketOf(objectsOf(['Logs/a', 'Logs/b']));
		const { json } = await transfer(bucket, bucket, { srcPrefix: 'Logs/', dstPrefix: 'logs/' });
		expect(json.map((item) => item[done])).toEqual([true, true]);
		const left = isMove ? [] : ['Logs/a', 'Logs/b'];
		expect(await keysIn(bucket)).toEqual([...left, 'logs/a', 'logs/b']);
	});

	test('with Max Objects, runs that are repeated get to the end', async () => {
		const keys = numbered(5, 'in/');
		const source = await bucketOf(objectsOf(keys));
		const target = await bucketOf([]);
		const fields = { srcPrefix: 'in/', dstPrefix: 'out/', filters: { maxObjects: 2 } };
		const counts: number[] = [];
		for (let times = 0; times < 4; times++) {
			const { json } = await transfer(source, target, fields);
			counts.push(json.filter((item) => item[done]).length);
			// What is there already is counted, but has no items: there may be millions.
			expect(json.every((item) => item[done])).toBe(true);
		}
		expect(counts).toEqual([2, 2, 1, 0]);
		expect(await keysIn(target)).toHaveLength(5);
	});
});

test('with Max Objects, what is there already is counted', async () => {
	const keys = numbered(5, 'in/');
	const source = await bucketOf(objectsOf(keys, { size: undefined, body: 'x' }));
	const there = keys.slice(0, 3).map((key) => key.replace('in/', 'out/'));
	const target = await bucketOf(objectsOf(there, { size: undefined, body: 'x' }));
	const fields = {
		...{ srcBucketName: source, srcPrefix: 'in/', dstBucketName: target, dstPrefix: 'out/' },
		...{ filters: { maxObjects: 1 } },
	};
	const dry = await operate('copyMany', { ...fields, dryRun: true });
	expect(dry.json).toMatchObject([{ dstKey: 'out/00003', wouldCopy: true }]);
	const real = await operate('copyMany', fields);
	expect(real.json).toMatchObject([{ dstKey: 'out/00003', copied: true }]);
	expect(hintsAfter(real)).toEqual(['1 of 4 matching objects copied, 3 skipped.']);
	const summary = await operate('copyMany', { ...fields, output: 'summary' });
	expect(summary.json).toMatchObject([{ matched: 5, copied: 1, skipped: 4, failed: 0 }]);
	expect(sandbox().requests.filter(({ params }) => params.maxKeys === '1')).toEqual([]);
});
