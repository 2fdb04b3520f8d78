import fc from 'fast-check';
import { runNode } from '../../../support/engine';
import { DONE, itemOf, onObjects, usePlatform } from '../batch';
import { holds } from '../holds';
import { isWhole, textMeant } from '../meant';
import { mustBeReadable } from '../readable';
import { texts, values } from '../values';

// Access tokens and continuation tokens are passed on as they are, whatever they contain.

const { answers, eachItem, requests, url } = usePlatform('tokens');

const listing = onObjects('getAll', { returnAll: true });

test('an access token is sent as it is in its own form field, or nothing is sent', () => {
	answers(DONE);
	return holds('tokens', 150, values, async (token) => {
		requests.length = 0;
		const { error } = await runNode({
			...{ node: 'bucket', parameters: { resource: 'bucket', operation: 'getAll' } },
			credential: { host: url(), token: token as string },
		});
		// Tokens are of printable ASCII; what else is around one was pasted with it.
		const bare = typeof token === 'string' ? token.replace(/^[^!-~]+|[^!-~]+$/g, '') : '';
		const meant = bare !== '' && isWhole(token as string) ? bare : undefined;
		if (meant === undefined) {
			expect(error?.message).toMatch(/^Access Token /);
			mustBeReadable(`${error?.message}. ${error?.description}`);
			return expect(requests).toEqual([]);
		}
		expect(error).toBeUndefined();
		const names = requests.map(({ form }) => form.map(([name]) => name).sort());
		expect(names).toEqual([['appid', 'ruk', 'session']]);
		expect(requests[0].params.session).toBe(meant);
	});
});

test('a continuation token is sent with the first page', () =>
	eachItem({
		...{ runs: 15, inputs: values },
		parameters: { ...listing, options: { continuationToken: '={{ $json.value }}' } },
		judge({ requests: asked, failure }, entered) {
			const meant = textMeant(entered);
			if (meant === undefined) {
				expect(asked).toEqual([]);
				expect(failure).toMatch(/^Continuation Token /);
				return mustBeReadable(failure);
			}
			expect(failure).toBeUndefined();
			const sent = asked.map(({ params }) => params.continuationToken);
			expect(sent).toEqual([meant === '' ? undefined : meant]);
		},
	}));

/** The tokens that a listing should send if the platform answers with these, one after another. */
function tokensAsked(handedOut: string[]): { asked: Array<string | undefined>; ends: boolean } {
	const asked: Array<string | undefined> = [undefined];
	for (const token of handedOut) {
		if (token === '') return { asked, ends: true };
		if (asked.includes(token) || !isWhole(token)) return { asked, ends: false };
		asked.push(token);
	}
	return { asked, ends: true };
}

test('the platform’s tokens are sent back as they were, each once', () => {
	let handed: number[] = [];
	return eachItem({
		...{ runs: 12, most: 25, parameters: listing, item: () => itemOf({}) },
		inputs: fc.array(
			fc.oneof(
				{ weight: 3, arbitrary: texts },
				{ weight: 1, arbitrary: fc.constantFrom('a', 'b') },
			),
			{ maxLength: 6 },
		),
		before: (chains) => (handed = chains.map(() => 0)),
		answer: (tokens, _, index) => {
			const nextContinuationToken = tokens[handed[index]++];
			return { body: { result: 0, objects: [{ key: 'k' }], nextContinuationToken } };
		},
		judge({ requests: sent, failure }, tokens) {
			const { asked, ends } = tokensAsked(tokens);
			expect(sent.map(({ params }) => params.continuationToken)).toEqual(asked);
			if (ends) expect(failure).toBeUndefined();
			else mustBeReadable(failure, tokens);
		},
	});
});
