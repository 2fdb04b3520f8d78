import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { numbered } from '../support/bulk';

// Moved means: the copy is there. A platform that says "copied" may be early, or wrong.

const { run, sent } = useAnswers();

const row = (key: string, size = 7) => ({ key, size, lastModified: '2026-01-01T00:00:00Z' });

/** A platform whose copies are listed by a rule of the test's: `undefined` where a copy isn't there. */
function platform(
	keys: string[],
	sizeOfCopy: (key: string, listing: number) => number | undefined,
) {
	const copied: string[] = [];
	let listings = 0;
	return {
		copyobject: ({ dstKey }: Record<string, string>) => {
			copied.push(dstKey);
			return {};
		},
		listobjects: ({ bucketName, prefix = '' }: Record<string, string>) => {
			if (bucketName === 'b')
				return { objects: keys.map((key) => row(key)).filter(({ key }) => key.startsWith(prefix)) };
			listings++;
			const there = copied.sort().filter((key) => key.startsWith(prefix));
			const rows = there.map((key) => ({ key, size: sizeOfCopy(key, listings) }));
			return {
				objects: rows
					.filter(({ size }) => size !== undefined)
					.map(({ key, size }) => row(key, size)),
			};
		},
	};
}

const move = async (
	keys: string[],
	sizeOfCopy: Parameters<typeof platform>[1],
	operation: string,
	more: IDataObject = {},
) =>
	await run(
		{
			...{ resource: 'object', operation, hostGroup: 'h', srcBucketName: 'b', dstBucketName: 'c' },
			...(operation === 'move'
				? { srcKey: keys[0], dstKey: keys[0] }
				: {
						srcPrefix: '',
						dstPrefix: '',
						ifExists: 'replace',
						allowMovingEverything: true,
						options: { via: 'platform' },
					}),
			...more,
		},
		platform(keys, sizeOfCopy),
	);

const KEYS = ['in/a', 'in/b', 'in/c'];

/** Platforms, and the keys whose sources must stay. */
const PLATFORMS: Array<[string, Parameters<typeof platform>[1], string[]]> = [
	['that copies', () => 7, []],
	['that copies in the background', (_, listing) => (listing > 2 ? 7 : undefined), []],
	['that does not copy', () => undefined, KEYS],
	['that does not copy one', (key) => (key === 'in/a' ? undefined : 7), ['in/a']],
	['that copies half', (key) => (key === 'in/a' ? 3 : 7), ['in/a']],
];

describe.each(PLATFORMS)('a platform %s', (_, sizeOfCopy, kept) => {
	test.each([
		['move', KEYS.slice(0, 1)],
		['moveMany', KEYS],
	])('%s', async (operation, keys) => {
		const { message, description } = await move(keys, sizeOfCopy, operation);
		const stay = kept.filter((key) => keys.includes(key));
		expect(
			sent('deleteobject')
				.map(({ key }) => key)
				.sort(),
		).toEqual(keys.filter((key) => !stay.includes(key)));
		if (stay.length === 0) expect(message).toBeUndefined();
		else expect(`${message} ${description}`).toMatch('The original was kept');
	});
});

test('of a thousand objects, the copies are seen with two listings', async () => {
	const keys = numbered(1000, 'in/');
	const { message } = await move(keys, () => 7, 'moveMany');
	expect(message).toBeUndefined();
	expect(sent('deleteobject')).toHaveLength(1000);
	expect(sent('listobjects').filter(({ bucketName }) => bucketName === 'c')).toHaveLength(2);
});
