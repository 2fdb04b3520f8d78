import { judge } from './judge';
import { OPERATIONS, nameOf } from './operations';
import { provoke } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';

// What the tables take for granted: without a fault an operation sends the requests of its case, and does its work.

afterAll(stopSandboxes);

const cases = OPERATIONS.flatMap((operation) =>
	operation.requests.map((request) => ({
		...{ name: nameOf(operation), method: request.method, operation, request },
	})),
);

test.each(cases)('$name: $method', async ({ operation, request }) => {
	await withSandbox({}, async (sandbox) => {
		const fault = { name: 'none', isWorkDone: true };
		const trial = { operation, request, fault, times: 1 as const };
		const seen = await provoke(trial, sandbox);
		judge('done', trial, seen);
		const sent = new Set(seen.requests.map(({ apiMethod }) => apiMethod));
		expect([...sent].sort()).toEqual(operation.requests.map(({ method }) => method).sort());
	});
});
