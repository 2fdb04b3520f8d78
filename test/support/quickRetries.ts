import type * as Retry from '../../nodes/shared/api/retry';

// Imported first by tests that count requests: retries follow at once, where test/unit/retry.test.ts and
// test/operations/cancelItems.test.ts have the waits.
jest.mock(
	'../../nodes/shared/api/retry',
	() =>
		({
			...jest.requireActual<typeof Retry>('../../nodes/shared/api/retry'),
			backoffMs: () => 1,
		}) satisfies typeof Retry,
);

export {};
