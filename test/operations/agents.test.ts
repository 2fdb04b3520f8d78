import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { NODES, runNode } from '../support/engine';
import { entriesOf, inPlace, parametersOf, ROWS, shownBy } from '../support/operations/everyField';
import { useStub } from '../support/stub';
import { nodeOf, saved } from '../support/world';

// What deletes, overwrites, reveals or publishes, or takes a brake away, is not for an AI agent to set. What the work
// is about is: names, keys, prefixes, contents, filters. docs/agents.md says it to users.

/** What each switch, menu and number can do that only a person may want; and texts that can. */
const FOR_PEOPLE: Record<string, string[]> = {
	deletes: ['emptyFirst', 'dryRun', 'allowDeletingEverything', 'allowMovingEverything'],
	overwrites: ['ifExists', 'for'],
	reveals: ['includeSecretKeys', 'withAccessKey'],
	publishes: ['access', 'policy', 'validFor'],
	'takes a brake away': ['maxObjects', 'refuseAbove', 'onObjectFailure', 'testFirst'],
};

/** Switches, menus and numbers that can do nothing of it. */
const HARMLESS: Record<string, string[]> = {
	'which objects, like all filters': ['keepNewest'],
	'what is stored, and where from': ['content'],
	'what is returned': ['returnAll', 'limit', 'simplify', 'output', 'groupBy', 'ifMissing'],
	'how it is done': ['via', 'maxKeys', 'timeout', 'concurrency', 'waitSeconds'],
};

const FREE_TEXTS: Array<INodeProperties['type']> = ['string', 'json'];
const CHOICES = ['boolean', 'options', 'multiOptions', 'number'];

const forPeople = new Set(Object.values(FOR_PEOPLE).flat());
const harmless = new Set(Object.values(HARMLESS).flat());

const stub = useStub();
beforeEach(() => stub.answers({ body: { result: 0 } }));

describe.each(ROWS)('$name', ({ row }) => {
	const entries = entriesOf(row);
	const guarded = entries.filter(({ field }) => forPeople.has(field.property.name));

	test('its rows say which fields are for people', () => {
		for (const { field } of entries) {
			const { name, type } = field.property;
			expect([name, field.isForPeople ?? false]).toEqual([name, forPeople.has(name)]);
			if (CHOICES.includes(type)) expect([...forPeople, ...harmless]).toContain(name);
		}
	});

	test('n8n offers no agent a switch, a menu or a number of them', () => {
		const { properties } = NODES[nodeOf(row.resource)].description;
		const shown = properties.filter(({ displayOptions: { show } = {} }) => {
			const operations = show?.operation as string[] | undefined;
			return show?.resource?.includes(row.resource) && operations?.includes(row.value);
		});
		const all = shown.flatMap((one) =>
			one.type === 'collection' ? (one.options as INodeProperties[]) : [one],
		);
		expect(all).toHaveLength(entries.length);
		for (const { name, type, noDataExpression = false } of all) {
			const isClosed = forPeople.has(name) && !FREE_TEXTS.includes(type);
			expect([name, noDataExpression]).toEqual([name, isClosed]);
		}
	});

	test('what an agent fills in there is refused', async () => {
		const run = async (changes: IDataObject) =>
			await runNode({
				node: nodeOf(row.resource),
				parameters: { ...saved(parametersOf(row)), ...changes },
				credential: { host: stub.url(), token: 'token' },
			});
		for (const { place, field } of guarded) {
			const { name, displayName } = field.property;
			for (const call of ["$fromAI('a', 'b')", "$fromai('a')", "$fromAI('a') || 'x'"]) {
				const value = inPlace(place, name, `={{ ${call} }}`);
				const { error } = await run({ ...shownBy(field.property), ...value });
				expect(error?.message).toBe(`${displayName} can't be set by an AI agent`);
				expect(error?.description).toMatch(`Choose "${displayName}" in the node`);
			}
		}
		expect(stub.requests).toEqual([]);
	});
});
