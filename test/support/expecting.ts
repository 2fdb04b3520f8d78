import type { Result } from './engine';

export type Text = string | RegExp;

/** Expects that a node failed and returned nothing: with this whole message, and this within its advice. */
export function expectFailure(
	result: Pick<Result, 'error' | 'json'>,
	message: Text,
	advice: Text = '',
) {
	const text = result.error?.message;
	expect(text).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
	expect(result.error?.description ?? '').toMatch(advice);
	expect(result.json).toEqual([]);
}
