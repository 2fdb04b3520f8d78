import type { IDataObject } from 'n8n-workflow';
import { expectFailure } from '../support/expecting';
import { hintsOf, numbered, objectsOf, route, TRANSFERS, useBulk } from '../support/bulk';

// What Copy Many and Move Many leave out, what they refuse, and what counts towards Max Objects.

const { sandbox, hostGroup, bucketOf, keysIn, operate, requestsOf, expectRefused } = useBulk();

const messagesOf = (result: Awaited<ReturnType<typeof operate>>) =>
	hintsOf(result).map(({ message }) => message);

describe.each(TRANSFERS)('$operation', ({ operation, done, would }) => {
	const isMove = operation === 'moveMany';
	const transfer = async (srcBucketName: string, dstBucketName: string, more: IDataObject) =>
		await operate(operation, {
			...{ srcBucketName, dstBucketName, ...more },
			options: { onObjectFailure: 'report', ...(more.options as IDataObject) },
			...(isMove && !more.srcPrefix && { allowMovingEverything: true }),
		});

	describe('the marker of a folder', () => {
		const KEYS = ['logs/', 'logs/a', 'logs/b/', 'other'];
		let source: string;
		let target: string;
		beforeEach(async () => {
			source = await bucketOf(objectsOf(KEYS));
			target = await bucketOf([]);
		});

		test.each([true, false])(
			'is left in place without a destination prefix (dry run: %s)',
			async (dryRun) => {
				const result = await transfer(source, target, { srcPrefix: 'logs/', dryRun });
				expect(result.error).toBeUndefined();
				expect(result.json[0]).toEqual({
					...{ hostGroup: hostGroup(), srcBucketName: source, dstBucketName: target },
					...{ srcKey: 'logs/', size: 7, lastModified: expect.any(String) },
					...{ ...(!dryRun && { [done]: false }), skipped: true },
					reason: expect.stringContaining('its copy would have no key'),
				});
				const fate = dryRun ? { [would]: true } : { [done]: true };
				expect(result.json.slice(1)).toMatchObject([
					{ dstKey: 'a', ...fate },
					{ dstKey: 'b/', ...fate },
				]);
				expect(await keysIn(target)).toEqual(dryRun ? [] : ['a', 'b/']);
				expect(await keysIn(source)).toEqual(isMove && !dryRun ? ['logs/', 'other'] : KEYS);
				expect(messagesOf(result)[0]).toMatch(
					dryRun ? '1 skipped' : `2 of 3 matching objects ${done}, 1 skipped.`,
				);
			},
		);

		test.each<[string, IDataObject, string[]]>([
			['is copied to another prefix', { dstPrefix: 'old/' }, ['old/', 'old/a', 'old/b/']],
			['does not count towards Max Objects', { options: { maxObjects: 1 } }, ['a']],
			['does not end the run', { options: { onObjectFailure: 'stop' } }, ['a', 'b/']],
		])('%s', async (_, fields, keys) => {
			const { error } = await transfer(source, target, { srcPrefix: 'logs/', ...fields });
			expect(error).toBeUndefined();
			expect(await keysIn(target)).toEqual(keys);
		});
	});

	describe.each([true, false])('is refused (dry run: %s)', (dryRun) => {
		test('a copy that would lie within the source', async () => {
			const bucket = await bucketOf(objectsOf(['in/1', 'in/in/2']));
			const { json } = await transfer(bucket, bucket, { srcPrefix: 'in/', dryRun });
			const failure = expect.stringContaining('The copy "in/2" would lie within the source');
			const fate = dryRun ? { [would]: true } : { [done]: true };
			expect(json[0]).toMatchObject({ srcKey: 'in/1', dstKey: '1', ...fate });
			expect(json[1]).toMatchObject({ srcKey: 'in/in/2', dstKey: 'in/2', failure });
			expect(json[1][done]).toBe(dryRun ? undefined : false);
			expect(json[1]).not.toHaveProperty(would);
			// Otherwise it would be found below the prefix, and copied in turn.
			const copied = isMove ? ['1', 'in/in/2'] : ['1', 'in/1', 'in/in/2'];
			expect(await keysIn(bucket)).toEqual(dryRun ? ['in/1', 'in/in/2'] : copied);
		});

		test('a key of a copy that is longer than 1,024 bytes', async () => {
			const long = `in/${'ü'.repeat(510)}`;
			const source = await bucketOf(objectsOf(['in/a', long]));
			const target = await bucketOf([]);
			const fields = { srcPrefix: 'in/', dstPrefix: 'other/', dryRun };
			const { json } = await transfer(source, target, fields);
			const failure = expect.stringContaining('The key of the copy would have 1026 bytes');
			expect(json[1]).toMatchObject({ srcKey: long, failure });
			expect(json[1][done]).toBe(dryRun ? undefined : false);
			expect(requestsOf('s3.bucket.CopyObject')).toHaveLength(dryRun ? 0 : 1);
			expect(await keysIn(source)).toContain(long);
		});

		test('what is refused does not count towards Max Objects', async () => {
			const source = await bucketOf(objectsOf([`a${'ü'.repeat(511)}`, 'b', 'c']));
			const fields = { dstPrefix: 'to/', options: { maxObjects: 1 }, dryRun };
			const { json } = await transfer(source, await bucketOf([]), fields);
			expect(json.map(({ dstKey, failure }) => [dstKey, typeof failure])).toEqual([
				[expect.any(String), 'string'],
				['to/b', 'undefined'],
			]);
		});

		test.each([
			['replace', 'stop'],
			['replaceIfDifferent', 'failAtEnd'],
		])('a bucket that does not exist (%s, %s)', async (ifExists, onObjectFailure) => {
			const source = await bucketOf(objectsOf(['a']));
			const fields = { dryRun, ifExists, options: { onObjectFailure } };
			expectFailure(await transfer(source, 'nowhere', fields), /"nowhere" does not exist$/);
			expect(requestsOf('s3.bucket.DeleteObject')).toEqual([]);
		});

		test('only the first one, where the run is to stop', async () => {
			const bucket = await bucketOf(objectsOf(['in/in/2', 'in/z']));
			const fields = {
				srcPrefix: 'in/',
				dryRun,
				options: { onObjectFailure: 'stop', concurrency: 1 },
			};
			const message = 'The copy "in/2" would lie within the source';
			expectFailure(await transfer(bucket, bucket, fields), message);
		});
	});

	test('with Max Objects, repeated runs get to the end', async () => {
		const source = await bucketOf(objectsOf(numbered(5, 'in/')));
		const target = await bucketOf([]);
		for (const count of [2, 2, 1, 0]) {
			const fields = route(source, target, { options: { maxObjects: 2 } });
			const { json } = await operate(operation, fields);
			// Existing copies are counted, but have no items: there may be millions.
			expect(json.map((item) => item[done])).toEqual(Array.from({ length: count }, () => true));
		}
		expect(await keysIn(target)).toHaveLength(5);
	});
});

test('with Max Objects, existing copies are counted', async () => {
	const bodies = { size: undefined, body: 'x' };
	const source = await bucketOf(objectsOf(numbered(15, 'in/'), bodies));
	const target = await bucketOf(objectsOf(numbered(13, 'out/'), bodies));
	const fields = route(source, target, { options: { maxObjects: 1 } });
	const dry = await operate('copyMany', { ...fields, dryRun: true });
	expect(dry.json).toMatchObject([{ dstKey: 'out/00013', wouldCopy: true }]);
	const real = await operate('copyMany', fields);
	expect(real.json).toMatchObject([{ dstKey: 'out/00013', copied: true }]);
	expect(messagesOf(real)).toEqual(['1 of 14 matching objects copied, 13 skipped.']);
	const summary = await operate('copyMany', { ...fields, output: 'summary' });
	expect(summary.json).toMatchObject([{ matched: 15, copied: 1, skipped: 14, failed: 0 }]);
	expect(sandbox().requests.filter(({ params }) => params.maxKeys === '1')).toEqual([]);
});

describe('a whole bucket', () => {
	const KEYS = ['a', 'b'];
	const transferAll = async (operation: string, fields: IDataObject) => {
		const [source, target] = [await bucketOf(objectsOf(KEYS)), await bucketOf([])];
		const buckets = { srcBucketName: source, dstBucketName: target };
		return { result: await operate(operation, { ...buckets, ...fields }), source, target };
	};

	test.each<IDataObject>([{}, { dryRun: true }, { options: { maxObjects: 1 } }])(
		'is not moved unless that is allowed: %j',
		async (fields) => {
			const { result, source } = await transferAll('moveMany', fields);
			const message = 'This would move every object in the bucket';
			expectRefused(result, message, 'turn on "Allow Moving Everything"');
			expect(await keysIn(source)).toEqual(KEYS);
		},
	);

	test('an expression that gives no prefix is refused', async () => {
		const fields = { srcPrefix: '={{ $json.nothing }}', allowMovingEverything: true };
		const { result, source } = await transferAll('moveMany', fields);
		expectRefused(result, 'Source Prefix is empty', /has the field/);
		expect(await keysIn(source)).toEqual(KEYS);
	});

	test.each<[string, IDataObject, string[]]>([
		['moveMany', { allowMovingEverything: true }, KEYS],
		['moveMany', { allowMovingEverything: true, options: { maxObjects: 1 } }, ['a']],
		['moveMany', { srcPrefix: 'a', dstPrefix: 'a' }, ['a']],
		['moveMany', { filters: { nameMatches: 'b' } }, ['b']],
		// A copy takes nothing away.
		['copyMany', {}, KEYS],
		['copyMany', { options: { maxObjects: 1 } }, ['a']],
	])('%s with %j', async (operation, fields, expected) => {
		const { result, target } = await transferAll(operation, fields);
		expect(result.error).toBeUndefined();
		expect(await keysIn(target)).toEqual(expected);
	});
});
