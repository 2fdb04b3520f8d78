import '../support/quickRetries';
import { CredentialTestContext } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { inspect } from 'node:util';
import { NODES } from '../support/engine';
import { OPERATIONS, EXAMPLES, fieldsOf, keysOf, makeExampleThings } from '../support/operations';
import { runExample } from '../support/operations/runExample';
import { pick } from '../support/picking';
import { Polling } from '../support/poll';
import { useStub, type StubRequest } from '../support/stub';
import { op, useSandbox } from '../support/world';
import { FORMS } from '../system/secrets/forms';

// What leaves a node, for every operation: the platform repeats the token, and a secret key that it told, in every form
// and wherever an answer has room for it. Of neither may anything be in what n8n gets, but where a row says so.

const { sandbox } = useSandbox({ defaultDelimiter: '' });
const platform = useStub();

/** Not that of any pair: it stands below a name of secrets in every answer. */
const PLANTED = 'Pl4nt/d+Secret0fAnotherPairXcVbNm9sDfGhJ';

/** Known from nothing but its look. */
const LOOKS = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';

const HTML = (text: string) => [text.replaceAll('/', '&#x2F;').replaceAll('+', '&#43;')];
const formsOf = (secret: string): string[] => [
	...Object.entries({ ...FORMS, HTML }).flatMap(([name, form]) =>
		name === 'UTF-16' ? [] : form(secret).map(String),
	),
	secret.toLowerCase(),
];
const allForms = () => [...new Set([sandbox().token, PLANTED].flatMap(formsOf))];

/** An answer with secrets in whatever it holds. */
function planted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(planted);
	if (typeof value !== 'object' || value === null) return value;
	const own = Object.entries(value).map(([name, inner]) => [name, planted(inner)] as const);
	return { ...Object.fromEntries(own), ...extras() };
}

const extras = () => ({
	extra: { secretKey: PLANTED, [sandbox().token]: 1, [`x-${PLANTED}`]: [sandbox().token] },
	uri: `https://AKIA:${PLANTED}@${sandbox().token}.example/?k=${encodeURIComponent(PLANTED)}`,
	look: LOOKS,
	notes: allForms().map((form) => `"${form}"`),
});

/** The sandbox, whose answers are changed on their way. */
const answering = (change: (answer: IDataObject, request: StubRequest) => unknown) =>
	platform.answers((request) => ({
		send: async (response) => {
			const { path, body, headers } = request;
			const answer = await fetch(`${sandbox().url}${path}`, {
				...{ method: 'POST', body },
				headers: { 'content-type': String(headers['content-type']) },
			});
			const json = (await answer.json()) as IDataObject;
			response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
			response.end(JSON.stringify(change(json, request)));
		},
	}));

/** The forms of secrets in all that n8n gets of a run, whatever the case of their letters. */
function leftIn(result: object): string[] {
	const whole = { depth: 12, maxArrayLength: null, maxStringLength: null } as const;
	const trace = `${JSON.stringify(result)}\n${inspect(result, whole)}`.toLowerCase();
	return allForms().filter((form) => trace.includes(form.toLowerCase()));
}

const AS_RECEIVED = EXAMPLES.filter(({ name }) => / getAll$/.test(name)).map((example) => ({
	...{ ...example, name: `${example.name}, as received` },
	settings: { ...example.settings, simplify: false },
}));

const ROWS = [...EXAMPLES, ...AS_RECEIVED].map((example, at) => ({ ...example, at }));

const rowOf = ({ resource, operation }: { resource: string; operation: string }) =>
	OPERATIONS.find((one) => one.resource === resource && one.value === operation);

describe.each(ROWS)('$name', (example) => {
	const run = async (more: object = {}) => {
		const things = await makeExampleThings(sandbox(), keysOf(example));
		const { token = 'full' } = example;
		const credential = { host: platform.url(), token: sandbox().tokens[token] };
		return await runExample(sandbox(), example, things, fieldsOf(example, things), {
			...{ credential, ...more },
		});
	};

	test('items and hints; a secret key only where the row says so', async () => {
		answering(planted);
		const result = await run();
		expect(result.error).toBeUndefined();
		expect(leftIn(result)).toEqual([]);
		expect(JSON.stringify(result)).not.toContain(LOOKS);
		const secrets = (await sandbox().accounts()).flatMap(({ keys }) => keys);
		const items = JSON.stringify(result.json);
		const returned = secrets.filter(({ secretKey }) => items.includes(secretKey));
		const isReturned =
			rowOf(example)?.returnsSecret !== undefined && example.reveals === 'secretKey';
		expect(returned.length > 0).toBe(isReturned);
		for (const { accKey, secretKey } of returned) {
			expect(result.json).toContainEqual(expect.objectContaining({ accessKey: accKey, secretKey }));
		}
	});

	test.each(['stopWorkflow', 'continueErrorOutput'] as const)('failures: %s', async (onError) => {
		// Of all forms two at a time, since a text is cut short; the unit test has each by itself.
		const forms = allForms();
		const said = [0, 7].map((more) => `"${forms[(example.at + more) % forms.length]}"`);
		answering((answer) => ({
			...(planted(answer) as object),
			...{ result: 54_321, error: `no ${said.join(' <b>in</b> ')}` },
		}));
		const result = await run({ settings: { onError } });
		expect(JSON.stringify([result.error?.description, result.failed, result.json])).toContain(
			'***',
		);
		expect(leftIn(result)).toEqual([]);
	});
});

test('the trigger: items, names of files and failures', async () => {
	answering(planted);
	const { token } = sandbox();
	const [hostGroup] = sandbox().hostGroups;
	await makeExampleThings(sandbox());
	await sandbox().createBucket(hostGroup, 'watched');
	await sandbox().fill(hostGroup, 'watched', [{ key: `of ${token}.txt`, body: 'x' }]);
	const trigger = new Polling({
		credential: { host: platform.url(), token },
		parameters: {
			...{ hostGroup, bucketName: 'watched', events: ['created'] },
			options: { firstRun: 'existing', download: true },
		},
	});
	const items = await trigger.pollUnsaved('manual');
	expect(items?.[0].json.key).toBe('of ***.txt');
	expect(items?.[0].binary?.data.fileName).toBe('of ***.txt');
	expect(leftIn(items ?? [])).toEqual([]);
	answering((answer) => ({ ...(planted(answer) as object), result: 54_321, error: token }));
	const error = await trigger.pollUnsaved().catch((thrown: Error) => thrown);
	expect(leftIn({ ...(error as Error), message: (error as Error).message })).toEqual([]);
	expect(inspect(error)).toContain('***');
});

test('lists: entries and failures', async () => {
	const { token } = sandbox();
	const picking = {
		...{ list: 'searchBuckets', credential: { host: platform.url(), token } },
		parameters: op('bucket delete', { hostGroup: 'hg1', bucketName: 'b' }),
	};
	platform.answers({ body: { result: 0, buckets: [{ name: `b-${token}` }] } });
	expect(await pick(picking)).toEqual({ results: [{ name: 'b-***', value: 'b-***' }] });
	platform.answers({ body: { result: 54_321, error: `no ${token}` } });
	await expect(pick(picking)).rejects.toMatchObject({
		description: expect.stringContaining('no ***'),
	});
});

test("the credential's test: an address with the token in it", async () => {
	const token = 'Token0fTheCredential';
	const data = { host: `http://${token}.localhost:9`, token };
	const answer = await NODES.bucket.methods!.credentialTest!.jelasticApiTest.call(
		new CredentialTestContext(),
		{ ...{ id: '1', name: 'Jelastic', type: 'jelasticApi' }, data },
	);
	expect(answer.message).toContain('http://***.localhost:9');
});

test('a failure before the first request, and a hint', async () => {
	const { token } = sandbox();
	const [hostGroup] = sandbox().hostGroups;
	await sandbox().createBucket(hostGroup, 'hinted');
	answering((answer) => answer);
	const run = async (parameters: IDataObject) =>
		await runExample(
			sandbox(),
			EXAMPLES.find(({ name }) => name === 'object getAll')!,
			await makeExampleThings(sandbox()),
			{ hostGroup, bucketName: 'hinted', ...parameters },
			{ credential: { host: platform.url() } },
		);
	const { run: whole } = await run({ prefix: `<a href="//x.example">${token}</a>` });
	expect(whole.data.resultData.runData.Node[0].hints?.map(({ message }) => message)).toEqual([
		'No object in "hinted" has a key that begins with "&lt;a href="//x.example">***&lt;/a>".',
	]);
	platform.requests.length = 0;
	const { error } = await run({ operation: `of ${token}` });
	expect(platform.requests).toEqual([]);
	// The node itself, with what was entered, is in the error, too.
	const { message, description } = error ?? {};
	expect(message).toBe('There is no operation "of ***" for the resource "object"');
	expect(leftIn({ message, description })).toEqual([]);
});
