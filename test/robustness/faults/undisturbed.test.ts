import '../../support/quickRetries';
import { SPELLINGS, type Sandbox } from '../../../sandbox/platform';
import { EXAMPLES, whereOf, type Example, type Request } from '../../support/operations';
import { judge } from './judge';
import { provoke } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';
import { faultNamed } from './table';

// What the tables of faults rely on: without a fault, an operation sends the requests of its example and does its work.

afterAll(stopSandboxes);

/** Runs an example and expects that it is done. */
async function mustBeDone(
	example: Example,
	request: Request,
	...[sandbox, credential]: [Sandbox, Parameters<typeof provoke>[2]?]
) {
	const trial = { example, request, fault: { name: 'none', isWorkDone: true }, times: 1 as const };
	const seen = await provoke(trial, sandbox, credential);
	judge('done', trial, seen);
	return seen;
}

const sent = EXAMPLES.flatMap((example) =>
	example.requests.map((request) => ({ ...example, ...request, example, request })),
);

test.each(sent)('$name: $method', async ({ example, request, requests }) => {
	await withSandbox({}, async (sandbox) => {
		const seen = await mustBeDone(example, request, sandbox);
		const methods = new Set(seen.requests.map(({ apiMethod }) => apiMethod));
		expect([...methods].sort()).toEqual(requests.map(({ method }) => method).sort());
	});
});

const READS = /^s3\..*(Get|List|Generate|Regenerate)/;
const spelled = EXAMPLES.filter(
	({ requests, isLarge }) => !isLarge && requests.some(({ method }) => READS.test(method)),
).flatMap((example) =>
	Object.keys(SPELLINGS).map((spelling) => ({ ...example, example, spelling })),
);

test.concurrent.each(spelled)('$name, spelling $spelling', async ({ example, spelling }) => {
	await withSandbox({}, async (sandbox) => {
		sandbox.spelling(spelling);
		await mustBeDone(example, example.requests[0], sandbox);
	});
});

const places = EXAMPLES.flatMap((example) =>
	[...new Set(example.requests.map(whereOf))].map((where) => ({ ...example, example, where })),
);

test.each(places)(
	'$name, $where: "Ignore SSL Issues" accepts an expired certificate',
	async ({ example, where }) => {
		const { sandbox: optionsFor } = faultNamed('expired certificate', 'http://elsewhere');
		await withSandbox(optionsFor?.(where) ?? {}, async (sandbox) => {
			await mustBeDone(example, example.requests[0], sandbox, { allowUnauthorizedCerts: true });
			const address = where === 'platform' ? sandbox.url : sandbox.endpoints[sandbox.hostGroups[0]];
			expect(address).toMatch(/^https:/);
		});
	},
);
