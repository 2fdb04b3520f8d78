import fc from 'fast-check';
import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { pick } from '../../../support/picking';
import { useStub } from '../../../support/stub';
import { byValue } from '../../../support/world';
import { payloads } from '../answerValues';
import { DONE } from '../batch';
import { holds } from '../holds';
import { isWhole, nameMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { texts, values } from '../values';

// The lists behind "From List", with anything in the fields above them and anything as an answer.

const { answers, requests, url } = useStub();

const LISTS: Record<string, IDataObject> = {
	searchHostGroups: { resource: 'bucket', operation: 'create' },
	searchAccounts: { resource: 'account', operation: 'delete' },
	searchAccessKeys: { resource: 'key', operation: 'revoke' },
	searchBuckets: { resource: 'bucket', operation: 'delete' },
	searchObjects: { resource: 'object', operation: 'delete' },
	searchSourceObjects: { resource: 'object', operation: 'copy' },
};

/** Opens a list: its entries, or the failure as a person sees it. */
async function opened(
	list: string,
	fields: IDataObject,
	more: { filter?: string; paginationToken?: string } = {},
) {
	requests.length = 0;
	const parameters = { ...LISTS[list], ...fields };
	const credential = { host: url(), token: 't' };
	try {
		return { results: (await pick({ list, parameters, credential, ...more })).results };
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		return { failure: (error as Error).message };
	}
}

test.each(Object.keys(LISTS))('%s has entries with names, whatever is answered', (list) =>
	holds('lists', 40, payloads, async (payload) => {
		answers({ body: JSON.stringify({ ...payload, result: 0 }) });
		const fields = { hostGroup: 'hg', bucketName: 'logs', srcBucketName: 'logs' };
		const { results, failure } = await opened(list, fields);
		if (!results) return mustBeReadable(failure, ['undefined', 'NaN', '[object Object]']);
		const given = JSON.stringify(payload);
		for (const { name, value } of results) {
			expect([typeof name, typeof value]).toEqual(['string', 'string']);
			if (!/undefined|object Object/.test(given)) {
				expect(`${name} ${value}`).not.toMatch(/\bundefined\b|\[object/);
			}
		}
	}),
);

test('objects are searched in the bucket that is chosen, by what is typed', () => {
	// The editor holds JSON, in which a date is a text.
	const inJson = values.filter((value) => !(value instanceof Date));
	const chosen = fc.oneof(inJson, fc.constantFrom('logs'));
	answers(DONE);
	return holds('lists', 300, fc.tuple(chosen, chosen, texts), async ([group, bucket, filter]) => {
		const fields = { hostGroup: byValue(group as string), bucketName: byValue(bucket as string) };
		const { failure } = await opened('searchObjects', fields, { filter });
		const meant = [group, bucket].map(nameMeant);
		const canAsk = meant.every(Boolean) && isWhole(filter);
		// Where no key begins with it, it is looked for anywhere in the keys.
		const prefixes = filter === '' ? [undefined] : [filter, undefined];
		expect(
			requests.map(({ params }) => [params.hostGroup, params.bucketName, params.prefix]),
		).toEqual(canAsk ? prefixes.map((prefix) => [...meant, prefix]) : []);
		if (canAsk) expect(failure).toBeUndefined();
		else mustBeReadable(failure);
	});
});

const PARAMETERS = ['prefix', 'continuationToken', 'bucketName', 'session', 'hostGroup', 'appid'];

test('a page’s token that is none requests nothing else', () => {
	const parts = fc.dictionary(
		fc.constantFrom(...PARAMETERS, '__proto__'),
		fc.oneof(texts, fc.constantFrom(null, 1, {})),
	);
	const lists = fc.array(parts, { maxLength: 3 }).map((list) => JSON.stringify(list));
	const tokens = fc.oneof(
		{ weight: 3, arbitrary: lists },
		fc.jsonValue().map((value) => JSON.stringify(value)),
		texts,
	);
	answers(DONE);
	return holds('lists', 150, tokens, async (paginationToken) => {
		const fields = { hostGroup: 'hg', bucketName: 'logs' };
		const { failure } = await opened('searchObjects', fields, { paginationToken });
		if (failure !== undefined) mustBeReadable(failure);
		for (const { params, form } of requests) {
			expect(params).toMatchObject({ appid: 'cluster', session: 't', maxKeys: '100', ...fields });
			const names = form.map(([name]) => name);
			expect(new Set(names).size).toBe(names.length);
		}
	});
});
