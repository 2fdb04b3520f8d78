import type { IDataObject } from 'n8n-workflow';
import { bodyOf, CHOSEN, type ExampleThings } from '../things';
import { joined, ofEach, type Variation, type Variations } from './variation';

// What each filter chooses of the chosen keys, whose contents are as long as they are, and a constant.

const PAST = '2001-01-01';
const FUTURE = '2999-01-01';
const sizeOfMiddle = ({ source }: ExampleThings) => `${bodyOf(source, 'in/b,1').length} B`;

type Filter = Pick<Variation, 'keys'> & {
	filters: IDataObject | ((t: ExampleThings) => IDataObject);
};

const FILTERS: Filter[] = [
	{ filters: { nameMatches: '*b\\,?' }, keys: ['in/b,1', 'in/b,2'] },
	{ filters: { nameDoesNotMatch: '*b\\,?' }, keys: ['in/a', 'in/c d+e', 'in/d'] },
	{ filters: (things) => ({ largerThan: sizeOfMiddle(things) }), keys: ['in/c d+e'] },
	{ filters: (things) => ({ smallerThan: sizeOfMiddle(things) }), keys: ['in/a', 'in/d'] },
	{ filters: { olderThan: PAST }, keys: [] },
	{ filters: { olderThan: FUTURE }, keys: CHOSEN },
	{ filters: { youngerThan: PAST }, keys: CHOSEN },
	{ filters: { youngerThan: FUTURE }, keys: [] },
	{ filters: { keepNewest: 2 }, keys: ({ newestFirst }) => newestFirst.slice(2) },
];

const place = (name: string, { olderThan, ...filters }: IDataObject): IDataObject =>
	name === 'object deleteMany' && olderThan !== undefined
		? { olderThan, filters }
		: { filters: { ...filters, ...(olderThan !== undefined && { olderThan }) } };

const filtersOf = (name: string, more: IDataObject = {}): Variation[] =>
	FILTERS.map(({ filters, keys }) => ({
		set: ({ things }) => ({
			...more,
			...place(name, typeof filters === 'function' ? filters(things) : filters),
		}),
		keys,
	}));

const PREFIX = { prefix: 'in/' };

/** A variation for each filter of every operation that has filters. */
export const FILTERING: Variations = joined(
	ofEach(['object copyMany', 'object deleteMany', 'object moveMany'], (name) => filtersOf(name)),
	ofEach(['bucket getUsage'], (name) =>
		filtersOf(name, PREFIX).map((row) => ({
			...row,
			gives: (_, keys) => [{ ...PREFIX, objects: keys.length }],
		})),
	),
	ofEach(['object getAll'], (name) =>
		filtersOf(name, PREFIX).map((row) => ({
			...row,
			gives: (_, keys) => keys.map((key) => ({ key })),
		})),
	),
);
