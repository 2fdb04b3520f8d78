import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { onObjects, TOKEN, usePlatform } from '../batch';
import { textMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { values } from '../values';

// Options, limits and switches: each is used as it was entered, or refused by its label.

const { eachItem } = usePlatform('options');

/** What is refused, what is omitted, and what is sent. */
type Meaning = 'refused' | { sent: string | undefined };

const text = (value: unknown): Meaning => {
	const meant = textMeant(value);
	return meant === undefined ? 'refused' : { sent: meant === '' ? undefined : meant };
};

/** An expression that gives nothing is refused. */
const someText = (value: unknown): Meaning => (textMeant(value) ? text(value) : 'refused');

const whole =
	(min: number, max = Number.MAX_SAFE_INTEGER) =>
	(value: unknown): Meaning => {
		const meant = textMeant(value)?.trim();
		if (meant === undefined || !/^[+-]?\d+$/.test(meant)) return 'refused';
		const number = BigInt(meant.replace('+', ''));
		return number < BigInt(min) || number > BigInt(max) ? 'refused' : { sent: String(number) };
	};

const limit = (value: unknown): Meaning => {
	const meant = whole(1)(value);
	if (meant === 'refused') return 'refused';
	return { sent: String(Math.min(Number(meant.sent), 1000)) };
};

const NUMBERS = fc.oneof(
	fc.integer({ min: -3, max: 1005 }),
	fc.integer({ min: -3, max: 1005 }).map((number) => ` ${number} `),
	fc.constantFrom('1.0', '+7', '007', '1e2', '0x10', '९', '9007199254740993', 1000.5),
);

interface Option {
	label: string;
	meaning: (value: unknown) => Meaning;
	/** The parameter that is sent. */
	sentAs: string;
	fields?: IDataObject;
}

const OPTIONS: Option[] = [
	{ label: 'Prefix', meaning: text, sentAs: 'prefix', fields: { prefix: '={{ $json.value }}' } },
	{ label: 'Delimiter', meaning: someText, sentAs: 'delimiter' },
	{ label: 'Page Size', meaning: whole(1, 1000), sentAs: 'maxKeys' },
	{ label: 'Owner UID', meaning: whole(1), sentAs: 'ownerUid' },
	{ label: 'Limit', meaning: limit, sentAs: 'maxKeys', fields: { limit: '={{ $json.value }}' } },
];

test.each(OPTIONS)('$label', ({ label, meaning, sentAs, fields }) =>
	eachItem({
		...{ runs: 10, inputs: fc.oneof(values, NUMBERS) },
		parameters: onObjects(
			'getAll',
			fields ?? { returnAll: true, options: { [sentAs]: '={{ $json.value }}' } },
		),
		judge({ requests, failure }, entered) {
			const meant = meaning(entered);
			if (meant === 'refused') {
				expect(requests).toEqual([]);
				expect(failure).toMatch(new RegExp(`^${label} `));
				return mustBeReadable(failure);
			}
			expect(failure).toBeUndefined();
			expect(requests.map(({ params }) => params[sentAs])).toEqual([meant.sent]);
			const session = requests[0].form.filter(([name]) => name === 'session');
			expect(session).toEqual([['session', TOKEN]]);
		},
	}),
);

const ON_OR_OFF: unknown[] = [true, false, 'true', 'false'];

test.each([
	['Return All', 'returnAll'],
	['Simplify', 'simplify'],
])('the switch %s', (label, name) =>
	eachItem({
		...{ runs: 10, parameters: onObjects('getAll', { [name]: '={{ $json.value }}' }) },
		inputs: fc.oneof(values, fc.constantFrom(true, false, 'true', 'false', 'TRUE', 1, 0)),
		judge({ requests, failure }, entered) {
			const isSwitch = ON_OR_OFF.includes(entered);
			expect(requests).toHaveLength(isSwitch ? 1 : 0);
			if (isSwitch) return expect(failure).toBeUndefined();
			expect(failure).toMatch(new RegExp(`^${label} (must be true or false|is empty)`));
			mustBeReadable(failure);
		},
	}),
);
