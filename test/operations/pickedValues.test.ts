import fc from 'fast-check';
import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { useAnswers } from '../support/answering';
import { pick } from '../support/picking';
import { sentAs } from '../support/reference';
import { op } from '../support/things';

// What a list offers comes back as exactly that text, as n8n's editor stores it and its engine resolves it.

const { run, requests, url, answers } = useAnswers();

/** What is stored when an entry is picked (n8n's editor, ResourceLocator.vue). */
const stored = ({ name, value }: INodeListSearchItems) => ({
	...{ __rl: true, mode: 'list', value: String(value), cachedResultName: name },
});

/** Picks the only entry of a list, and runs the node with it; answers what the platform was asked for. */
async function pickAndRun(list: string, answer: object, parameter: string) {
	answers({ '*': answer });
	const name = list === 'searchAccessKeys' ? 'key revoke' : 'object delete';
	const credential = { host: url(), token: 't' };
	const parameters = op(name, { hostGroup: 'h', bucketName: 'b' });
	const { results } = await pick({ list, credential, parameters });
	expect(results).toHaveLength(1);
	requests.length = 0;
	const names: IDataObject = { hostGroup: 'h', bucketName: 'b', key: 'k', accessKey: 'a' };
	const { error } = await run(op(name, { ...names, [parameter]: stored(results[0]) }));
	if (error) throw error;
	const [apiName] = Object.keys(sentAs({ [parameter]: '' }));
	return { sent: requests[0].params[apiName], ...results[0] };
}

const objectNamed = async (key: string) =>
	await pickAndRun('searchObjects', { objects: [{ key }] }, 'key');

test.each([
	...['=report.csv', '={{ $now }}', '={{ $json.x }}', '={{ throw', '={{', '=}}'],
	...['={{ 1 }} {{ 2 }}', '=', '==', '= ', '="a"', "='a'", '=`${1}`', '=\\', '=\\\\u0041', '=\\n'],
	...['=\n\t', '=\u2028', '=a.constructor', '=toString()', '=a.toLowerCase()', '=ü/日本', '=😀'],
	...['=a}}b{{c', '=//x', '=/* x', 'a={{ $now }}', '{{ $now }}', ' =x', '"=x"', '\u00a0=x'],
])('the object %j', async (key) => {
	const { sent, name } = await objectNamed(key);
	expect(sent).toBe(key);
	// The name is stored as well, and would be run.
	expect(name).not.toMatch(/^=/);
	expect(name).toContain(key);
});

test('any object whose key begins with "="', async () => {
	await fc.assert(
		fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (rest) => {
			expect((await objectNamed(`=${rest}`)).sent).toBe(`=${rest}`);
		}),
		{ numRuns: 30 },
	);
});

const groupOf = (uniqueName: string) => ({ uniqueName, displayName: '=S3', engine: 'S3' });
const pairOf = (accKey: string) => ({ accKey, secretKey: 's' });

test.each<[string, string, (name: string) => object]>([
	['searchHostGroups', 'hostGroup', (name) => ({ hardNodeGroups: [groupOf(name)] })],
	['searchBuckets', 'bucketName', (name) => ({ name, hostGroup: 'h' })],
	['searchAccessKeys', 'accessKey', (name) => ({ name: 'own', keys: [pairOf(name)] })],
])('%s', async (list, parameter, rowOf) => {
	for (const name of ['={{ $now }}', '=x']) {
		const picked = await pickAndRun(list, { array: [rowOf(name)] }, parameter);
		expect(picked.sent).toBe(name);
		expect(picked.name).not.toMatch(/^=/);
	}
});
