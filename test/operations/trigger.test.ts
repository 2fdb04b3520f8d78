import type { RequestRecord } from '../../sandbox/platform';
import { daysAgo, numbered, objectsOf } from '../support/bulk';
import { linesOf } from '../support/poll';
import { useTrigger } from '../support/trigger';

// The trigger, polled by n8n's own code against the local platform.

const { sandbox, hostGroup, requestsOf, watching } = useTrigger();

const ALL = ['created', 'changed', 'deleted'];

it('begins with what comes after publishing, and tells each event once', async () => {
	const { trigger, bucket, put, remove } = await watching(objectsOf(['a', 'b']), { events: ALL });
	expect(await trigger.publish()).toEqual([]);
	expect(await trigger.news()).toEqual([]);
	await put({ key: 'c,d', body: 'new' }, { key: 'b', body: 'other' });
	await remove('a');
	const items = await trigger.poll();
	expect(linesOf(items)).toEqual(['deleted a', 'changed b', 'created c,d']);
	expect(items?.[2].json).toEqual({
		event: 'created',
		key: 'c,d',
		size: 3,
		lastModified: expect.stringMatching(/^\d{4}-.*Z$/),
		eTag: '22af645d1859cb5ca6da0c484f1f37ea',
		bucketName: bucket,
		hostGroup: hostGroup(),
	});
	expect(Object.keys(items?.[2].json ?? {})[0]).toBe('event');
	expect(items?.[0].json).toEqual({
		...{ event: 'deleted', key: 'a', bucketName: bucket, hostGroup: hostGroup() },
	});
	expect(await trigger.poll()).toBeNull();
});

it('tells of the events that were chosen only', async () => {
	const { trigger, put, remove } = await watching(objectsOf(['a', 'b']));
	await trigger.publish();
	await put({ key: 'b', body: 'other' }, { key: 'c', body: 'new' });
	await remove('a');
	expect(await trigger.news()).toEqual(['created c']);
	await put({ key: 'a', body: 'back' });
	expect(await trigger.news()).toEqual(['created a']);
});

it('begins with what is there, if that is chosen, so many at a time, in the order of the listing', async () => {
	const keys = numbered(2500);
	const options = { firstRun: 'existing' };
	const { trigger, put } = await watching(objectsOf(keys), { options });
	const first = await trigger.publish();
	expect(first).toEqual(keys.slice(0, 1000).map((key) => `created ${key}`));
	await put({ key: 'another', body: 'new' });
	const rest = [...(await trigger.news()), ...(await trigger.news()), ...(await trigger.news())];
	expect(rest).toEqual(['another', ...keys.slice(1000)].map((key) => `created ${key}`));
});

it('an empty bucket at the first run is a beginning too', async () => {
	const { trigger, put } = await watching([]);
	expect(await trigger.publish()).toEqual([]);
	await put({ key: 'a', body: 'new' });
	expect(await trigger.news()).toEqual(['created a']);
});

it('watches what prefix and filters choose', async () => {
	const filters = { nameMatches: '*.csv', largerThan: '2 B' };
	const { trigger, put } = await watching([], { prefix: 'in/', filters, events: ALL });
	await trigger.publish();
	await put(
		...objectsOf(['in/a.csv', 'in/a.txt', 'out/b.csv']),
		...[{ key: 'in/empty.csv', size: 1 }],
	);
	expect(await trigger.news()).toEqual(['created in/a.csv']);
	await put({ key: 'in/empty.csv', size: 9 }, { key: 'in/a.csv', size: 2 });
	expect(await trigger.news()).toEqual(['created in/empty.csv']);
	for (const { params } of requestsOf('s3.bucket.ListObjects')) {
		expect(params).toMatchObject({ prefix: 'in/' });
	}
});

it('other filters or events do not begin anew, and nothing is missed', async () => {
	const { trigger, put, remove } = await watching(objectsOf(['a.csv', 'a.txt']), {
		filters: { nameMatches: '*.csv' },
	});
	await trigger.publish();
	await put(...objectsOf(['b.csv', 'b.txt']));
	const { hostGroup: group, bucketName } = trigger.parameters;
	trigger.restart({ hostGroup: group, bucketName, events: ALL });
	expect(await trigger.publish()).toEqual(['created b.csv', 'created b.txt']);
	await remove('a.csv');
	await remove('a.txt');
	expect(await trigger.news()).toEqual(['deleted a.csv', 'deleted a.txt']);
	trigger.restart({ hostGroup: group, bucketName, events: ['created'] });
	expect(await trigger.publish()).toEqual([]);
	await put(...objectsOf(['c.csv']));
	expect(await trigger.news()).toEqual(['created c.csv']);
});

it('another bucket or prefix begins anew', async () => {
	const { trigger, put } = await watching(objectsOf(['a/1', 'b/1']), {
		...{ prefix: 'a/', events: ALL },
	});
	await trigger.publish();
	trigger.restart({ ...trigger.parameters, prefix: 'b/' });
	expect(await trigger.publish()).toEqual([]);
	await put(...objectsOf(['b/2']));
	expect(await trigger.news()).toEqual(['created b/2']);
	trigger.restart({ ...trigger.parameters, prefix: 'a/', options: { firstRun: 'existing' } });
	expect(await trigger.publish()).toEqual(['created a/1']);
});

it('a state that was not saved is made again: at most, something comes twice', async () => {
	const { trigger, put, remove } = await watching(objectsOf(['a']), { events: ALL });
	await trigger.publish();
	await put(...objectsOf(['b']));
	expect(linesOf(await trigger.pollUnsaved())).toEqual(['created b']);
	trigger.restart();
	expect(await trigger.news()).toEqual(['created b']);
	await put({ key: 'c', lastModified: daysAgo(2000), body: 'old by its time' });
	await remove('a');
	trigger.restart();
	expect(await trigger.news()).toEqual(['deleted a', 'created c']);
});

it.each([[['created']], [ALL]])(
	'writes to what n8n saves only where something is new: %j',
	async (events) => {
		const { trigger, put, remove } = await watching(objectsOf(['a', 'b']), { events });
		await trigger.publish();
		expect(trigger.isWritten).toBe(false);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.isWritten).toBe(false);
		await remove('a');
		await trigger.poll();
		trigger.save();
		trigger.restart();
		await put({ key: 'a', body: 'back' });
		expect(await trigger.news()).toEqual(['created a']);
	},
);

it('asks for every page before anything counts as seen', async () => {
	const { trigger, put } = await watching(objectsOf(numbered(1500)));
	await trigger.publish();
	await put({ key: 'a-first', body: 'new' }, { key: 'z-last', body: 'new' });
	const before = JSON.stringify(trigger.data);
	const match = ({ params }: RequestRecord) => 'continuationToken' in params;
	sandbox().faults.add({ kind: 'code', method: 's3.bucket.ListObjects', code: 8202, match });
	await expect(trigger.poll()).rejects.toThrow(/permission s3.bucket.ListObjects/);
	expect(JSON.stringify(trigger.data)).toBe(before);
	sandbox().faults.clear();
	expect(await trigger.news()).toEqual(['created a-first', 'created z-last']);
});

it('a poll during a poll leaves all to the first', async () => {
	const { trigger, put } = await watching([]);
	await trigger.publish();
	await put(...objectsOf(['a']));
	sandbox().setLatency(200);
	const both = await Promise.all([trigger.poll(), trigger.poll()]);
	expect(both.map(linesOf)).toEqual([['created a'], []]);
	expect(both[1]).toBeNull();
	expect(await trigger.poll()).toBeNull();
	expect(requestsOf('s3.bucket.ListObjects')).toHaveLength(3);
});
