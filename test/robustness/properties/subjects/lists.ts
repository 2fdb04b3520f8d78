import fc from 'fast-check';
import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { pick } from '../../../support/picking';
import { useStub } from '../../../support/stub';
import { byValue } from '../../../support/world';
import { payloads } from '../answerValues';
import { holds, TEST_MS } from '../counting';
import { mustBeReadable } from '../readable';
import { isWhole, textMeant } from '../meant';
import { texts, values } from '../values';

// The lists behind "From List", with whatever stands in the fields above them and whatever is answered.

const { answers, requests, url } = useStub();

const LISTS: Record<string, IDataObject> = {
	searchHostGroups: { resource: 'bucket', operation: 'create' },
	searchAccounts: { resource: 'account', operation: 'delete' },
	searchAccessKeys: { resource: 'key', operation: 'revoke' },
	searchBuckets: { resource: 'bucket', operation: 'delete' },
	searchObjects: { resource: 'object', operation: 'delete' },
	searchSourceObjects: { resource: 'object', operation: 'copy' },
};

/** Opens a list; what it holds, or the failure as a person sees it. */
async function opened(picking: Omit<Parameters<typeof pick>[0], 'credential'>) {
	requests.length = 0;
	try {
		return {
			results: (await pick({ ...picking, credential: { host: url(), token: 't' } })).results,
		};
	} catch (error) {
		expect(error).toBeInstanceOf(NodeOperationError);
		return { failure: (error as Error).message };
	}
}

test.each(Object.keys(LISTS))(
	'%s holds entries with names, whatever is answered',
	async (list) => {
		const parameters = {
			...LISTS[list],
			...{ hostGroup: 'hg', bucketName: 'logs', srcBucketName: 'logs' },
		};
		await holds('lists', 40, payloads, async (payload) => {
			answers({ body: JSON.stringify({ ...payload, result: 0 }) });
			const { results, failure } = await opened({ list, parameters });
			if (results === undefined)
				return mustBeReadable(failure, ['undefined', 'NaN', '[object Object]']);
			const given = JSON.stringify(payload);
			for (const { name, value } of results) {
				expect([typeof name, typeof value]).toEqual(['string', 'string']);
				if (!/undefined|object Object/.test(given)) {
					expect(`${name} ${value}`).not.toMatch(/\bundefined\b|\[object/);
				}
			}
		});
	},
	TEST_MS,
);

test(
	'objects are looked for in the bucket that is chosen, by what is typed',
	async () => {
		// The editor holds JSON, in which a date is a text.
		const inJson = values.filter((value) => !(value instanceof Date));
		const chosen = fc.oneof(inJson, fc.constantFrom('logs'));
		await holds(
			'lists',
			300,
			fc.tuple(chosen, chosen, texts),
			async ([hostGroup, bucket, filter]) => {
				answers({ body: { result: 0 } });
				const parameters = {
					...LISTS.searchObjects,
					hostGroup: byValue(hostGroup as string),
					bucketName: byValue(bucket as string),
				};
				const { failure } = await opened({ list: 'searchObjects', parameters, filter });
				const meant = [hostGroup, bucket].map((value) => textMeant(value)?.trim());
				const canAsk = meant.every(Boolean) && isWhole(filter);
				if (!canAsk) {
					mustBeReadable(failure);
					expect(requests).toEqual([]);
					return;
				}
				expect(failure).toBeUndefined();
				expect(
					requests.map(({ params }) => [params.hostGroup, params.bucketName, params.prefix]),
				).toEqual([[...meant, filter === '' ? undefined : filter]]);
			},
		);
	},
	TEST_MS,
);

test(
	'a page’s token that is none asks for nothing else',
	async () => {
		const parts = fc.dictionary(
			fc.constantFrom(
				'prefix',
				'continuationToken',
				'bucketName',
				'session',
				'hostGroup',
				'appid',
				'__proto__',
			),
			fc.oneof(texts, fc.constantFrom(null, 1, {})),
		);
		const tokens = fc.oneof(
			{
				weight: 3,
				arbitrary: fc.array(parts, { maxLength: 3 }).map((list) => JSON.stringify(list)),
			},
			fc.jsonValue().map((value) => JSON.stringify(value)),
			texts,
		);
		await holds('lists', 150, tokens, async (paginationToken) => {
			answers({ body: { result: 0 } });
			const parameters = { ...LISTS.searchObjects, hostGroup: 'hg', bucketName: 'logs' };
			const { failure } = await opened({ list: 'searchObjects', parameters, paginationToken });
			if (failure !== undefined) mustBeReadable(failure);
			for (const { params, form } of requests) {
				expect(params).toMatchObject({
					...{
						appid: 'cluster',
						session: 't',
						hostGroup: 'hg',
						bucketName: 'logs',
						maxKeys: '100',
					},
				});
				const names = form.map(([name]) => name);
				expect(new Set(names).size).toBe(names.length);
			}
		});
	},
	TEST_MS,
);
