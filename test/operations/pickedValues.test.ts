import fc from 'fast-check';
import type { INodeListSearchItems } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { pick } from '../support/picking';
import { useStub } from '../support/stub';
import { byValue } from '../support/world';

// What a list offers comes back as exactly that text, as n8n's editor stores it and its engine resolves it.

const stub = useStub();

const credential = () => ({ host: stub.url(), token: 't' });

/** What is stored when an entry is picked (n8n's editor, ResourceLocator.vue). */
const stored = ({ name, value }: INodeListSearchItems) => ({
	...{ __rl: true, mode: 'list', value: String(value), cachedResultName: name },
});

/** Picks the only entry of a list, and runs the node with it; answers what the platform was asked for. */
async function pickAndRun(list: string, answer: object, parameter: string) {
	stub.answers({ body: { result: 0, ...answer } });
	const isKey = list === 'searchAccessKeys';
	const resource = { resource: isKey ? 'key' : 'object', operation: isKey ? 'revoke' : 'delete' };
	const { results } = await pick({
		...{ list, credential: credential() },
		parameters: { ...resource, hostGroup: 'h', bucketName: 'b' },
	});
	expect(results).toHaveLength(1);
	stub.requests.length = 0;
	stub.answers({ body: { result: 0 } });
	const given = isKey
		? { hostGroup: byValue('h'), accKey: byValue('a') }
		: { hostGroup: byValue('h'), bucketName: byValue('b'), key: byValue('k') };
	const { error } = await runNode({
		node: isKey ? 'account' : 'bucket',
		credential: credential(),
		parameters: { ...resource, ...given, [parameter]: stored(results[0]) },
	});
	if (error) throw error;
	return { sent: stub.requests[0].params[parameter], ...results[0] };
}

const objectNamed = async (key: string) =>
	await pickAndRun('searchObjects', { objects: [{ key }] }, 'key');

const KEYS = [
	...[
		'=report.csv',
		'={{ $now }}',
		'={{ $json.x }}',
		'={{ throw',
		'={{',
		'=}}',
		'={{ 1 }} {{ 2 }}',
	],
	...['=', '==', '= ', '="a"', "='a'", '=`${1}`', '=\\', '=\\\\u0041', '=\\n', '=\n\t', '=\u2028'],
	...[
		'=a.constructor',
		'=toString()',
		'=a.toLowerCase()',
		'=ü/日本',
		'=😀',
		'=a}}b{{c',
		'=//x',
		'=/* x',
	],
	...['a={{ $now }}', '{{ $now }}', ' =x', '"=x"', '\u00a0=x'],
];

test.each(KEYS)('the object %j', async (key) => {
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
		{ numRuns: 60 },
	);
});

test.each<[string, string, (name: string) => object]>([
	['searchHostGroups', 'hostGroup', (name) => ({ array: [{ hardNodeGroups: [groupOf(name)] }] })],
	['searchBuckets', 'bucketName', (name) => ({ array: [{ name, hostGroup: 'h' }] })],
	['searchAccessKeys', 'accKey', (name) => ({ array: [{ name: 'own', keys: [pairOf(name)] }] })],
])('%s', async (list, parameter, answer) => {
	for (const name of ['={{ $now }}', '=x']) {
		const picked = await pickAndRun(list, answer(name), parameter);
		expect(picked.sent).toBe(name);
		expect(picked.name).not.toMatch(/^=/);
	}
});

const groupOf = (uniqueName: string) => ({ uniqueName, displayName: '=S3', engine: 'S3' });
const pairOf = (accKey: string) => ({ accKey, secretKey: 's' });
