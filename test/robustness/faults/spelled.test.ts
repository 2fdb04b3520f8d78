import { SPELLINGS } from '../../../sandbox/platform';
import { judge } from './judge';
import { OPERATIONS, nameOf } from './operations';
import { provoke } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';

// Whatever fields are called, every operation that reads some does its work as always.

afterAll(stopSandboxes);

const READS = /Get|List|Generate|Regenerate/;
const isRead = ({ requests, isLarge }: (typeof OPERATIONS)[number]) =>
	!isLarge && requests.some(({ method }) => method.startsWith('s3.') && READS.test(method));

const cases = OPERATIONS.filter(isRead).flatMap((operation) =>
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
