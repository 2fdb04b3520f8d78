import { NodeOperationError, type INode } from 'n8n-workflow';
import { CallFailed } from '../../nodes/shared/api/failures';
import { Gate } from '../../nodes/shared/api/gate';
import { FORMS } from '../system/secrets/forms';

// What the table over all operations (test/operations/gate.test.ts) cannot show: each form by itself, what is no
// secret, and what it costs.

const TOKEN = 'Tk+7/x&"<é>9 zQ%41';
const SECRET = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';

function gateOf(answer: object = { secretKey: SECRET }, token = TOKEN): Gate {
	const gate = new Gate();
	gate.secrets.learnToken(token);
	gate.secrets.learnFrom(answer);
	return gate;
}

const HTML: Record<string, string> = {
	...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '/': '&#x2F;', '+': '&#43;' },
};
const TEXT_FORMS: typeof FORMS = {
	...Object.fromEntries(Object.entries(FORMS).filter(([name]) => name !== 'UTF-16')),
	'HTML-escaped': (text) => [
		text.replace(/[&<>"/+]/g, (sign) => HTML[sign]),
		[...text].map((sign) => `&#${sign.codePointAt(0)};`).join(''),
	],
	'escaped twice': (text) => [
		encodeURIComponent(encodeURIComponent(text)),
		encodeURIComponent(JSON.stringify(text)),
		JSON.stringify(text).replace(/[^ -~]|[/"<>&]/g, (sign) => unicode(sign)),
	],
	'in another case': (text) => [text.toLowerCase(), text.toUpperCase().replace('É', 'é')],
	'read as a form': (text) => [text.replaceAll('+', ' ')],
};
const unicode = (sign: string) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** What a form may have around the secret. */
const QUOTES = /\\*"|%22|\\u0022/g;

describe.each(Object.entries(TEXT_FORMS))('%s', (_, formsOf) => {
	test.each([
		['token', TOKEN],
		['secret key', SECRET],
	])('%s', (_, secret) => {
		for (const form of formsOf(secret).map(String)) {
			const text = gateOf().text(`before ${form} after ${form}`);
			expect(text.replaceAll(QUOTES, '')).toBe('before *** after ***');
		}
	});
});

test('a secret that was cut off, and one within a word', () => {
	const { secrets } = gateOf();
	expect(secrets.removedFrom(`x${SECRET.slice(0, 25)}`)).toBe('x***');
	expect(secrets.removedFrom(`x${SECRET}${TOKEN}y`)).toBe('x******y');
	expect(secrets.removedFrom(SECRET.slice(0, 15))).toBe(SECRET.slice(0, 15));
});

test.each([
	...['***', 'short', 'hidden', 'disabled', 'aaaaaaaaaa', '2026-01-31T10:00:00Z', '1767225600000'],
])('%s is no secret, whatever its name', (value) => {
	const answer = { secretKey: value, array: [{ secrets: [{ accessKey: 'AKIA56789', value }] }] };
	expect(gateOf(answer).text(`is ${value}, AKIA56789`)).toBe(`is ${value}, AKIA56789`);
});

test('secrets are learned at any depth, by the names of their fields', () => {
	const answer = {
		array: [{ pairs: [{ acc_secrete: 'first-secret' }] }],
		secretKeys: { AKIA: 'second-secret' },
	};
	expect(gateOf(answer).text('first-secret, second-secret')).toBe('***, ***');
});

test('what was entered stays, but not the token', () => {
	const gate = gateOf({ secretKey: 'minioadmin' });
	const sent = ['minioadmin', `key of ${TOKEN}`];
	expect(gate.text(`minioadmin, ${TOKEN}`, { sent })).toBe('minioadmin, ***');
	expect(gate.text('minioadmin')).toBe('***');
});

test('wherever a token begins, and whatever its length', () => {
	for (let length = 6; length < 40; length++) {
		const token = SECRET.slice(0, length);
		const { secrets } = gateOf({}, token);
		for (let before = 0; before < 20; before++) {
			const around = '_'.repeat(before);
			expect(secrets.removedFrom(`${around}${token}_`)).toBe(`${around}***_`);
		}
	}
});

test('of a token in few characters nothing is removed', () => {
	expect(gateOf({}, 'token').text('The access token')).toBe('The access token');
});

test('items that return secrets have them in fields of that name, and nowhere else', () => {
	const json = {
		secretKey: SECRET,
		note: SECRET,
		[SECRET]: { secrets: [SECRET, TOKEN] },
		secret: { x: SECRET },
	};
	expect(gateOf().items([{ json }], { returnsSecret: true })).toEqual([
		{
			json: {
				secretKey: SECRET,
				note: '***',
				'***': { secrets: [SECRET, '***'] },
				secret: { x: SECRET },
			},
		},
	]);
	expect(gateOf().items([{ json }])).toEqual([
		{
			json: {
				secretKey: '***',
				note: '***',
				'***': { secrets: ['***', '***'] },
				secret: { x: '***' },
			},
		},
	]);
});

test('files: their names and types, not what is in them', () => {
	const file = { data: SECRET, id: `filesystem-v2:${SECRET}`, mimeType: 'text/plain' };
	const binary = { [SECRET]: { ...file, fileName: `${SECRET}.txt`, directory: TOKEN } };
	expect(gateOf().items([{ json: {}, binary }])).toEqual([
		{ json: {}, binary: { '***': { ...file, fileName: '***.txt', directory: '***' } } },
	]);
});

test('an item without a secret is the same item', () => {
	const item = { json: { key: 'a', list: [{ size: 1, none: null }] } };
	expect(gateOf().items([item])[0]).toBe(item);
});

const NODE = { name: 'Node', parameters: {} } as INode;

test('failures: texts and details, in the error and as one text', () => {
	const details = { code: 3, requestKey: SECRET };
	const failed = new CallFailed({ message: `no ${SECRET}`, advice: `<b>${TOKEN}</b>`, details });
	const { error, text } = gateOf().failure(NODE, failed, 2);
	expect(error).toMatchObject({ message: 'no ***', description: '&lt;b>***&lt;/b>' });
	expect(error.context).toMatchObject({ itemIndex: 2, data: { code: 3, requestKey: '***' } });
	expect(text).toBe('no ***. <b>***</b>');
});

test('an error of others: all that n8n keeps of it, and its cause by name and message', () => {
	const cause = Object.assign(new TypeError(`at ${SECRET}`), { config: { data: TOKEN } });
	const { error, text } = gateOf().failure(NODE, cause);
	expect(text).toBe('at ***');
	expect(error.stack).not.toContain(SECRET);
	expect(error.cause).toMatchObject({ name: 'TypeError', message: 'at ***' });
	expect(error.cause).not.toHaveProperty('config');
	const own = new NodeOperationError(NODE, 'no', { description: SECRET });
	own.context.data = { secret: TOKEN };
	expect(gateOf().failure(NODE, own).error).toMatchObject({
		...{ description: '***', context: { data: { secret: '***' } } },
	});
});

test('a hint is no HTML', () => {
	const hint = gateOf().hint(`<a href="https://x.example">${SECRET}</a> & &lt; \`b\``);
	expect(hint).toBe('&lt;a href="https://x.example">***&lt;/a> & &amp;lt; &#96;b&#96;');
});

test('thousands of secrets, also with one beginning, in a time that grows with the text', () => {
	const secretKeys = Array.from(
		{ length: 20_000 },
		(_, at) => `the-secret-key-number-${at}-of-many`,
	);
	const gate = gateOf({ secretKeys });
	const text = secretKeys.slice(0, 5000).join(', ');
	expect(gate.text(text)).toBe(Array(5000).fill('***').join(', '));
});
