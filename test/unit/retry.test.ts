import '../support/quickRetries';
import { Attempts, shouldRepeat } from '../../nodes/shared/api/retry';

const PASSING = { message: '', advice: '', retry: true };
const LOST = { ...PASSING, mayHaveSucceeded: true };
const NOT_DONE = { ...PASSING, mayHaveSucceeded: false };

test.each([
	['a failure that passes', true, PASSING, 1, {}],
	['one that stays', false, { ...PASSING, retry: false }, 1, {}],
	['a lost answer, of what may be done twice', true, LOST, 1, {}],
	['a lost answer, of what may not', false, LOST, 1, { isRepeatable: false }],
	['what is certainly not done', true, NOT_DONE, 1, { isRepeatable: false }],
	['what may be done or not', false, PASSING, 1, { isRepeatable: false }],
	['the third request', true, PASSING, 3, {}],
	['the fourth request', false, PASSING, 4, {}],
	['the last of two', false, PASSING, 2, { attempts: 2 }],
	['a canceled execution', false, NOT_DONE, 1, { signal: AbortSignal.abort() }],
] as const)('%s: repeated is %p', (_, expected, failure, attempt, options) => {
	expect(shouldRepeat(failure, attempt, options)).toBe(expected);
});

test('a first answer that was lost is not forgotten where the second request is refused', async () => {
	const failures = [LOST, { ...NOT_DONE, retry: false }];
	const attempts = new Attempts({ uncertainty: 'It may be done.' });
	const run = attempts.run(async () => ({ failure: failures.shift()! }));
	await expect(run).rejects.toMatchObject({ failure: { uncertainty: 'It may be done.' } });
});
