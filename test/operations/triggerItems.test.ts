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
		await expect(poll).rejects.toThrow(/"a"/);
		expect(await trigger.poll()).toBeNull();
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
