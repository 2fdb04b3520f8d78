import '../support/quickRetries';
import { useAnswers } from '../support/answering';
import { rotation } from '../support/rotation';

// Access Key: Rotate while somebody else rotates the same account, told by what the platform answers each time.

const { run, sent } = useAnswers();

const pair = (name: string, secret: string | null = `secret-of-${name}`) => ({
	...{ accKey: name, secretKey: secret },
});
const IN_USE = pair('INUSE');
const SPARE = pair('SPARE');
const THEIRS = pair('THEIRS');
const THEIRS_HIDDEN = pair('THEIRS', '***');
const OURS = pair('OURS');

const account = (...keys: object[]) => ({ array: [{ hostGroup: 'hg', name: 'shop', keys }] });

/** Answers one after another, the last one for ever. */
const inTurn = (...answers: object[]) => {
	let at = 0;
	return () => answers[Math.min(at++, answers.length - 1)];
};

const LOST = { result: 99, error: 'unknown error' };
const NOT_FOUND = { result: 5, error: 'access key [SPARE] not found' };

const rotate = async (
	reads: object[],
	{ generated = [LOST], revoked = {} }: { generated?: object[]; revoked?: object } = {},
) => {
	const outcome = await run(rotation('hg', 'shop', 'INUSE'), {
		getkeys: inTurn(...reads),
		generatekey: inTurn(...generated),
		revokekey: revoked,
	});
	const keys = sent('revokekey').map(({ accKey }) => accKey);
	return { ...outcome, given: outcome.json[0]?.accessKey, keys };
};

test('both callers get the pair whose secret key is told', async () => {
	const { given, keys } = await rotate([account(IN_USE), account(IN_USE, THEIRS)]);
	expect({ given, keys }).toEqual({ given: 'THEIRS', keys: [] });
});

test('a pair that nobody can use is revoked while the key in use is there', async () => {
	const { given, keys } = await rotate([account(IN_USE), account(IN_USE, THEIRS_HIDDEN)], {
		generated: [LOST, { object: OURS }],
	});
	expect({ given, keys }).toEqual({ given: 'OURS', keys: ['THEIRS'] });
});

test('the pair that the other caller uses by now is not revoked', async () => {
	const { message, description, keys } = await rotate([
		account(IN_USE, SPARE),
		account(IN_USE),
		account(THEIRS_HIDDEN),
	]);
	expect(message).toBe('The access key "INUSE" no longer exists');
	expect(description).toContain('The spare access key "SPARE" was revoked; a new one may');
	expect(keys).toEqual(['SPARE']);
});

test('of two new pairs none is guessed, and none is revoked', async () => {
	const { message, json, keys } = await rotate([account(IN_USE), account(IN_USE, THEIRS, OURS)]);
	expect(message).toBe('It cannot be told which access key is new: "THEIRS", "OURS"');
	expect({ json, keys }).toEqual({ json: [], keys: [] });
});

test('a pair that the other caller made in the meantime fills the account, and stays', async () => {
	const { message, description, keys } = await rotate([account(IN_USE, SPARE)], {
		generated: [{ result: 4099, error: 'MaxKeysReached' }],
	});
	expect(message).toBe('The account "shop" has two key pairs already');
	expect(description).toContain('"SPARE" was revoked; no new one was made. Run it again.');
	expect(keys).toEqual(['SPARE']);
});

test('a spare pair that the other caller revoked first does not count as revoked here', async () => {
	const { json } = await rotate([account(IN_USE, SPARE), account(IN_USE)], {
		generated: [{ object: OURS }],
		revoked: NOT_FOUND,
	});
	expect(json).toEqual([expect.objectContaining({ accessKey: 'OURS', revoked: [] })]);
});

test('one that is said not to exist and is still listed is a failure', async () => {
	const { message } = await rotate([account(IN_USE, SPARE)], { revoked: NOT_FOUND });
	expect(message).toBe('The access key "SPARE" does not exist in the host group "hg"');
	expect(sent('generatekey')).toEqual([]);
});

test('an old pair is never given as new', async () => {
	const { message, json } = await rotate([account(IN_USE, SPARE)], {
		generated: [{ keys: [IN_USE, SPARE] }],
	});
	expect(message).toMatch(/ cannot be told which key pair is new\. .* came: "INUSE", "SPARE"$/);
	expect(json).toEqual([]);
});

test('accounts come in one row for each pair, too', async () => {
	const row = (one: { accKey: string }) => ({ hostGroup: 'hg', name: 'shop', ...one });
	const { given, keys } = await rotate([{ array: [IN_USE, SPARE].map(row) }], {
		generated: [{ object: OURS }],
	});
	expect({ given, keys }).toEqual({ given: 'OURS', keys: ['SPARE'] });
});

test('what the account does not say of its endpoint is left out', async () => {
	const { json } = await rotate([account(IN_USE)], { generated: [{ object: OURS }] });
	expect(json).toEqual([
		{
			...{ accessKey: 'OURS', secretKey: 'secret-of-OURS', accessKeyInUse: 'INUSE' },
			...{ revoked: [], accountName: 'shop', hostGroup: 'hg' },
		},
	]);
});
