import { inspect } from 'node:util';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers, type Answers } from '../support/answering';

// Which of the pairs in an answer is the one that was just made: the object storage answers with all of the
// account's. What cannot be told is not guessed: whoever revokes "the other one" would revoke the new one.

const { run, sent, requests } = useAnswers();

const pair = (name: string, secret = `secret-of-${name}`) => ({ accKey: name, secretKey: secret });
const OLD = pair('OLD');
const NEW = pair('NEW');
const OTHER = pair('OTHER');

const generate: IDataObject = {
	...{ resource: 'key', operation: 'generate', hostGroup: 'hg', name: 'shop' },
};
const regenerate: IDataObject = {
	...{ resource: 'key', operation: 'regenerate', hostGroup: 'hg', accKey: 'OLD' },
};

const before = (...keys: object[]) => ({ array: [{ hostGroup: 'hg', name: 'shop', keys }] });
const DENIED = { result: 8202, error: 'no permission' };

const made = (operation: IDataObject, answer: object): Answers =>
	operation === generate ? { generatekey: answer } : { regeneratekeys: answer };

const FORMS: Array<[string, (pairs: object[]) => object]> = [
	['a list', (pairs) => ({ keys: pairs })],
	['as the object storage', (pairs) => ({ UserId: 'b0', AWSAccessKeys: pairs })],
	['accounts', (pairs) => ({ array: [{ name: 'shop', keys: pairs }] })],
	['in a wrapper', (pairs) => ({ response: { keyPairs: pairs } })],
	['under object', (pairs) => ({ object: pairs })],
];

describe.each(FORMS)('%s', (_, form) => {
	test.each([[[OLD, NEW]], [[NEW, OLD]], [[NEW]], [[OLD, NEW, NEW]]])(
		'Generate gives the pair that was not there: %j',
		async (pairs) => {
			const { json, message } = await run(generate, {
				getkeys: before(OLD),
				generatekey: form(pairs),
			});
			expect({ json, message }).toEqual({ json: [{ hostGroup: 'hg', name: 'shop', ...NEW }] });
		},
	);

	test('Regenerate gives the pair that was not there', async () => {
		const { json } = await run(regenerate, {
			getkeys: before(OLD, OTHER),
			regeneratekeys: form([OTHER, NEW]),
		});
		expect(json).toEqual([{ hostGroup: 'hg', ...NEW }]);
	});

	test('Regenerate gives the pair that kept its access key, with its new secret', async () => {
		const changed = pair('OLD', 'another-secret');
		for (const known of [before(OLD, OTHER), before(pair('OLD', '***'), OTHER)]) {
			const { json } = await run(regenerate, {
				getkeys: known,
				regeneratekeys: form([OTHER, changed]),
			});
			expect(json).toEqual([{ hostGroup: 'hg', ...changed }]);
		}
	});

	test('one pair needs nothing to be compared with', async () => {
		const { json } = await run(generate, { getkeys: DENIED, generatekey: form([NEW]) });
		expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', ...NEW }]);
	});
});

const UNTOLD: Array<[string, IDataObject, object, object[]]> = [
	['two, and none may be read before', generate, DENIED, [OLD, NEW]],
	['two, and those before are not understood', generate, { stores: 1 }, [OLD, NEW]],
	['two that are new', generate, before(), [OLD, NEW]],
	['only the one that was there', generate, before(OLD), [OLD]],
	['the same access key with two secrets', generate, before(OLD), [NEW, pair('NEW', 'x')]],
	['a pair that did not change', regenerate, before(OLD), [OLD]],
	['two, and none may be read before', regenerate, DENIED, [OLD, NEW]],
	['only another one that was there', regenerate, before(OLD, OTHER), [OTHER]],
];

test.each(UNTOLD)(
	'what cannot be told is told, without a secret: %s',
	async (_, operation, known, pairs) => {
		const { run: whole, ...result } = await run(operation, {
			getkeys: known,
			...made(operation, { keys: pairs }),
		});
		expect(result.message).toMatch(
			/cannot be told which key pair is new\. Access keys that came: "/,
		);
		for (const { accKey } of pairs as Array<typeof OLD>) expect(result.message).toContain(accKey);
		expect(result.description).toContain('Key: Get Many and "Include Secret Keys"');
		expect(result.json).toEqual([]);
		expect(inspect(whole, { depth: 12 })).not.toMatch(/secret-of-/);
	},
);

test.each([generate, regenerate])(
	'$operation reads the pairs before, and only once',
	async (at) => {
		await run(at, { getkeys: before(OLD), ...made(at, { object: NEW }) });
		expect(requests.map(({ path }) => path.split('/').pop())).toEqual([
			'getkeys',
			`${String(at.operation)}${at === generate ? 'key' : 'keys'}`,
		]);
		expect(Object.keys(sent('getkeys')[0]).sort()).toEqual(['appid', 'ruk', 'session']);
	},
);

test.each([8202, 8, 2, 705])(
	'a token that is refused the pairs (code %i) goes without',
	async (result) => {
		const { json } = await run(generate, {
			getkeys: { result, error: 'denied' },
			generatekey: { object: NEW },
		});
		expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', ...NEW }]);
	},
);

test.each([701, 702, 704, 4099])('another failure (code %i) makes no pair', async (result) => {
	const { message, json } = await run(generate, {
		getkeys: { result, error: 'failed' },
		generatekey: { object: NEW },
	});
	expect(message).toBeDefined();
	expect(json).toEqual([]);
	expect(sent('generatekey')).toEqual([]);
});

test.each(['***', '', '********', 'KcPb****', 'hidden', null])(
	'a new secret that the platform hides (%j) is told, and none is handed out',
	async (secretKey) => {
		for (const at of [generate, regenerate]) {
			const { message, description, json } = await run(at, {
				getkeys: before(OLD),
				...made(at, { object: { accKey: 'NEW', secretKey } }),
			});
			expect(message).toBe(
				'The key pair "NEW" was made, but the platform does not tell its secret key in its answer',
			);
			expect(description).toMatch(/^Read the new one's secret key with Key: Get Many and/);
			expect(json).toEqual([]);
		}
	},
);

test.each<[string, object]>([
	['a list of texts', { keys: ['AK', 'secret-of-AK'] }],
	['texts under object', { object: ['AK', 'secret-of-AK'] }],
	['other names', { object: { login: 'AK', parole: 'secret-of-AK' } }],
])('a pair that cannot be read is not lost: %s', async (_, payload) => {
	const { message, description, run: whole } = await run(generate, { generatekey: payload });
	expect(message).toMatch(/not understood: the secret key is missing\. Fields that came: result, /);
	expect(description).toMatch(/The work is done all the same\. .*"Include Secret Keys"/);
	expect(inspect(whole, { depth: 12 })).not.toMatch(/secret-of-/);
});

test('an access key that is repeated beside the new pair is not the pair', async () => {
	const { json } = await run(regenerate, {
		getkeys: DENIED,
		regeneratekeys: { accKey: 'OLD', object: NEW },
	});
	expect(json).toEqual([{ hostGroup: 'hg', ...NEW }]);
});
