import { SPELLINGS } from '../../sandbox/platform';
import { judge } from './judge';
import { OPERATIONS, nameOf } from './operations';
import { provoke } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';

// Whatever fields are called, every operation does its work as always.

afterAll(stopSandboxes);

const cases = OPERATIONS.flatMap((operation) =>
	Object.keys(SPELLINGS).map((spelling) => ({ name: nameOf(operation), spelling, operation })),
);

test.concurrent.each(cases)('$name, spelling $spelling', async ({ operation, spelling }) => {
	await withSandbox({}, async (sandbox) => {
		sandbox.spelling(spelling);
		const [request] = operation.requests;
		const fault = { name: 'none', isWorkDone: true };
		const trial = { operation, request, fault, times: 1 as const };
		const seen = await provoke(trial, sandbox);
		judge('done', trial, seen);
	});
});
