import type { IDataObject } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { route } from '../support/bulk';

// Move Many deletes a source that it did not copy itself only if the copy holds what the source holds now.

const { run, sent, requests } = useAnswers();

type Tags = Record<string, string>;

interface Scene {
	/** What the listings of the source and the destination show. */
	listed: { source: Tags; destination: Tags };
	/** What is there when it is read again; the same, where left out. */
	now?: { source?: Tags; destination?: Tags };
	fields?: IDataObject;
}

const moveMany = (fields: IDataObject) => ({
	...{ resource: 'object', operation: 'moveMany', hostGroup: 'h', ...route('from', 'to', fields) },
	options: { onObjectFailure: 'report' },
});

async function move({ listed, now = {}, fields = {} }: Scene) {
	const listobjects = ({ bucketName, maxKeys, prefix }: Record<string, string>) => {
		const side = bucketName === 'from' ? 'source' : 'destination';
		const isCopied = side === 'destination' && sent('copyobject').length > 0;
		const tags = {
			...(isCopied && { 'out/a': '1' }),
			...(maxKeys === '1' ? (now[side] ?? listed[side]) : listed[side]),
		};
		const found = Object.entries(tags).filter(([key]) => key.startsWith(prefix));
		return { objects: found.map(([key, eTag]) => ({ key, eTag: `"${eTag}"`, size: 1 })) };
	};
	const { json, message } = await run(moveMany(fields), { listobjects });
	const changes = requests
		.filter(({ path }) => !path.endsWith('listobjects'))
		.map(({ path, params }) => `${path.split('/').pop()} ${params.srcKey ?? params.key}`);
	return { json, message, changes };
}

const SAME = { source: { 'in/a': '1' }, destination: { 'out/a': '1' } };
const DELETED = ['deleteobject in/a'];
const COPIED_AND_DELETED = ['copyobject in/a', ...DELETED];
const REWRITTEN = { source: { 'in/a': '2' }, destination: { 'out/a': '2' } };

test.each<[string, Scene['now'], string[]]>([
	['is as it was listed', {}, DELETED],
	['was rewritten since', { source: REWRITTEN.source }, COPIED_AND_DELETED],
	['has a copy that was rewritten since', { destination: { 'out/a': '2' } }, COPIED_AND_DELETED],
	['has a copy that is gone', { destination: {} }, COPIED_AND_DELETED],
	['has a copy with a longer name only', { destination: { 'out/a1': '1' } }, COPIED_AND_DELETED],
	['was rewritten like its copy', REWRITTEN, DELETED],
	// A deletion of an earlier run came late: nothing is left to do.
	['is gone, with its copy in place', { source: {} }, []],
	['is gone, with another copy', { ...REWRITTEN, source: {} }, COPIED_AND_DELETED],
])('a source that %s', async (_, now, expected) => {
	const { json, changes } = await move({ listed: SAME, now });
	expect(changes).toEqual(expected);
	expect(json).toMatchObject([{ srcKey: 'in/a', dstKey: 'out/a', moved: true }]);
});

test('a source whose present state cannot be read is kept', async () => {
	const now = { source: { 'in/a/1': '1', 'in/a': '1' } };
	const { json, changes } = await move({ listed: SAME, now });
	const failure = expect.stringContaining('against the order of S3');
	expect(json).toMatchObject([{ moved: false, failure }]);
	expect(changes).toEqual([]);
});

test('what does not exist yet is not read again', async () => {
	const { changes } = await move({ listed: { ...SAME, destination: {} } });
	expect(changes).toEqual(COPIED_AND_DELETED);
	const isRead = ({ maxKeys, bucketName }: Tags) => maxKeys === '1' && bucketName === 'from';
	expect(sent('listobjects').filter(isRead)).toEqual([]);
});

describe('names that a storage may take for the same', () => {
	test.each(['from ', ' from', 'from\u00a0', 'From', 'FROM'])('the bucket "%s"', async (to) => {
		const fields = { dstBucketName: to, dstPrefix: 'in/' };
		const { message } = await move({ listed: SAME, fields });
		expect(message).toBe('The destination lies within the source');
		expect(requests).toEqual([]);
	});

	test.each([
		['IN/', 0],
		['in /', 0],
		['in/ ', 0],
	])('the prefix "%s" in one bucket', async (dstPrefix, deletions) => {
		// A storage that ignores case and white space: it finds `in/a` by each of these prefixes.
		const listobjects = ({ prefix = '' }: Record<string, string>) => {
			const isFound = 'in/a'.startsWith(prefix.toLowerCase().replaceAll(' ', ''));
			return { objects: isFound ? [{ key: 'in/a', eTag: '1', size: 1 }] : [] };
		};
		const fields = { srcBucketName: 'b', dstBucketName: 'b', dstPrefix, ifExists: 'replace' };
		const { json } = await run(moveMany(fields), { listobjects });
		const failure = expect.any(String);
		if (dstPrefix === 'IN/') expect(json).toMatchObject([{ moved: false, failure }]);
		expect(sent('deleteobject')).toHaveLength(deletions);
	});
});
