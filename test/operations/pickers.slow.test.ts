import { pick } from '../support/picking';
import { useStub } from '../support/stub';
import { op } from '../support/things';

// Somebody waits before the screen: every list gives up after ten seconds, twice.

const silent = useStub();
const trickling = useStub();

const LISTS: Array<[string, string]> = [
	...['HostGroups', 'Accounts', 'AccessKeys'].map((name): [string, string] => [name, 'key revoke']),
	...['Buckets', 'Objects'].map((name): [string, string] => [name, 'object delete']),
	['SourceObjects', 'object copy'],
];

test('a platform that is silent, or that answers in drops without end', async () => {
	silent.answers({ send: () => {} });
	trickling.answers({
		send: (response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const drops = setInterval(() => response.write(' '), 200);
			response.on('close', () => clearInterval(drops));
		},
	});
	const begun = Date.now();
	const fields = { hostGroup: 'h', bucketName: 'b', srcBucketName: 'b' };
	const outcomes = await Promise.allSettled(
		[silent, trickling].flatMap(({ url }) =>
			LISTS.map(async ([list, name]) => {
				const credential = { host: url(), token: 't' };
				return await pick({ list: `search${list}`, credential, parameters: op(name, fields) });
			}),
		),
	);
	for (const outcome of outcomes) {
		expect(outcome).toMatchObject({
			status: 'rejected',
			reason: { message: 'The platform did not answer in time' },
		});
	}
	expect(Date.now() - begun).toBeGreaterThan(19_000);
	expect(Date.now() - begun).toBeLessThan(25_000);
	expect(silent.requests).toHaveLength(2 * LISTS.length);
	expect(trickling.requests).toHaveLength(2 * LISTS.length);
});
