import type * as Backoff from '../../nodes/shared/api/backoff';

// Imported first by tests that count requests: retries follow immediately, where test/unit/backoff.test.ts and
// test/operations/cancelItems.test.ts have the waits.
jest.mock(
	'../../nodes/shared/api/backoff',
	() =>
		({
			...jest.requireActual<typeof Backoff>('../../nodes/shared/api/backoff'),
			backoffMs: () => 1,
		}) satisfies typeof Backoff,
);

export {};
