import '../../support/quickRetries';
import { faults } from './faults';
import { judge } from './judge';
import { OPERATIONS, nameOf, whereOf } from './operations';
import { provoke } from './provoke';
import { stopSandboxes, withSandbox } from './sandboxes';

// The expired certificate's outcomes stand in the table; here is what the user can do about it.

afterAll(stopSandboxes);

const [fault] = faults('http://elsewhere').filter(({ name }) => name === 'expired certificate');

const cases = OPERATIONS.flatMap((operation) =>
	[...new Set(operation.requests.map(whereOf))].map((where) => ({
		...{ name: nameOf(operation), where, operation },
	})),
);

test.each(cases)(
	'$name, $where: with "Ignore SSL Issues" it is done',
	async ({ operation, where }) => {
		await withSandbox(fault.sandbox?.(where) ?? {}, async (sandbox) => {
			const [request] = operation.requests;
			const trial = { operation, request, fault: { name: 'none', isWorkDone: true }, times: 1 };
			const seen = await provoke({ ...trial, times: 1 }, sandbox, { allowUnauthorizedCerts: true });
			judge('done', { ...trial, times: 1 }, seen);
			const address = where === 'platform' ? sandbox.url : sandbox.endpoints[sandbox.hostGroups[0]];
			expect(address).toMatch(/^https:/);
		});
	},
);
