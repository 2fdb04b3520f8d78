import type * as Retry from '../../nodes/shared/api/retry';

// Imported first by tests that count requests: retries follow immediately. The waits are tested in
// test/unit/waiting.test.ts and test/operations/cancelItems.test.ts.
jest.mock(
	'../../nodes/shared/api/retry',
	() =>
		({
			...jest.requireActual<typeof Retry>('../../nodes/shared/api/retry'),
			backoffMs: () => 1,
		}) satisfies typeof Retry,
);

export {};
