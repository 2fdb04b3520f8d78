import type { IDataObject } from 'n8n-workflow';
import { redact } from '../../nodes/shared/api/redact';
import { useAnswers } from '../support/answering';

// A secret key shows only where it was asked for, whatever its field is called and wherever it stands; and
// what the platform hides is not handed out as one.

const { run } = useAnswers();

const MASK = '********';
const LOOKS = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';
const SHORT = 'a-secret-that-looks-like-nothing';

const keys = { resource: 'key', operation: 'getAll' };
const accounts = { resource: 'account', operation: 'getAll' };

const PLACES: Array<[string, IDataObject]> = [
	...[
		...['secretKey', 'SecretAccessKey', 'secretkey', 'secret_access_key', 'acc_secrete', 'secKey'],
		...['S3SecretAccessKey', 'clientSecret', 'my-secret-thing', 'SECRET'],
	].map((name): [string, IDataObject] => [name, { [name]: SHORT }]),
	['a name that says nothing', { parole: LOOKS }],
	['a text with more in it', { note: `AK:${LOOKS}` }],
	['a plain list', { pair: ['AK', SHORT] }],
	['a plain list that says nothing', { both: ['AK', LOOKS] }],
	['lists in a list', { keyPairs2: [['AK', SHORT]] }],
	['deep down', { a: [{ b: { c: { accSecret: SHORT, d: [LOOKS] } } }] }],
	['an object below the name', { secret: { value: SHORT, list: [SHORT] } }],
	['a JSON text', { raw: JSON.stringify({ parole: LOOKS }) }],
];

describe.each(PLACES)('%s', (_, fields) => {
	const pair = { accKey: 'AK', ...fields };
	const answers = {
		getkeys: { array: [{ hostGroup: 'hg', name: 'shop', keys: [pair], ...fields }] },
	};

	test.each([keys, accounts])('is masked in $resource: Get Many, simplified or not', async (at) => {
		for (const simplify of [true, false]) {
			const { json, message, hints } = await run({ ...at, simplify }, answers);
			expect(message).toBeUndefined();
			expect(json).toHaveLength(1);
			expect(JSON.stringify([json, hints])).not.toMatch(new RegExp(`${SHORT}|KcPbYv7`));
			if (!simplify) expect(JSON.stringify(json)).toContain(MASK);
		}
	});

	test('comes as received where it is asked for', async () => {
		const asked = { ...keys, simplify: false, options: { includeSecretKeys: true } };
		expect((await run(asked, answers)).json).toEqual([pair]);
	});
});

test('what is no secret stays as it is', async () => {
	const row = {
		...{ hostGroup: 'hg', name: 'shop', accKey: 'b09693b73b3c7686V8NZ', createdAt: 1629384697000 },
		...{ enabled: true, tags: ['a', 'b'], secretKey: null, note: 'made by hand', uid: 40217 },
	};
	const { json } = await run({ ...keys, simplify: false }, { getkeys: { array: [row] } });
	expect(json).toEqual([row]);
});

test.each(['***', '********', 'KcPb****', '', null, 'hidden'])(
	'a secret that the platform hides (%j) is not handed out as one',
	async (secretKey) => {
		const array = [
			{ hostGroup: 'hg', name: 'shop', keys: [{ accKey: 'AK', secretKey }, { accKey: 'BK' }] },
		];
		const options = { includeSecretKeys: true };
		const { json, hints } = await run({ ...keys, options }, { getkeys: { array } });
		expect(json).toEqual([
			{ hostGroup: 'hg', name: 'shop', accKey: 'AK' },
			{ hostGroup: 'hg', name: 'shop', accKey: 'BK' },
		]);
		expect(hints.join()).toMatch('The platform does not tell the secret key of every pair');
		const masked = await run(keys, { getkeys: { array } });
		expect([masked.json, masked.hints]).toEqual([json, []]);
	},
);

test('nothing is told of hidden secrets where none is', async () => {
	const array = [{ hostGroup: 'hg', name: 'shop', keys: [{ accKey: 'AK', secretKey: 'SK' }] }];
	const options = { includeSecretKeys: true };
	const { json, hints } = await run({ ...keys, options }, { getkeys: { array } });
	expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', accKey: 'AK', secretKey: 'SK' }]);
	expect(hints).toEqual([]);
});

test.each<[object, unknown]>([
	[{ enabled: false }, false],
	[{ enabled: 'false' }, false],
	[{ Enabled: 0 }, false],
	[{ isEnabled: 'no' }, false],
	[{ state: 'disabled' }, false],
	[{ Status: 'Inactive' }, false],
	[{ enabled: true }, true],
	[{ status: 'Active' }, true],
	[{ status: 'expiring' }, 'expiring'],
])('a pair with %j shows "enabled": %j', async (fields, enabled) => {
	const pair = { accKey: 'AK', secretKey: 'SK', ...fields };
	const array = [{ hostGroup: 'hg', name: 'shop', keys: [pair] }];
	const { json } = await run(keys, { getkeys: { array } });
	expect(json).toEqual([{ hostGroup: 'hg', name: 'shop', accKey: 'AK', secretKey: MASK, enabled }]);
});

test.each([
	[`no such key ${LOOKS}`, 'no such key ***'],
	[`{"secretKey":"${SHORT}"}`, '{"secretKey":"***"}'],
	[`{\\"acc_secret\\":\\"${SHORT}\\"}`, '{\\"acc_secret\\":\\"***\\"}'],
	[`secret_access_key=${SHORT}&x=1`, 'secret_access_key=***&x=1'],
	[`?k=${LOOKS.replaceAll('/', '%2F').replaceAll('+', '%2b')}&x=1`, '?k=***&x=1'],
	[`{"k":"${LOOKS.replaceAll('/', '\\/')}"}`, '{"k":"***"}'],
	['session tok-1 ended', 'session *** ended'],
	['The bucket "secret" does not exist', 'The bucket "secret" does not exist'],
])('in a text of the platform: %s', (text, expected) => {
	expect(redact(text, 'tok-1', {})).toBe(expected);
});

test('what was sent may be named again', () => {
	const text = `no bucket ${LOOKS}, secret=${SHORT}`;
	expect(redact(text, '', { bucketName: LOOKS, key: SHORT })).toBe(text);
});
