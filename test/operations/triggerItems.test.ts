import { bytesOf, keepBinariesInFiles, keepBinariesInMemory } from '../support/binary';
import { numbered, objectsOf } from '../support/bulk';
import { linesOf } from '../support/poll';
import { useTrigger } from '../support/trigger';

// What the trigger hands to the workflow: in the editor, and with the objects' bytes.

const { sandbox, watching, requestsOf } = useTrigger();

const LINK = 's3.bucket.GetPresignedURL';

describe('in the editor', () => {
	it('shows a few objects that are there, and neither reads nor changes what is known', async () => {
		const { trigger, put } = await watching(objectsOf(numbered(5)));
		await trigger.publish();
		const before = JSON.stringify(trigger.data);
		expect(linesOf(await trigger.pollUnsaved('manual'))).toEqual(
			numbered(3).map((key) => `created ${key}`),
		);
		await put(...objectsOf(['new']));
		expect(await trigger.pollUnsaved('manual')).toHaveLength(3);
		expect(JSON.stringify(trigger.data)).toBe(before);
		expect(await trigger.news()).toEqual(['created new']);
	});

	it('shows what a published workflow would get: by filters, limit and event', async () => {
		const { trigger, bucket } = await watching(objectsOf(['a.txt', 'b.csv', 'c.csv']), {
			...{ filters: { nameMatches: '*.csv' }, events: ['deleted'], options: { limit: 1 } },
		});
		const items = await trigger.pollUnsaved('manual');
		expect(items?.map(({ json }) => json)).toEqual([
			{ event: 'deleted', key: 'b.csv', bucketName: bucket, hostGroup: sandbox().hostGroups[0] },
		]);
	});

	it('says so where no object matches', async () => {
		const { trigger } = await watching(objectsOf(['a']), { prefix: 'b/' });
		await expect(trigger.pollUnsaved('manual')).rejects.toMatchObject({
			message: 'No object matches, so there is none to show',
			description: expect.stringMatching(/^Upload an object/),
		});
	});

	it('works while a published workflow is being polled', async () => {
		const { trigger } = await watching(objectsOf(['a']));
		sandbox().setLatency(100);
		const [polled, shown] = await Promise.all([trigger.poll(), trigger.pollUnsaved('manual')]);
		expect(polled).toBeNull();
		expect(linesOf(shown)).toEqual(['created a']);
	});
});

describe.each([
	['in files', keepBinariesInFiles],
	['in memory', keepBinariesInMemory],
])('with Download File, binaries %s', (_, keep) => {
	let end: void | (() => void);
	beforeAll(async () => {
		end = await keep();
	});
	afterAll(() => {
		end?.();
		keepBinariesInMemory();
	});

	it("puts each object's bytes beside its item", async () => {
		const options = { download: true, firstRun: 'existing' };
		const { trigger, put, remove } = await watching(
			[{ key: 'in/a b.txt', body: 'contents', contentType: 'text/plain' }],
			{ options, events: ['created', 'deleted'] },
		);
		const [item] = (await trigger.poll()) ?? [];
		expect(item.json).toMatchObject({ event: 'created', key: 'in/a b.txt', size: 8 });
		expect(item.binary?.data).toMatchObject({ fileName: 'a b.txt', mimeType: 'text/plain' });
		expect(String(await bytesOf(item.binary!.data))).toBe('contents');
		await put(...objectsOf(['b']));
		await remove('in/a b.txt');
		const [created, deleted] = (await trigger.poll()) ?? [];
		expect(linesOf([created, deleted])).toEqual(['created b', 'deleted in/a b.txt']);
		expect([created.binary, deleted.binary]).toEqual([expect.anything(), undefined]);
	});
});

describe('an object that cannot be downloaded', () => {
	const options = { download: true, firstRun: 'existing' };

	it('does not hold up the others, stays pending, and fails the poll where there are no others', async () => {
		const keys = numbered(8);
		const { trigger } = await watching(objectsOf(keys), { options });
		sandbox().faults.add({
			...{ kind: 'code', code: 8202, method: LINK, times: Infinity },
			match: ({ params }) => params.key === keys[2],
		});
		const others = keys.filter((key) => key !== keys[2]);
		expect(await trigger.news()).toEqual(others.map((key) => `created ${key}`));
		await expect(trigger.poll()).rejects.toThrow(/permission s3.bucket.GetPresignedURL/);
		sandbox().faults.clear();
		expect(await trigger.news()).toEqual([`created ${keys[2]}`]);
		expect(await trigger.poll()).toBeNull();
	});

	it('is one of many: then the others are not tried in vain', async () => {
		const { trigger } = await watching(objectsOf(numbered(100)), { options });
		sandbox().faults.add({ kind: 'code', code: 8202, method: LINK, times: Infinity });
		await expect(trigger.poll()).rejects.toThrow(/permission s3.bucket.GetPresignedURL/);
		expect(requestsOf(LINK).length).toBeLessThan(20);
	});

	it('that is gone when its turn comes is not told of', async () => {
		const { trigger, remove } = await watching(objectsOf(['a']), { options });
		sandbox().faults.add({
			kind: 'latency',
			...{ ms: 300, method: LINK },
		});
		const poll = trigger.poll();
		while (requestsOf(LINK).length === 0) await new Promise(setImmediate);
		await remove('a');
		expect(await poll).toBeNull();
		expect(await trigger.poll()).toBeNull();
		expect(JSON.stringify(trigger.data)).toContain('"failures":""');
	});

	/** Objects in whose place the storage says that there is none. */
	const breakObjects = (keys: string[]) =>
		sandbox().faults.add({
			...{ kind: 'nestedFailure', text: 'NoSuchKey', method: LINK, times: Infinity },
			match: ({ params }) => keys.includes(String(params.key)),
		});

	it.each([
		['fewer than the limit', 3, 5],
		['as many as the limit', 5, 5],
		['more than the limit', 12, 5],
		['more than one poll tries', 25, 1],
	])('leaves its place to the others: %s', async (_, count, limit) => {
		const keys = numbered(count);
		const { trigger, put } = await watching(objectsOf([...keys, 'z']), {
			options: { ...options, limit },
		});
		breakObjects(keys);
		expect(await trigger.news()).toEqual(['created z']);
		await put(...objectsOf(['zz']));
		expect(await trigger.news()).toEqual(['created zz']);
		const told: string[] = [];
		for (let polls = 0; told.length < count && polls < 60; polls++) {
			const news = await trigger.news();
			expect(news.length).toBeLessThanOrEqual(limit);
			told.push(...news);
		}
		expect(told.sort()).toEqual(keys.map((key) => `created ${key}`));
		expect(await trigger.poll()).toBeNull();
		expect(trigger.data.failures).toBe('');
	});

	it('is told of in the third poll, without the file and with the reason, also if it is the only one', async () => {
		const { trigger, bucket } = await watching(objectsOf(['a']), { options });
		breakObjects(['a']);
		expect([await trigger.poll(), await trigger.poll()]).toEqual([null, null]);
		const [item, ...others] = (await trigger.poll()) ?? [];
		expect(others).toEqual([]);
		expect(item.binary).toBeUndefined();
		expect(item.json).toMatchObject({ event: 'created', key: 'a', bucketName: bucket });
		expect(item.json.downloadError).toMatch(/"a"/);
		expect(item.json).not.toHaveProperty('error');
		sandbox().faults.clear();
		expect(await trigger.poll()).toBeNull();
	});

	it('begins anew once it changed', async () => {
		const { trigger, put } = await watching(objectsOf(['a']), { options });
		breakObjects(['a']);
		expect([await trigger.poll(), await trigger.poll()]).toEqual([null, null]);
		await put({ key: 'a', body: 'other' });
		expect([await trigger.poll(), await trigger.poll()]).toEqual([null, null]);
		sandbox().faults.clear();
		const [{ json, binary }] = (await trigger.poll()) ?? [];
		expect([json.downloadError, binary]).toEqual([undefined, expect.anything()]);
	});

	it('stays pending while nothing can be downloaded at all, and does not hold up deletions', async () => {
		const keys = numbered(20);
		const { trigger, put, remove } = await watching(objectsOf(['z']), {
			options,
			events: ['created', 'deleted'],
		});
		expect(await trigger.news()).toEqual(['created z']);
		await put(...objectsOf(keys));
		await remove('z');
		sandbox().faults.add({ kind: 'code', code: 8202, method: LINK, times: Infinity });
		expect(await trigger.news()).toEqual(['deleted z']);
		for (let polls = 0; polls < 4; polls++) {
			await expect(trigger.poll()).rejects.toThrow(/permission s3.bucket.GetPresignedURL/);
		}
		sandbox().faults.clear();
		expect(await trigger.news()).toEqual(keys.map((key) => `created ${key}`));
	});

	it('because it takes longer than a whole poll, is told of without its file', async () => {
		const { trigger } = await watching(objectsOf(['a', 'b']), { options }, { budgetMs: 700 });
		sandbox().faults.add({
			...{ kind: 'latency', ms: 1500, method: LINK, times: Infinity },
			match: ({ params }) => params.key === 'a',
		});
		expect(await trigger.news()).toEqual(['created b']);
		expect(await trigger.poll()).toBeNull();
		const [{ json }] = (await trigger.poll()) ?? [];
		expect(json).toMatchObject({
			key: 'a',
			downloadError: expect.stringMatching(/not enough time/),
		});
	});

	it('is shown as a failure in the editor', async () => {
		const { trigger } = await watching(objectsOf(['a']), { options });
		breakObjects(['a']);
		await expect(trigger.pollUnsaved('manual')).rejects.toThrow(/"a"/);
	});

	it('leaves for the next poll what there is no time for', async () => {
		const keys = numbered(40);
		const { trigger } = await watching(objectsOf(keys), { options }, { budgetMs: 1500 });
		sandbox().setLatency(100);
		const first = await trigger.news();
		expect(first.length).toBeGreaterThan(0);
		expect(first.length).toBeLessThan(40);
		sandbox().setLatency(0);
		const all = [...first];
		for (let more = first; more.length > 0;) all.push(...(more = await trigger.news()));
		expect(all.sort()).toEqual(keys.map((key) => `created ${key}`));
	});
});
