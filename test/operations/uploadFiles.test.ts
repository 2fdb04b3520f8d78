import '../support/quickRetries';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { bytesOf, itemWith, keepBinariesInFiles, keepBinariesInMemory } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';

// The file of an item, in each form in which n8n hands it on; and many items at a time.

const { sandbox, bucketOf, objectIn, operate, requestsOf } = useBulk();

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const CONTENTS = Buffer.from('the contents');
const COMBINED = { binaryMode: 'combined' } as const;

const upload = async (
	items: INodeExecutionData[],
	binaryPropertyName: string,
	more: Partial<Trial> = {},
	fields: IDataObject = {},
) =>
	await operate(
		'upload',
		{ bucketName, key: 'key', binaryPropertyName, ...fields },
		{ items, ...more },
	);

/** An item with its file within its JSON, as n8n makes it of one with a file beside it. */
async function combined(): Promise<INodeExecutionData> {
	const { binary } = await itemWith(CONTENTS, { mimeType: 'text/csv' });
	return { json: { _files: binary as never, deeper: { file: binary!.data as never } } };
}

// At the end: also the tests behind those of files keep theirs there.
let remove = () => {};
afterAll(() => remove());

describe.each(['memory', 'files'])('files kept in %s', (where) => {
	beforeAll(async () => {
		if (where === 'files') remove = await keepBinariesInFiles();
		else keepBinariesInMemory();
	});

	// n8n hands expressions no bytes that are in memory.
	const GIVEN = where === 'files' ? ['={{ $binary.data }}'] : [];

	const mustBeStored = async () => {
		const { bytes, contentType } = await objectIn(bucketName, 'key');
		expect([bytes.toString(), contentType]).toEqual(['the contents', 'text/csv']);
	};

	test.each(['data', '_files.data', '={{ "da" + "ta" }}', ...GIVEN])(
		'beside the JSON: %s',
		async (name) => {
			const { error } = await upload([await itemWith(CONTENTS, { mimeType: 'text/csv' })], name);
			expect(error).toBeUndefined();
			await mustBeStored();
		},
	);

	test.each([
		'data',
		'_files.data',
		'={{ $json._files.data }}',
		'deeper.file',
		'={{ $json.deeper.file }}',
	])('within the JSON: %s', async (name) => {
		const { error } = await upload([await combined()], name, { workflowSettings: COMBINED });
		expect(error).toBeUndefined();
		await mustBeStored();
	});

	test.each(['data', '_files.data'])(
		'where n8n itself keeps it, when the workflow wants it within the JSON: %s',
		async (name) => {
			const item = await itemWith(CONTENTS, { mimeType: 'text/csv' });
			const { error } = await upload([item], name, { workflowSettings: COMBINED });
			expect(error).toBeUndefined();
			await mustBeStored();
		},
	);

	if (where === 'memory') {
		test.each([{}, COMBINED])(
			'a file that an expression gets no bytes of is told (%j)',
			async (set) => {
				const { error } = await upload([await itemWith(CONTENTS)], '={{ $binary.data }}', {
					workflowSettings: set,
				});
				expect(error?.message).toBe(
					'The expression in Input Binary Field gives a file without its bytes',
				);
				expect(error?.description).toMatch('Enter the name of the field, such as data');
				expect(sandbox().requests).toEqual([]);
			},
		);
	}

	test('within the JSON, though set otherwise', async () => {
		const { error } = await upload([await combined()], '={{ $json._files.data }}');
		expect(error).toBeUndefined();
		await mustBeStored();
	});

	test.each([
		['separate', {}],
		['combined', COMBINED],
	])('what there is not is told, with what there is (%s)', async (_, workflowSettings) => {
		for (const name of ['other', '_files.other', 'constructor', '={{ $json.other }}x']) {
			const { error } = await upload([await combined()], name, { workflowSettings });
			expect(error?.message).toMatch(/^The input item has no binary field "/);
			expect(error?.description).toBe('Choose "Input Binary Field" among: data.');
		}
		expect(sandbox().requests).toEqual([]);
	});

	test('Download puts it where the workflow keeps files', async () => {
		await upload([await itemWith(CONTENTS, { mimeType: 'text/csv' })], 'data');
		const { items } = await operate(
			'download',
			{ bucketName, key: 'key', binaryPropertyName: 'data' },
			{ workflowSettings: COMBINED },
		);
		const [{ json, binary }] = items;
		const file = (where === 'files' ? (json._files as IDataObject) : binary!).data;
		expect((await bytesOf(file as never)).equals(CONTENTS)).toBe(true);
		expect(json).toMatchObject({ key: 'key', size: CONTENTS.length });
	});
});

const named = async (names: string[]) =>
	await Promise.all(
		names.map(async (name, at) => ({
			...(await itemWith(Buffer.from(`${name} ${at}`))),
			json: { name },
		})),
	);

test.each([1, 3, 10])('as many items at a time as Concurrency says: %d', async (concurrency) => {
	sandbox().setLatency(50);
	const names = Array.from({ length: 20 }, (_, at) => `k${at}`);
	const { json } = await upload(
		await named(names),
		'data',
		{},
		{
			...{ key: '={{ $json.name }}', options: { concurrency } },
		},
	);
	expect(json.map(({ key }) => key)).toEqual(names);
	expect(sandbox().peakInFlight).toBe(concurrency);
	expect(requestsOf('s3.account.GetKeys')).toHaveLength(1);
	for (const [at, name] of names.entries()) {
		expect((await objectIn(bucketName, name)).bytes.toString()).toBe(`${name} ${at}`);
	}
});

test('of several items that name one object, the last one wins', async () => {
	sandbox().setLatency(20);
	const { json } = await upload(
		await named(['x', 'y', 'x', 'x']),
		'data',
		{},
		{
			...{ key: '={{ $json.name }}', options: { concurrency: 4 } },
		},
	);
	expect(json).toHaveLength(4);
	expect((await objectIn(bucketName, 'x')).bytes.toString()).toBe('x 3');
});
