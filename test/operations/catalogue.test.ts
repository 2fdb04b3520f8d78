import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import {
	EXAMPLES,
	exampleNamed,
	fieldsOf,
	keysOf,
	lookOutside,
	makeExampleThings,
	OPERATIONS,
	type Example,
} from '../support/operations';
import { runExample } from '../support/operations/runExample';
import { settingsIn, settingsOf } from '../support/operations/settings';
import { VARIATIONS, type Scene, type Variation } from '../support/operations/variations';
import { useSandbox } from '../support/world';

// Every operation with every setting, on the embedded store and on Ceph: what is returned, and what is there afterwards.

const { sandbox } = useSandbox({ defaultDelimiter: '', mostOnPage: 2 });

const from = async <T>(value: T | ((scene: Scene) => T | Promise<T>), scene: Scene): Promise<T> =>
	value instanceof Function ? await value(scene) : value;

/** What the tests so far have set, as `object deleteMany: via=s3`. */
const shown = new Set<string>();

function noteShown({ resource, operation }: Example, fields: IDataObject): void {
	const row = OPERATIONS.find((one) => one.resource === resource && one.value === operation);
	if (!row) throw new Error(`No operation ${resource} ${operation}`);
	for (const setting of settingsIn(row, fields)) shown.add(`${resource} ${operation}: ${setting}`);
}

/** An example's fields with those of a variation; what is in a collection is added to it. */
function withSet(fields: IDataObject, set: IDataObject): IDataObject {
	const merged = { ...fields, ...set };
	for (const name of ['options', 'filters']) {
		const [own, added] = [fields[name] as IDataObject, set[name] as IDataObject];
		if (own ?? added) merged[name] = { ...own, ...added };
	}
	return merged;
}

async function sceneOf(example: Example): Promise<Scene> {
	const things = await makeExampleThings(sandbox(), keysOf(example));
	const place = { hostGroup: things.hostGroup, bucket: things.source };
	const { objects } = await sandbox().store.listObjects(place, { maxKeys: 1000, prefix: 'in/' });
	// Of two with the same time, the one listed later counts as newer.
	const newestFirst = objects
		.reverse()
		.sort((a, b) => b.lastModified.getTime() - a.lastModified.getTime())
		.map(({ key }) => key);
	return { sandbox: sandbox(), things, newestFirst };
}

function deny({ method, key }: NonNullable<Variation['denied']>): void {
	const isPlatforms = method.includes('.');
	sandbox().faults.add({
		...{ method, times: Infinity },
		...(isPlatforms ? { kind: 'code', code: 8, text: 'denied' } : { kind: 'status', status: 409 }),
		match: ({ params, path }) =>
			key === undefined ||
			(isPlatforms
				? [params.key, params.srcKey].includes(key)
				: decodeURIComponent(path).endsWith(`/${key}`)),
	});
}

/** Runs an example, or a variation of it, and compares what it returns and what is there afterwards. */
async function mustBeAsShown(example: Example, variation: Variation = { set: {} }): Promise<void> {
	const scene = await sceneOf(example);
	const { things } = scene;
	await variation.first?.(scene);
	const keys = await from(variation.keys ?? keysOf(example), scene);
	const before = await lookOutside(sandbox(), things);
	const fields = withSet(fieldsOf(example, things), await from(variation.set, scene));
	noteShown(example, fields);
	if (variation.denied) deny(variation.denied);
	sandbox().requests.length = 0;
	const result = await runExample(sandbox(), example, things, fields);
	const sent = sandbox().requests.map(({ apiMethod }) => apiMethod);

	const { json, error } = result;
	const message = error && `${error.message}. ${error.description}`;
	if (variation.fails) expect(message).toMatch(variation.fails);
	else expect(message).toBeUndefined();
	if (variation.sends) expect(sent).toContain(variation.sends);
	const items = (variation.gives ?? example.gives)(things, keys);
	// Storages list uploads in orders of their own.
	expect(json).toEqual(
		expect.arrayContaining(items.map((item) => expect.objectContaining(item) as object)),
	);
	if (!example.givesMore || variation.gives) expect(json).toHaveLength(items.length);
	await variation.check?.(result, scene);

	const changes = variation.does ? [variation.does] : example.requests.map(({ does }) => does);
	const expected = structuredClone(before);
	if (keys.length > 0) changes.forEach((does) => does?.(expected, things, keys));
	expect(await lookOutside(sandbox(), things)).toEqual(expected);
}

test.each(EXAMPLES)('$name', async (example) => {
	await mustBeAsShown(example);
});

const varied = Object.entries(VARIATIONS).flatMap(([name, rows]) =>
	rows.map((variation, at) => ({ name, at, variation, example: exampleNamed(name) })),
);

test.each(varied)('$name: $variation.set ($at)', async ({ example, variation }) => {
	await mustBeAsShown(example, variation);
});

const COMMON = { concurrency: 3, ruk: 'a-request-key', timeout: 30_000 };

test.each(OPERATIONS)('$resource $value: the options of all', async (row) => {
	const options: IDataObject = { ...COMMON, ownerUid: sandbox().ownerUid };
	if (!settingsOf(row).includes('concurrency')) delete options.concurrency;
	await mustBeAsShown(exampleNamed(`${row.resource} ${row.value}`), { set: { options } });
});

test('every setting of every operation was among these', () => {
	const missing = OPERATIONS.flatMap((row) =>
		settingsOf(row).map((setting) => `${row.resource} ${row.value}: ${setting}`),
	).filter((setting) => !shown.has(setting));
	expect(missing).toEqual([]);
});
