import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { useStub } from '../support/stub';
import { saved } from '../support/world';

// Move Many deletes a source without a copy of its own run only where the copy holds what the source holds now.

const stub = useStub();

type Tags = Record<string, string>;

interface Scene {
	/** What the listings of the source and the destination show. */
	listed: { source: Tags; destination: Tags };
	/** What is there when it is read again; the same, where left out. */
	now?: { source?: Tags; destination?: Tags };
	fields?: IDataObject;
}

const row = ([key, eTag]: [string, string]) => ({ key, eTag: `"${eTag}"`, size: 1 });

async function move({ listed, now = {}, fields }: Scene) {
	const changes: string[] = [];
	stub.answers(({ path, params }) => {
		const method = path.split('/').pop();
		if (method !== 'listobjects') {
			changes.push(`${method} ${params.srcKey ?? params.key}`);
			return { body: { result: 0 } };
		}
		const side = params.bucketName === 'from' ? 'source' : 'destination';
		const tags = params.maxKeys === '1' ? (now[side] ?? listed[side]) : listed[side];
		const objects = Object.entries(tags).filter(([key]) => key.startsWith(params.prefix));
		return { body: { result: 0, objects: objects.map(row) } };
	});
	const { json, error } = await runNode({
		node: 'bucket',
		credential: { host: stub.url(), token: 't' },
		parameters: saved({
			...{ resource: 'object', operation: 'moveMany', hostGroup: 'h' },
			...{ srcBucketName: 'from', srcPrefix: 'in/', dstBucketName: 'to', dstPrefix: 'out/' },
			...fields,
		}),
	});
	return { json, error, changes };
}

const SAME = { source: { 'in/a': '1' }, destination: { 'out/a': '1' } };
const COPIED_AND_DELETED = ['copyobject in/a', 'deleteobject in/a'];

test.each<[string, Scene['now'], string[]]>([
	['is as it was listed', {}, ['deleteobject in/a']],
	['was rewritten since', { source: { 'in/a': '2' } }, COPIED_AND_DELETED],
	['has a copy that was rewritten since', { destination: { 'out/a': '2' } }, COPIED_AND_DELETED],
	['has a copy that is gone', { destination: {} }, COPIED_AND_DELETED],
	['has another copy, of a longer name', { destination: { 'out/a1': '1' } }, COPIED_AND_DELETED],
	[
		'was rewritten as its copy was',
		{ source: { 'in/a': '2' }, destination: { 'out/a': '2' } },
		['deleteobject in/a'],
	],
	// A deletion of an earlier run came late: nothing is left to do.
	['is gone, and its copy is there', { source: {} }, []],
	[
		'is gone, and its copy is another',
		{ source: {}, destination: { 'out/a': '2' } },
		COPIED_AND_DELETED,
	],
])('a source that %s', async (_, now, expected) => {
	const { json, changes } = await move({ listed: SAME, now });
	expect(changes).toEqual(expected);
	expect(json).toMatchObject([{ srcKey: 'in/a', dstKey: 'out/a', moved: true }]);
});

test('a source whose present state cannot be read is kept', async () => {
	stub.requests.length = 0;
	const { json, changes } = await move({
		listed: SAME,
		now: { source: { 'in/a/1': '1', 'in/a': '1' } },
	});
	expect(json).toMatchObject([
		{ moved: false, failure: expect.stringContaining('against the order of S3') },
	]);
	expect(changes).toEqual([]);
});

test('what is not there yet is not read again', async () => {
	const { changes } = await move({ listed: { source: { 'in/a': '1' }, destination: {} } });
	expect(changes).toEqual(COPIED_AND_DELETED);
	expect(stub.requests.filter(({ params }) => params.maxKeys === '1')).toEqual([]);
});

describe('names that a storage may take for the same', () => {
	test.each(['from ', ' from', 'from\u00a0', 'From', 'FROM'])('the bucket "%s"', async (to) => {
		const { error, changes } = await move({
			listed: SAME,
			fields: { dstBucketName: to, dstPrefix: 'in/' },
		});
		expect(error?.message).toBe('The destination lies within the source');
		expect(changes).toEqual([]);
		expect(stub.requests).toEqual([]);
	});

	test.each(['IN/', 'in /', 'in/ '])('the prefix "%s" in one bucket', async (dstPrefix) => {
		// A storage that heeds neither case nor white space: it finds `in/a` by any of these.
		stub.answers(({ path, params }) => {
			const { prefix = '' } = params;
			const isFound = 'in/a'.startsWith(prefix.toLowerCase().replaceAll(' ', ''));
			const objects = isFound ? [{ key: 'in/a', eTag: '1', size: 1 }] : [];
			return { body: { result: 0, ...(path.endsWith('listobjects') && { objects }) } };
		});
		const { json } = await runNode({
			node: 'bucket',
			credential: { host: stub.url(), token: 't' },
			parameters: saved({
				...{ resource: 'object', operation: 'moveMany', hostGroup: 'h', overwrite: true },
				...{ srcBucketName: 'b', srcPrefix: 'in/', dstBucketName: 'b', dstPrefix },
			}),
		});
		// White space within a key is no question of trimming: only case and the ends are.
		const isAsked = dstPrefix === 'IN/';
		if (isAsked) expect(json).toMatchObject([{ moved: false, failure: expect.any(String) }]);
		const deleted = stub.requests.filter(({ path }) => path.endsWith('deleteobject'));
		expect(deleted).toHaveLength(isAsked || dstPrefix === 'in/ ' ? 0 : 1);
	});
});
