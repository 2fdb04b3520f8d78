import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { textMeant } from '../meant';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { values } from '../values';

// Options, limits and switches: each is used as it was entered, or refused by its label.

const { fates } = usePlatform();

const LISTING = { resource: 'object', operation: 'getAll', hostGroup: 'hg', bucketName: 'logs' };

/** What is refused, what is left out, and what is sent. */
type Meaning = { refused: true } | { sent: string | undefined };

const text = (value: unknown): Meaning => {
	const meant = textMeant(value);
	return meant === undefined ? { refused: true } : { sent: meant === '' ? undefined : meant };
};

const whole =
	(min: number, max = Number.MAX_SAFE_INTEGER) =>
	(value: unknown): Meaning => {
		const meant = textMeant(value)?.trim();
		if (meant === '') return { sent: undefined };
		if (meant === undefined || !/^[+-]?\d+$/.test(meant)) return { refused: true };
		const number = BigInt(meant.replace('+', ''));
		return number < BigInt(min) || number > BigInt(max)
			? { refused: true }
			: { sent: String(number) };
	};

const NUMBERS = fc.oneof(
	fc.integer({ min: -3, max: 1005 }),
	fc.integer({ min: -3, max: 1005 }).map((number) => ` ${number} `),
	fc.constantFrom('1.0', '+7', '007', '1e2', '0x10', '९', '9007199254740993', 1000.5),
);

interface Option {
	label: string;
	parameters: (expression: string) => IDataObject;
	meaning: (value: unknown) => Meaning;
	/** The parameter that is sent, and what is sent of it when the option is left out. */
	sentAs: string;
	otherwise?: string;
}

const option = (
	name: string,
	label: string,
	meaning: Option['meaning'],
	otherwise?: string,
): Option => ({
	...{ label, meaning, sentAs: name, otherwise },
	parameters: (expression) => ({ returnAll: true, options: { [name]: expression } }),
});

const OPTIONS: Option[] = [
	option('prefix', 'Prefix', text),
	option('delimiter', 'Delimiter', text),
	option('maxKeys', 'Page Size', whole(1, 1000), '1000'),
	{
		...option('ownerUid', 'Owner UID', whole(1)),
		// Whose storage it is may not be left open by an expression that gives nothing.
		meaning: (value) =>
			value === undefined || value === null ? { refused: true } : whole(1)(value),
	},
	{
		...option('maxKeys', 'Limit', (value) => {
			const meant = whole(1)(value);
			if ('refused' in meant || meant.sent === undefined) return { refused: true };
			return { sent: String(Math.min(Number(meant.sent), 1000)) };
		}),
		parameters: (limit) => ({ limit }),
	},
];

test.each(OPTIONS)(
	'$label',
	async ({ label, parameters, meaning, sentAs, otherwise }) => {
		const all = saved({ ...LISTING, ...parameters('={{ $json.value }}') });
		await holds(
			'options',
			10,
			batchesOf(fc.oneof(values, NUMBERS)),
			async (entered) => {
				const items = entered.map((value) => itemOf({ value }));
				const became = await fates(all, items, () => ({ body: { result: 0 } }));
				became.forEach(({ requests, failure }, index) => {
					const meant = meaning(entered[index]);
					if ('refused' in meant) {
						expect(requests).toEqual([]);
						expect(failure).toMatch(new RegExp(`^${label} `));
						mustBeReadable(failure);
					} else {
						expect(failure).toBeUndefined();
						expect(requests.map(({ params }) => params[sentAs])).toEqual([meant.sent ?? otherwise]);
						const session = requests[0].form.filter(([name]) => name === 'session');
						expect(session).toEqual([['session', 'the-token']]);
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

const SWITCHES = ['Return All', 'Simplify'];

test.each(SWITCHES)(
	'the switch %s',
	async (label) => {
		const name = label === 'Simplify' ? 'simplify' : 'returnAll';
		const parameters = saved({ ...LISTING, [name]: '={{ $json.value }}' });
		const entered = fc.oneof(values, fc.constantFrom(true, false, 'true', 'false', 'TRUE', 1, 0));
		await holds(
			'options',
			10,
			batchesOf(entered),
			async (given) => {
				const items = given.map((value) => itemOf({ value }));
				const became = await fates(parameters, items, () => ({ body: { result: 0 } }));
				became.forEach(({ requests, failure }, index) => {
					const isSwitch = [true, false, 'true', 'false', '', null, undefined].includes(
						given[index] as string,
					);
					expect(requests).toHaveLength(isSwitch ? 1 : 0);
					if (isSwitch) return expect(failure).toBeUndefined();
					expect(failure).toMatch(new RegExp(`^${label} must be true or false`));
					mustBeReadable(failure);
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);
