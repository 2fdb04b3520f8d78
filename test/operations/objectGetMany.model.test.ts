import fc from 'fast-check';
import { useSandbox } from '../support/world';

// Any keys, any size of pages, any limit: what is listed is what a sorted list of the keys says.

const worlds = {
	',': useSandbox({ defaultDelimiter: ',' }),
	'/': useSandbox({ defaultDelimiter: '/' }),
	'': useSandbox({ defaultDelimiter: '' }),
};

const letters = fc.constantFrom('a', 'b', ',', '/', ' ', 'ü', '日', '😀', '\uffee');
const someKeys = fc.uniqueArray(
	fc.array(letters, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
	{ minLength: 0, maxLength: 12 },
);

const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** S3's rule: what continues with the delimiter behind the prefix is folded into one. */
function modelOf(keys: string[], prefix: string, delimiter: string | undefined): string[] {
	const found = keys
		.filter((key) => key.startsWith(prefix))
		.map((key) => {
			const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
			return end < 0 ? key : key.slice(0, end + delimiter!.length);
		});
	return [...new Set(found)].sort(byBytes);
}

let made = 0;

test('what is listed is what is there', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom(...(Object.keys(worlds) as Array<keyof typeof worlds>)),
			someKeys,
			fc.record({
				maxKeys: fc.integer({ min: 1, max: 5 }),
				limit: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
				prefix: fc.array(letters, { maxLength: 1 }).map((parts) => parts.join('')),
				delimiter: fc.option(fc.constantFrom('/', ',', 'ü'), { nil: undefined, freq: 2 }),
			}),
			async (grouping, keys, { maxKeys, limit, prefix, delimiter }) => {
				const { sandbox, must } = worlds[grouping];
				const [hostGroup] = sandbox().hostGroups;
				const bucketName = `keys-${++made}`;
				await sandbox().fill(
					hostGroup,
					bucketName,
					keys.map((key) => ({ key, size: 1 })),
				);
				const json = await must({
					...{ resource: 'object', operation: 'getAll', hostGroup, bucketName },
					...(limit === undefined ? { returnAll: true } : { limit }),
					...{ prefix, options: { maxKeys, ...(delimiter !== undefined && { delimiter }) } },
				});
				const expected = modelOf(keys, prefix, delimiter).slice(0, limit);
				expect(json.map(({ key }) => key)).toEqual(expected);
			},
		),
		{ numRuns: 60, seed: 20260131 },
	);
}, 60_000);
