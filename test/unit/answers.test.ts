import { pageOf, policyOf, rowsOf } from '../../nodes/shared/answers';
import { listObjects, type Entry } from '../../nodes/shared/objects/listing';

// Strange answers: what random input has found.

const listing = (answer: (parameters: { prefix?: string }) => object) =>
	listObjects((async (parameters: object) => answer(parameters)) as never, { isGrouped: false });

test.each([2 ** 60, 1.5, true])('a key given as %p is not read', async (key) => {
	const first = listing(() => ({ objects: [{ key }] })).next();
	await expect(first).rejects.toThrow('the key of an object is missing');
});

test('a list in a field of the envelope is no list of rows', () => {
	expect(rowsOf({ error: [{ name: 'a' }] } as never, 'buckets', 'bucketName')).toEqual([]);
});

test('a failure names a field by the beginning of its name', () => {
	const message = () => pageOf({ ['x'.repeat(1e6)]: 1 } as never);
	expect(message).toThrow(
		expect.objectContaining({ message: expect.stringMatching(/^.{80,300}$/) }),
	);
});

test('a policy nested without end is none', () => {
	const policy = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
	expect(() => policyOf({ policy })).toThrow('the policy is missing');
});

test.each([[['a']], [[{ toString: '' }]], [null], [5]])('the group %j is not read', (group) => {
	const page = () => pageOf({ commonPrefixes: [group] } as never);
	expect(page).toThrow('the text of a common prefix is missing');
});

test('groups within groups end where a key does', async () => {
	const all = listing(({ prefix = '' }) => ({ commonPrefixes: [`${prefix}${'g'.repeat(100)},`] }));
	const read = async () => {
		const entries: Entry[][] = [];
		for await (const batch of all) entries.push(batch);
	};
	await expect(read()).rejects.toThrow('The listing does not come to an end');
});
