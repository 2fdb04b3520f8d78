// Imported first by tests that count requests: retries follow at once, where test/unit/waiting.test.ts and
// test/engine/cancel.test.ts have the waits.
jest.mock('../../nodes/shared/waiting', () => ({
	...jest.requireActual<object>('../../nodes/shared/waiting'),
	retryDelay: () => 1,
}));

export {};
