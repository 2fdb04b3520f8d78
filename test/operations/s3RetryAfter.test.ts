import { STORED, useEndpoint } from '../support/endpoint';
import type { StubAnswer } from '../support/stub';

// An S3 endpoint says how long to wait; with the waits as they are.

const { storage, linkTo, haveObjects, upload, download, deleteMany } = useEndpoint();

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

const OPERATIONS = { upload, download, deleteMany };

describe.each(Object.keys(OPERATIONS) as Array<keyof typeof OPERATIONS>)('%s', (operation) => {
	test.each<[string, () => string, number]>([
		['seconds', () => '2', 2000],
		['a date', () => inSeconds(3), 2000],
	])('waits as long as Retry-After says, by %s', async (_, value, least) => {
		linkTo(`${storage.url()}/b1/a.txt`);
		haveObjects(['a']);
		const times: number[] = [];
		storage.answers((): StubAnswer => {
			times.push(Date.now());
			if (times.length === 1) return { status: 503, headers: { 'retry-after': value() } };
			return operation === 'deleteMany' ? { body: '<DeleteResult/>' } : STORED;
		});
		const { error } = await OPERATIONS[operation]();
		expect(error).toBeUndefined();
		expect(times[1] - times[0]).toBeGreaterThanOrEqual(least - 10);
		expect(times[1] - times[0]).toBeLessThan(6000);
	});
});
