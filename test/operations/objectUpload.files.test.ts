import '../support/quickRetries';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { bytesOf, inMemoryAndInFiles, itemWith } from '../support/binary';
import { useBulk } from '../support/bulk';
import type { Trial } from '../support/engine';
import { expectFailure } from '../support/expecting';

// The file of an item, in each form in which n8n passes it on.

const { bucketOf, keysIn, objectIn, operate, expectRefused } = useBulk();

const AMONG = /^Choose "Input Binary Field" among: data\.$/;

let bucketName: string;
beforeEach(async () => {
	bucketName = await bucketOf([]);
});

const CONTENTS = Buffer.from('the contents');
const SEPARATE: Partial<Trial> = {};
const COMBINED: Partial<Trial> = { workflowSettings: { binaryMode: 'combined' } };

const upload = async (item: INodeExecutionData, binaryPropertyName: string, more = SEPARATE) =>
	await operate(
		'upload',
		{ bucketName, key: 'key', binaryPropertyName },
		{ items: [item], ...more },
	);

const besideJson = async () => await itemWith(CONTENTS, { mimeType: 'text/csv' });

/** An item with its file within its JSON, as n8n makes it of one with a file beside it. */
async function withinJson(): Promise<INodeExecutionData> {
	const { binary } = await besideJson();
	return { json: { _files: binary as never, deeper: { file: binary!.data as never } } };
}

const DATA = ['data', '_files.data'];
const DEEPER = ['={{ $json._files.data }}', 'deeper.file', '={{ $json.deeper.file }}'];

const FORMS: Array<[string, typeof besideJson, Partial<Trial>, string[]]> = [
	['beside the JSON', besideJson, SEPARATE, [...DATA, '={{ "da" + "ta" }}']],
	['within the JSON', withinJson, COMBINED, [...DATA, ...DEEPER]],
	['beside the JSON in combined mode', besideJson, COMBINED, DATA],
	['within the JSON in separate mode', withinJson, SEPARATE, ['={{ $json._files.data }}']],
];

inMemoryAndInFiles((place) => {
	describe.each(FORMS)('%s', (_, itemOf, mode, names) => {
		const mustUpload = async (name: string) => {
			const { error } = await upload(await itemOf(), name, mode);
			expect(error).toBeUndefined();
			const { bytes, contentType } = await objectIn(bucketName, 'key');
			expect([bytes.toString(), contentType]).toEqual(['the contents', 'text/csv']);
		};
		test.each(names)('%s', mustUpload);

		// n8n gives expressions no bytes that are in memory.
		if (place === 'files' && itemOf === besideJson && mode === SEPARATE) {
			test('={{ $binary.data }}', async () => await mustUpload('={{ $binary.data }}'));
		}
	});

	describe.each([
		['separate', SEPARATE],
		['combined', COMBINED],
	])('in %s mode', (_, mode) => {
		test.each(['other', '_files.other', 'constructor', '={{ $json.other }}x'])(
			'a missing field is named, with those there are: %s',
			async (name) => {
				const result = await upload(await withinJson(), name, mode);
				expectRefused(result, /^The input item has no binary field "/, AMONG);
			},
		);

		if (place === 'files') return;
		test('an expression that gives no bytes fails', async () => {
			const result = await upload(await besideJson(), '={{ $binary.data }}', mode);
			const message = 'The expression in Input Binary Field gives a file without its bytes';
			expectRefused(result, message, 'Enter the name of the field, such as data');
		});
	});

	test('Download puts the file where the workflow keeps files', async () => {
		await upload(await besideJson(), 'data');
		const { items } = await operate(
			'download',
			{ bucketName, key: 'key', binaryPropertyName: 'data' },
			COMBINED,
		);
		const [{ json, binary }] = items;
		const file = (place === 'files' ? (json._files as IDataObject) : binary!).data;
		expect((await bytesOf(file as never)).equals(CONTENTS)).toBe(true);
		expect(json).toMatchObject({ key: 'key', size: CONTENTS.length });
	});
});

// As a Code node may make them.
test.each<[string, object]>([
	...[5, null, {}, [1], true, undefined].map((data): [string, object] => [
		`data: ${JSON.stringify(data)}`,
		{ data },
	]),
	['id: 5', { data: 'filesystem-v2', id: 5 }],
	['an id that is not there', { data: 'filesystem-v2', id: 'filesystem-v2:nothing' }],
	['an id of an unknown store', { data: 'x', id: 'nowhere:nothing' }],
])('a file without bytes: %s', async (_, file) => {
	const binary = { data: { mimeType: 'text/csv', ...file } as never };
	const result = await upload({ json: {}, binary }, 'data');
	expectFailure(
		result,
		'The file that "Input Binary Field" names cannot be read',
		/Check the node/,
	);
	expect(await keysIn(bucketName)).toEqual([]);
});

test.each([5, {}, null])('a file whose type is %j', async (mimeType) => {
	const binary = { data: { data: 'YQ==', bytes: -1, mimeType: mimeType as never } };
	const { error } = await upload({ json: {}, binary }, 'data');
	expect(error).toBeUndefined();
	const { contentType } = await objectIn(bucketName, 'key');
	expect(contentType).toBe('application/octet-stream');
});

test('an item without a file, or with another', async () => {
	const without = await upload({ json: {} }, 'data');
	const advice = 'Let a node before this one bring a file';
	expectRefused(without, 'The input item has no binary field "data"', advice);
	const another = await upload(await besideJson(), 'report');
	expectRefused(another, 'The input item has no binary field "report"', AMONG);
});
