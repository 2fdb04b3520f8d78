import { pageOf, policyOf, presignedExpiry, rowsOf, urlOf } from '../../nodes/shared/answers';
import { isoTime } from '../../nodes/shared/answers/values';
import { sizeInBytes } from '../../nodes/shared/parse/size';
import { listObjects, type Entry } from '../../nodes/shared/objects/listing';
import { objectKey, optionalText, requiredText } from '../../nodes/shared/parse/text';
import { policyDocument } from '../../nodes/shared/parse/policy';
import { deleteBatch } from '../../nodes/shared/s3/deleteBatch';
import { refusalFailure } from '../../nodes/shared/s3/refused';
import { send } from '../../nodes/shared/s3/request';
import { oncePerRun } from '../../nodes/shared/concurrency/once';
import { openEndpoint } from '../../nodes/shared/s3/endpoint';
import { elementText } from '../../nodes/shared/s3/xml';
import type { HostGroupValues, Task } from '../../nodes/shared/operation';

// What the random cases have found, each as a plain one.

test.each([requiredText, objectKey, optionalText])('%p refuses half a character', (read) => {
	// It would be sent as U+FFFD, and so name another object.
	expect(() => read('😀'.slice(0, 1), 'Object Key')).toThrow(
		'Object Key contains half of a character',
	);
});

test.each([2 ** 53, 1e21, NaN, Infinity])('%p is no name: its digits are lost', (number) => {
	expect(() => requiredText(number, 'Bucket')).toThrow('Bucket must be a text');
});

test('a locator that holds itself does not end the program', () => {
	const locator: Record<string, unknown> = { __rl: true, mode: 'name' };
	locator.value = locator;
	expect(() => requiredText(locator, 'Bucket')).toThrow('Bucket must be a text');
});

test('a policy that JSON has no form for is told', () => {
	const policy: Record<string, unknown> = { Statement: [] };
	policy.Id = policy;
	expect(() => policyDocument(policy, 'Policy')).toThrow('Policy is not valid JSON');
});

test.each([[[5]], ['10 constructor']])('%j is no size', (value) => {
	expect(() => sizeInBytes(value, 'Larger Than')).toThrow('Larger Than is not a size');
});

test.each(['never 1', '-5', 'item 7', 'May 5'])('the time %j is not guessed', (text) => {
	expect(isoTime(text)).toBeUndefined();
});

test.each([
	'https://s3.example.com/?Expires=1e99',
	'https://s3.example.com/?Expires=99999999999999',
])('a link that expires after all time does not say when: %s', (url) => {
	expect(presignedExpiry(url)).toBeUndefined();
});

test.each(['https://', 'http://[', 'https://a b/'])('%j is no link', (url) => {
	expect(() => urlOf({ url })).toThrow('the presigned URL is missing');
});

test.each([2 ** 60, 1.5, true])('a key that comes as %p is not read', (key) => {
	const ask = async () => ({ objects: [{ key }] });
	const first = listObjects(ask as never, { isGrouped: false }).next();
	return expect(first).rejects.toThrow('the key of an object is missing');
});

test('a list in the envelope’s own fields is no list of rows', () => {
	expect(rowsOf({ error: [{ name: 'a' }] } as never, 'buckets', 'bucketName')).toEqual([]);
});

test('a failure names a field by the beginning of its name', () => {
	const message = () => pageOf({ ['x'.repeat(1e6)]: 1 } as never);
	expect(message).toThrow(
		expect.objectContaining({ message: expect.stringMatching(/^.{80,300}$/) }),
	);
});

test('a policy in lists without end is none', () => {
	const policy = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
	expect(() => policyOf({ policy })).toThrow('the policy is missing');
});

test.each([[['a']], [[{ toString: '' }]], [null], [5]])('the group %j is not read', (group) => {
	const page = () => pageOf({ commonPrefixes: [group] } as never);
	expect(page).toThrow('the text of a common prefix is missing');
});

test('groups in groups end where a key does', async () => {
	const ask = async ({ prefix = '' }) => ({ commonPrefixes: [`${prefix}${'g'.repeat(100)},`] });
	const all = listObjects(ask as never, { isGrouped: false });
	const read = async () => {
		const entries: Entry[][] = [];
		for await (const batch of all) entries.push(batch);
	};
	await expect(read()).rejects.toThrow('The listing does not come to an end');
});

test.each([
	['<A>&constructor;</A>', '&constructor;'],
	['<A>&__proto__;</A>', '&__proto__;'],
	['<A>&#x110000;&#99999999999;</A>', '&#x110000;&#99999999999;'],
	['<A/><B/><A>x</A>', 'x'],
])('%s is read', (xml, text) => {
	expect(elementText(xml, 'A')).toBe(text);
});

test('a code of the storage’s is cut short, too', () => {
	const { message } = refusalFailure({
		...{ status: 400, headers: {}, xml: `<Code>${'x'.repeat(1e6)}</Code>` },
		...{ origin: 'https://s3.example.com', bucketName: 'b' },
		redact: (text) => text.slice(0, 250),
	});
	expect(message.length).toBeLessThan(300);
});

/** A storage at a link, or at an endpoint, that answers one text. */
function taskWith(endpoint: string | undefined, url: string, body = '') {
	const sent: Array<{ url: string; body?: string }> = [];
	const accounts = [{ hostGroup: 'hg', endpoint, keys: [{ accKey: 'AK', secretKey: 'SK' }] }];
	const answers: Record<string, object> = {
		's3.account.GetKeys': { result: 0, array: accounts },
		's3.bucket.GetPresignedURL': { result: 0, url },
	};
	const task = {
		...{ values: { hostGroup: 'hg' }, named: {}, timeout: 1000, once: oncePerRun() },
		call: async (method: string) => answers[method],
		platform: {
			sendExternal: async (request: (typeof sent)[number]) => {
				sent.push(request);
				return { statusCode: 200, headers: {}, body };
			},
		},
	};
	return { task: task as unknown as Task<HostGroupValues>, sent };
}

test.each(['logs/other', '..', '.', '/'])(
	'a bucket called %j is not put into a path',
	async (name) => {
		const { task } = taskWith('https://s3.example.com', '');
		await expect(openEndpoint(task, name)).rejects.toThrow('Bucket has a slash, or is "." or ".."');
	},
);

test('a bucket called like its endpoint’s host is still named in the path', async () => {
	const { task, sent } = taskWith(
		undefined,
		'https://s3.example.com/s3/endpoint?X-Amz-Signature=1',
	);
	const storage = await openEndpoint(task, 's3');
	await send(storage, { method: 'PUT', bucketName: 's3', key: 'other/key' });
	expect(sent.map(({ url }) => url)).toEqual(['https://s3.example.com/s3/other/key']);
});

test('an endpoint of another scheme is refused by its name', async () => {
	const { task } = taskWith('ftp://files.example.com', 'https://s3.example.com/logs/endpoint');
	await expect(openEndpoint(task, 'logs')).rejects.toThrow('ftp://files.example.com');
});

test('one key that XML has no form for does not keep the others from being deleted', async () => {
	const { task, sent } = taskWith('https://s3.example.com', '', '<DeleteResult/>');
	const failures = await deleteBatch(await openEndpoint(task, 'logs'), 'logs', ['a', 'b\0']);
	expect([...failures.keys()]).toEqual(['b\0']);
	expect(sent[0].body).toContain('<Object><Key>a</Key></Object></Delete>');
});

test('a refusal of an object that was not asked for leaves open what was deleted', async () => {
	const error = '<DeleteResult><Error><Code>AccessDenied</Code></Error></DeleteResult>';
	const { task } = taskWith('https://s3.example.com', '', error);
	const deleting = deleteBatch(await openEndpoint(task, 'logs'), 'logs', ['a']);
	await expect(deleting).rejects.toThrow('answered about other objects');
});
