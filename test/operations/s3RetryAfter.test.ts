import { STORED, useEndpoint } from '../support/endpoint';
import type { StubAnswer } from '../support/stub';

// Retry-After of an S3 endpoint, with real waits.

const { storage, linkTo, haveObjects, upload, download, deleteMany } = useEndpoint();

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

test.each<[string, () => string]>([
	['seconds', () => '1'],
	['a date', () => inSeconds(2)],
])('uploads, downloads and deletions wait as long as it says, in %s', async (_, value) => {
	linkTo(`${storage.url()}/b1/a.txt`);
	haveObjects(['a']);
	const times: Record<string, number[]> = { PUT: [], GET: [], POST: [] };
	storage.answers(({ method }): StubAnswer => {
		times[method].push(Date.now());
		if (times[method].length === 1) return { status: 503, headers: { 'retry-after': value() } };
		return method === 'POST' ? { body: '<DeleteResult/>' } : STORED;
	});
	const results = await Promise.all([upload(), download(), deleteMany()]);
	expect(results.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
	for (const [first, second, ...more] of Object.values(times)) {
		// Without Retry-After, the second request follows within 750 ms.
		expect(second - first).toBeGreaterThanOrEqual(990);
		expect(second - first).toBeLessThan(5000);
		expect(more).toEqual([]);
	}
});
