import fc from 'fast-check';
import { runNode } from '../../../support/engine';
import { saved } from '../../../support/world';
import { usePlatform } from '../batch';
import { batchesOf, holds, inBatch, TEST_MS } from '../counting';
import { isWhole, nameMeant, textMeant } from '../meant';
import { itemOf } from '../operations';
import { mustBeReadable } from '../readable';
import { texts, values } from '../values';

// Access tokens and continuation tokens are handed on as they are, whatever is in them.

const { answers, fates, requests, url } = usePlatform();

const listing = saved({
	...{ resource: 'object', operation: 'getAll', hostGroup: 'hg', bucketName: 'logs' },
	returnAll: true,
});

test(
	'an access token goes into its own form field as it is, or nothing is sent',
	async () => {
		answers({ body: { result: 0 } });
		await holds('tokens', 150, values, async (token) => {
			requests.length = 0;
			const { error } = await runNode({
				...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
				credential: { host: url(), token: token as string },
			});
			const meant = typeof token === 'string' ? nameMeant(token) : undefined;
			if (meant === undefined) {
				expect(error?.message).toMatch(/^Access Token /);
				mustBeReadable(`${error?.message}. ${error?.description}`);
				expect(requests).toEqual([]);
			} else {
				expect(error).toBeUndefined();
				expect(requests.map(({ form }) => form.map(([name]) => name).sort())).toEqual([
					['appid', 'ruk', 'session'],
				]);
				expect(requests[0].params.session).toBe(meant);
			}
		});
	},
	TEST_MS,
);

test(
	'a start token, as a listing’s first page has it',
	async () => {
		const parameters = { ...listing, options: { continuationToken: '={{ $json.token }}' } };
		await holds(
			'tokens',
			15,
			batchesOf(values),
			async (entered) => {
				const items = entered.map((token) => itemOf({ token }));
				const all = await fates(parameters, items, () => ({ body: { result: 0 } }));
				all.forEach(({ requests: asked, failure }, index) => {
					const meant = textMeant(entered[index]);
					if (meant === undefined) {
						expect(asked).toEqual([]);
						expect(failure).toMatch(/^Start Token /);
						mustBeReadable(failure);
					} else {
						expect(failure).toBeUndefined();
						const sent = asked.map(({ params }) => params.continuationToken);
						expect(sent).toEqual([meant === '' ? undefined : meant]);
					}
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);

/** The tokens that a listing should ask with, when the platform hands out these one after another. */
function tokensAsked(handedOut: string[]): { asked: Array<string | undefined>; ends: boolean } {
	const asked: Array<string | undefined> = [undefined];
	for (const token of handedOut) {
		if (token === '') return { asked, ends: true };
		if (asked.includes(token) || !isWhole(token)) return { asked, ends: false };
		asked.push(token);
	}
	return { asked, ends: true };
}

test(
	'the platform’s tokens come back to it as they were, each once',
	async () => {
		const chains = fc.array(
			fc.oneof(
				{ weight: 3, arbitrary: texts },
				{ weight: 1, arbitrary: fc.constantFrom('a', 'b') },
			),
			{ maxLength: 6 },
		);
		await holds(
			'tokens',
			12,
			batchesOf(chains, 25),
			async (entered) => {
				const handed = entered.map(() => 0);
				const answering = (index: number) => {
					const nextContinuationToken = entered[index][handed[index]++];
					return { body: { result: 0, objects: [{ key: 'k' }], nextContinuationToken } };
				};
				const all = await fates(
					listing,
					entered.map(() => itemOf({})),
					answering,
				);
				all.forEach(({ requests: sent, failure }, index) => {
					const { asked, ends } = tokensAsked(entered[index]);
					expect(sent.map(({ params }) => params.continuationToken)).toEqual(asked);
					if (ends) expect(failure).toBeUndefined();
					else mustBeReadable(failure, entered[index]);
				});
			},
			inBatch,
		);
	},
	TEST_MS,
);
