import '../support/quickRetries';
import type { IDataObject } from 'n8n-workflow';
import { useAnswers, type Answers } from '../support/answering';
import { byValue } from '../support/things';
import { onKey, rotation } from '../support/rotation';

// What the platform tells of a pair (that it is disabled, hidden, listed twice) counts where it is decided which pair
// stays: the wrong one revoked is an outage.

const { run, sent, methods } = useAnswers();

const pair = (accKey: string, more: IDataObject = {}) => ({
	accKey,
	secretKey: `s-${accKey}`,
	...more,
});
const account = (name: string, keys: object[], more: IDataObject = {}) => ({
	...{ hostGroup: 'hg', name, endpoint: 'http://127.0.0.1:9', keys, ...more },
});
const listing = (...accounts: object[]) => ({ array: accounts });
const shop = (...keys: object[]) => listing(account('shop', keys));

const on = (operation: string, fields: IDataObject): IDataObject => ({
	...{ resource: 'key', operation, hostGroup: 'hg', ...fields },
});
const generate = on('generate', { accountName: byValue('shop') });
const regenerate = on('regenerate', { accessKey: byValue('OLD') });
const keep = onKey('revokeOthers', 'hg', 'KEPT');
const rotate = rotation('hg', 'shop', 'KEPT');

const DISABLED: IDataObject[] = [
	{ enabled: false },
	{ enabled: 'false' },
	{ isEnabled: 0 },
	{ active: 'no' },
	{ state: 'disabled' },
	{ State: 'Disabled' },
	{ status: 'Inactive' },
	{ status: 'suspended' },
	{ disabled: true },
	{ isDisabled: 'yes' },
	{ enabled: true, disabled: true },
	{ enabled: true, state: 'disabled' },
	{ flags: ['disabled'] },
	{ Flags: 'mfa,Suspended' },
	{ flags: { blocked: false, name: 'disabled' } },
];
const ENABLED: IDataObject[] = [
	{},
	{ enabled: true },
	{ state: 'Active' },
	{ status: 'enabled' },
	{ enabled: 'on', status: 0 },
	{ disabled: false },
	{ flags: [] },
	{ flags: ['none'] },
	{ enabled: null },
];

describe.each(DISABLED)('a pair told as disabled: %j', (told) => {
	const WAYS: Array<[string, object]> = [
		['itself', shop(pair('KEPT', told), pair('OTHER'))],
		['listed last', shop(pair('OTHER'), pair('KEPT', told))],
		['with its account', listing(account('shop', [pair('KEPT'), pair('OTHER')], told))],
		[
			'in a row of its own',
			listing({ name: 'shop', ...pair('OTHER') }, { name: 'shop', ...pair('KEPT', told) }),
		],
		['in one of two rows', shop(pair('KEPT'), pair('OTHER'), pair('KEPT', told))],
	];
	test.each(WAYS)('keeps the others: %s', async (_, getkeys) => {
		for (const parameters of [keep, rotate]) {
			const { message } = await run(parameters, { getkeys });
			expect(message).toBe('The platform says that the access key "KEPT" is not enabled');
			expect(methods().filter((name) => name !== 'getkeys')).toEqual([]);
		}
	});

	test('is no new pair that can be used', async () => {
		let at = 0;
		const { json } = await run(generate, {
			getkeys: () => (at++ === 0 ? shop(pair('OLD')) : shop(pair('OLD'), pair('NEW', told))),
			generatekey: () => (at === 1 ? { object: pair('NEW', told) } : { object: pair('FRESH') }),
		});
		expect(json).toEqual([expect.objectContaining({ accessKey: 'FRESH' })]);
		expect(sent('revokekey').map(({ accKey }) => accKey)).toEqual(['NEW']);
	});

	test('gives way to another of its account', async () => {
		const { json } = await run(
			{
				...{ resource: 'account', operation: 'create', hostGroup: 'hg', accountName: 'shop' },
				...{ ifExists: 'use', options: { withAccessKey: true } },
			},
			{ getkeys: shop(pair('KEPT', told), pair('OTHER')) },
		);
		expect(json).toEqual([expect.objectContaining({ accessKey: 'OTHER', secretKey: 's-OTHER' })]);
	});
});

test('a state that is not known is not taken for enabled', async () => {
	const getkeys = shop(pair('KEPT', { state: 'to be removed' }), pair('OTHER'));
	const { description } = await run(keep, { getkeys });
	expect(description).toContain('Its state is "to be removed".');
	expect(sent('revokekey')).toEqual([]);
});

test.each(ENABLED)('one that is not is kept: %j', async (told) => {
	let at = 0;
	const { json } = await run(keep, {
		getkeys: () => shop(pair('KEPT', told), ...(at++ === 0 ? [pair('OTHER')] : [])),
	});
	expect(json).toEqual([expect.objectContaining({ accessKey: 'KEPT', revoked: ['OTHER'] })]);
});

describe('two runs that keep different pairs', () => {
	/** What there is, as both see it. */
	const platform = (...keys: string[]): Answers & { left: string[] } => {
		const left = [...keys];
		return {
			left,
			getkeys: () => shop(...left.map((key) => pair(key))),
			revokekey: ({ accKey }: Record<string, string>) => {
				if (!left.includes(accKey)) return { result: 5, error: `access key [${accKey}] not found` };
				left.splice(left.indexOf(accKey), 1);
				return {};
			},
		} as unknown as Answers & { left: string[] };
	};

	test.each(['before the first look', 'before the revocation', 'after the revocation'])(
		'the other revokes the kept pair %s',
		async (when) => {
			const { left, ...answers } = platform('KEPT', 'OTHER');
			const theirs = () => left.splice(0, Infinity, ...left.filter((key) => key !== 'KEPT'));
			const { getkeys, revokekey } = answers as Record<
				string,
				(p: Record<string, string>) => object
			>;
			const { message } = await run(keep, {
				getkeys: (params) => {
					if (when === 'before the first look') theirs();
					return getkeys(params);
				},
				revokekey: (params) => {
					if (when === 'before the revocation') theirs();
					const answer = revokekey(params);
					if (when === 'after the revocation') theirs();
					return answer;
				},
			});
			expect(message).toMatch(
				/^Unknown access key "KEPT"|^The access key "KEPT" no longer exists$/,
			);
			expect(message === undefined).toBe(false);
		},
	);

	test('it looks again before each revocation, and revokes no more', async () => {
		const { left, ...answers } = platform('KEPT', 'B', 'C', 'D');
		const { getkeys, revokekey } = answers as Record<string, (p: Record<string, string>) => object>;
		const { message, description } = await run(keep, {
			getkeys,
			revokekey: (params) => {
				left.splice(left.indexOf('KEPT'), 1);
				return revokekey(params);
			},
		});
		expect(message).toBe('The access key "KEPT" no longer exists');
		expect(description).toMatch(/The access key "B" was revoked\. Run it again\.$/);
		expect(left).toEqual(['C', 'D']);
	});

	test('Rotate makes no pair where the one in use is gone', async () => {
		const { left, ...answers } = platform('KEPT', 'SPARE');
		const { revokekey } = answers as Record<string, (p: Record<string, string>) => object>;
		const { message } = await run(rotate, {
			...answers,
			revokekey: (params) => {
				left.splice(left.indexOf('KEPT'), 1);
				return revokekey(params);
			},
		});
		expect(message).toBe('The access key "KEPT" no longer exists');
		expect(sent('generatekey')).toEqual([]);
	});

	test('a pair that somebody makes meanwhile stays', async () => {
		const { left, ...answers } = platform('KEPT', 'B', 'C');
		const { revokekey } = answers as Record<string, (p: Record<string, string>) => object>;
		const { json } = await run(keep, {
			...answers,
			revokekey: (params) => {
				if (!left.includes('THEIRS')) left.push('THEIRS');
				return revokekey(params);
			},
		});
		expect(json).toEqual([expect.objectContaining({ revoked: ['B', 'C'] })]);
		expect(left).toEqual(['KEPT', 'THEIRS']);
	});
});

test.each([
	[
		'two accounts',
		listing(account('shop', [pair('KEPT'), pair('A')]), account('blog', [pair('KEPT'), pair('B')])),
	],
	['a list that is cut', { ...shop(pair('KEPT'), pair('A')), isTruncated: true }],
	[
		'a cut list in a wrapper',
		{ response: { ...shop(pair('KEPT'), pair('A')), truncated: 'true' } },
	],
	[
		'another host group',
		listing(account('shop', [pair('KEPT'), pair('A')], { hostGroup: 'other' })),
	],
	['small letters', shop(pair('kept'), pair('A'))],
])('nothing is revoked where it is not clear whose pairs these are: %s', async (_, getkeys) => {
	const { message } = await run(keep, { getkeys });
	expect(message).toMatch(/Several accounts|cut off|Unknown access key/);
	expect(sent('revokekey')).toEqual([]);
});

test('pairs that differ in case only are two', async () => {
	let at = 0;
	const { json } = await run(keep, {
		getkeys: () => shop(pair('KEPT'), ...(at++ === 0 ? [pair('kept')] : [])),
	});
	expect(json).toEqual([expect.objectContaining({ revoked: ['kept'] })]);
});

describe('a lost answer', () => {
	const LOST = { result: 99, error: 'unknown error' };
	const inTurn = (...answers: object[]) => {
		let at = 0;
		return () => answers[Math.min(at++, answers.length - 1)];
	};
	const HIDDEN = { secretKey: '***' };
	const OLD = pair('OLD');

	/** What was there, what is there then, what the second request answers; the pair that is given, and what is revoked. */
	const HEALED: Array<[string, IDataObject, object, object, object, string, string[]]> = [
		['Generate: found', generate, shop(OLD), shop(OLD, pair('NEW')), LOST, 'NEW', []],
		[
			'Generate: found first in the list',
			generate,
			shop(OLD),
			shop(pair('NEW'), OLD),
			LOST,
			'NEW',
			[],
		],
		['Generate: found, of no pair before', generate, shop(), shop(pair('NEW')), LOST, 'NEW', []],
		['Generate: none made', generate, shop(OLD), shop(OLD), { object: pair('B') }, 'B', []],
		[
			'Generate: hidden',
			generate,
			shop(OLD),
			shop(OLD, pair('NEW', HIDDEN)),
			{ object: pair('B') },
			'B',
			['NEW'],
		],
		[
			'Generate: hidden, the only one',
			generate,
			shop(),
			shop(pair('NEW', HIDDEN)),
			{ object: pair('B') },
			'B',
			['NEW'],
		],
		['Generate: an account that was not listed', generate, {}, shop(pair('NEW')), LOST, 'NEW', []],
		['Regenerate: found', regenerate, shop(OLD), shop(pair('NEW')), LOST, 'NEW', []],
		[
			'Regenerate: another secret',
			regenerate,
			shop(OLD),
			shop(pair('OLD', { secretKey: 'x' })),
			LOST,
			'OLD',
			[],
		],
		['Regenerate: none made', regenerate, shop(OLD), shop(OLD), { object: pair('B') }, 'B', []],
	];
	test.each(HEALED)('%s', async (_, parameters, before, after, second, accessKey, revoked) => {
		const { json, message } = await run(parameters, {
			getkeys: inTurn(before, after),
			...{ generatekey: inTurn(LOST, second), regeneratekeys: inTurn(LOST, second) },
		});
		expect({ message, keys: json.map((one) => one.accessKey) }).toEqual({ keys: [accessKey] });
		expect(sent('revokekey').map(({ accKey }) => accKey)).toEqual(revoked);
	});

	test('the only pair of an account is revoked when there is another: platforms keep the last one', async () => {
		await run(generate, {
			getkeys: inTurn(shop(), shop(pair('NEW', HIDDEN))),
			generatekey: inTurn(LOST, { object: pair('B') }),
		});
		const changes = methods().filter((name) => name !== 'getkeys');
		expect(changes).toEqual(['generatekey', 'generatekey', 'revokekey']);
	});

	const FAILED: Array<[string, IDataObject, object, object, RegExp, RegExp]> = [
		[
			'Generate: none made, twice',
			generate,
			shop(OLD),
			shop(OLD),
			/could not do this now/,
			/^(?!.*may have)/,
		],
		[
			'Generate: two new ones',
			generate,
			shop(),
			shop(pair('A'), pair('B')),
			/cannot be told/,
			/may have been made.*Look with/,
		],
		[
			'Generate: hidden, and the pair before is gone',
			generate,
			shop(OLD),
			shop(pair('NEW', HIDDEN)),
			/"OLD" no longer exists/,
			/may have been made/,
		],
		[
			'Generate: the list is cut then',
			generate,
			shop(OLD),
			{ ...shop(OLD), isTruncated: true },
			/cut off/,
			/may have been made/,
		],
		[
			'Regenerate: hidden then',
			regenerate,
			shop(OLD),
			shop(pair('NEW', HIDDEN)),
			/"NEW" was made/,
			/Include Secret Keys/,
		],
		[
			'Regenerate: hidden before',
			regenerate,
			shop(pair('OLD', HIDDEN)),
			shop(pair('OLD', HIDDEN)),
			/could not do this now/,
			/may have been made/,
		],
	];
	test.each(FAILED)('%s', async (_, parameters, before, after, message, advice) => {
		const failed = await run(parameters, {
			getkeys: inTurn(before, after),
			...{ generatekey: LOST, regeneratekeys: LOST },
		});
		expect(failed.json).toEqual([]);
		expect(failed.message).toMatch(message);
		expect(failed.description).toMatch(advice);
		expect(sent('revokekey')).toEqual([]);
	});
});

test('200,000 pairs are compared once each', async () => {
	const keys = Array.from({ length: 100_000 }, (_, at) => pair(`K${at}`));
	const rows = listing(
		account('shop', keys),
		account(
			'shop',
			keys.map(({ accKey }) => pair(`${accKey}b`)),
		),
	);
	const { json } = await run(generate, {
		getkeys: rows,
		generatekey: { keys: [...keys, pair('NEW')] },
	});
	expect(json).toEqual([expect.objectContaining({ accessKey: 'NEW' })]);
	const { json: listed } = await run(
		{ resource: 'account', operation: 'getAll', returnAll: true },
		{ getkeys: rows },
	);
	expect(listed).toEqual([expect.objectContaining({ keyCount: 200_000 })]);
});
