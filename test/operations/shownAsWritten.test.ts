import '../support/quickRetries';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import { SupplyDataContext } from 'n8n-core';
import { createRunExecutionData, NodeOperationError, type INode } from 'n8n-workflow';
import { NODES, runNode, type Trial } from '../support/engine';
import { pick } from '../support/picking';
import { useStub } from '../support/stub';
import { op, saved } from '../support/things';
import { additionalData, workflowOf } from '../support/workflow';

// n8n puts sentences of its own in the place of messages in which it finds the code of an error. No name may bring
// that about.

const stub = useStub();
const credential = () => ({ host: stub.url(), token: 'the-token-of-a-test' });

/** What n8n 2.41 looks for (COMMON_ERRORS of n8n-workflow), in upper and lower case. */
const CODES = [
	...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'ERRADDRINUSE', 'EADDRNOTAVAIL'],
	...['ECONNABORTED', 'EHOSTUNREACH', 'EAI_AGAIN', 'ENOENT', 'EISDIR', 'ENOTDIR', 'EACCES'],
	...['EEXIST', 'EPERM', 'GETADDRINFO'],
];

/** Names that hold one of them by chance, HTTP statuses, and the word by which n8n knows what was canceled. */
const NAMES = [
	...CODES,
	...CODES.map((code) => code.toLowerCase()),
	...['logs/apacheaccess.log', 'preexisting/', 'superman', 'reports/404', '502 - {"a":1}'],
	'bad gateway',
];

const NODE = { name: 'Node' } as INode;
const TO_BRANCH = { settings: { onError: 'continueErrorOutput' } } as const;

test.each(CODES)('n8n does look for %s', (code) => {
	expect(new NodeOperationError(NODE, `"x${code.toLowerCase()}x"`).message).not.toMatch(/x"$/);
});

/** An operation that fails with the name in its message, and in the advice as the platform said it. */
const failing = (key: string): Pick<Trial, 'node' | 'parameters' | 'credential'> => {
	stub.answers({ body: { result: 5, error: `object [${key}] not found` } });
	return {
		node: 'bucket',
		parameters: saved(op('object getPresignedUrl', { hostGroup: 's3', bucketName: 'b1', key })),
		credential: credential(),
	};
};
const messageFor = (key: string) => `The object "${key}" does not exist in the bucket "b1"`;
const adviceFor = (key: string) =>
	`Check the object key: upper and lower case, slashes and spaces count. The platform answered: "object [${key}] not found".`;

describe.each(NAMES)('the name %s', (name) => {
	test('on the node and in the execution', async () => {
		const { error, run } = await runNode(failing(name));
		expect(error).toMatchObject({ message: messageFor(name), messages: [] });
		expect(error?.description).toMatch(adviceFor(name).slice(0, 40));
		expect(error?.description).toContain(`object [${name}] not found`);
		expect(run.status).toBe('error');
		expect(run.data.resultData.error).toMatchObject({ message: messageFor(name) });
		expect(run.data.resultData.error?.stack).toContain(messageFor(name));
	});

	test.each(['continueErrorOutput', 'continueRegularOutput'] as const)('%s', async (onError) => {
		const { items, failed } = await runNode({ ...failing(name), settings: { onError } });
		const [item] = onError === 'continueErrorOutput' ? failed : items;
		expect(item.json.error).toContain(`${messageFor(name)}. ${adviceFor(name)}`);
	});

	test('as a tool of an AI Agent', async () => {
		await expect(askAsTool(failing(name))).rejects.toThrow(
			`${messageFor(name)}\n\nDetails: ${adviceFor(name)}`,
		);
	});

	test('in lists', async () => {
		stub.answers({ body: { result: 5, error: `bucket [${name}] not found` } });
		const parameters = op('object delete', { hostGroup: 's3', bucketName: name });
		await expect(
			pick({ list: 'searchObjects', parameters, credential: credential() }),
		).rejects.toMatchObject({ message: `The bucket "${name}" does not exist`, messages: [] });
	});
});

/** Runs the node as n8n's AI Agent runs a tool. */
async function askAsTool({ node, parameters, credential: given }: ReturnType<typeof failing>) {
	const credentials = { jelasticApi: { id: 'one', name: 'one' } };
	const nodeType = NODES[node];
	const own = parameters as INode['parameters'];
	const workflow = workflowOf([{ name: 'Node', nodeType, parameters: own, credentials }]);
	const tool = workflow.nodes.Node;
	const data = additionalData({ steps: [], items: [], credential: given }, workflow);
	const ran = createRunExecutionData();
	const executed = { node: tool, data: { main: [] }, source: null };
	const contextOf = (runIndex: number) =>
		new SupplyDataContext(
			workflow,
			tool,
			data,
			'manual',
			ran,
			runIndex,
			[],
			{},
			'ai_tool',
			executed,
			[],
		);
	return await makeHandleToolInvocation(contextOf, tool, nodeType, ran)({});
}

test('the word by which n8n knows a canceled execution makes none of a failure', async () => {
	const name = 'orders/canceled.csv';
	const { error, run } = await runNode(failing(name));
	expect(run.status).toBe('error');
	expect(error?.message.replaceAll('\u2060', '')).toBe(messageFor(name));
	expect(error?.description).toContain(`object [${name}] not found`);
	const { failed } = await runNode({ ...failing(name), ...TO_BRANCH });
	expect(failed[0].json.error).toContain(messageFor(name));
});

test('what n8n shows as HTML is escaped: the description alone', async () => {
	const text = 'no <b>entry</b> for <script>alert(1)</script> & `a` &amp; 1 < 2';
	const shown =
		'no &lt;b>entry&lt;/b> for &lt;script>alert(1)&lt;/script> & &#96;a&#96; &amp;amp; 1 < 2';
	const trial = failing('a');
	stub.answers({ body: { result: 54_321, error: text } });
	expect((await runNode(trial)).error?.description).toContain(`answered: "${shown}".`);
	const { failed } = await runNode({ ...trial, ...TO_BRANCH });
	expect(failed[0].json.error).toContain(`answered: "${text}".`);
	const name = '<b>`x`</b>&lt;';
	expect((await runNode(failing(name))).error?.message).toBe(messageFor(name));
});

test.each(['enoent', 'canceled', 'preexisting'])(
	"n8n's own failure about binary data in %s reaches the person",
	async (binaryProperty) => {
		const { error, run } = await runNode({
			...{ node: 'bucket', credential: credential() },
			parameters: saved(
				op('object upload', {
					...{ hostGroup: 's3', bucketName: 'b1', key: 'k', binaryPropertyName: binaryProperty },
				}),
			),
		});
		expect(error?.message.replaceAll('\u2060', '')).toContain(binaryProperty);
		expect(run.status).toBe('error');
	},
);

test('an address with a code in it', async () => {
	const { error } = await runNode({
		...failing('a'),
		credential: { host: 'http://eacces.localhost:9', token: 'the-token-of-a-test' },
	});
	expect(error?.message).toMatch(/^The (platform|host).*eacces\.localhost/);
});
