import type { IDataObject } from 'n8n-workflow';
import { op, useThings } from '../support/world';

// What the editor shows beside the items of a Get Many that look wrong at first sight.

const { own, run, sandbox, things } = useThings({ defaultDelimiter: '' });

async function hintsOf(parameters: IDataObject, items?: Array<{ json: IDataObject }>) {
	const { run: whole } = await run(parameters, { items });
	return (whole.data.resultData.runData.Node[0].hints ?? []).map(({ message }) => message);
}

/** The hints of a listing of three objects, two of them below a/. */
async function listingHints(fields: IDataObject, items = THREE) {
	const { hostGroup, emptyBucket: bucketName } = things();
	const objects = ['a/1', 'a/2', 'b'].map((key) => ({ key, body: '' }));
	await sandbox().fill(hostGroup, bucketName, objects);
	return await hintsOf(own('object getAll', { bucketName, ...fields }), items);
}

const THREE: Array<{ json: IDataObject }> = [{ json: {} }, { json: {} }, { json: {} }];
const LIMIT_REACHED =
	'The limit was reached: there may be more. Raise "Limit", or turn on "Return All".';

test.each(['bucket', 'account'])('once that the limit was reached: %s', async (resource) => {
	const { hostGroup, newAccount } = things();
	await sandbox().createAccount(hostGroup, newAccount);
	const parameters = op(`${resource} getAll`, { limit: 1 });
	expect(await hintsOf(parameters, THREE)).toEqual([LIMIT_REACHED]);
	// For one item n8n's editor says it by itself.
	expect(await hintsOf(parameters)).toEqual([]);
});

test.each<[string, IDataObject, string[]]>([
	['a limit that objects reach', { limit: 2 }, [LIMIT_REACHED]],
	['nothing with Return All', { returnAll: true }, []],
	['nothing with room left', { limit: 4 }, []],
])('%s', async (_, fields, hints) => {
	expect(await listingHints(fields)).toEqual(hints);
});

test('a prefix that no key begins with', async () => {
	expect(await listingHints({ prefix: 'c/' }, THREE.slice(2))).toEqual([
		`No object in "${things().emptyBucket}" has a key that begins with "c/".`,
	]);
});

test('groups instead of objects', async () => {
	const [hint] = await listingHints({ returnAll: true, options: { delimiter: '/' } });
	expect(hint).toBe(
		'1 item is a group of keys: isPrefix is true, and the key is what their keys start with.',
	);
});

test('a few of a hundred different hints, and how many more there are', async () => {
	const items = Array.from({ length: 100 }, (_, at) => ({ json: { prefix: `none-${at}/` } }));
	const hints = await listingHints({ prefix: '={{ $json.prefix }}' }, items);
	expect(hints).toHaveLength(5);
	for (const hint of hints.slice(0, 4)) expect(hint).toMatch(/begins with "none-\d+\/"\.$/);
	expect(hints[4]).toBe('And 96 more messages of this kind.');
});
