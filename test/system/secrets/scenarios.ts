import { jelasticData } from '../../../sandbox/n8n/provision';
import type { N8nRest, StoredCredential } from '../../../sandbox/n8n/rest';
import { Problem } from '../../../sandbox/n8n/say';
import type { WebhookCaller } from '../../../sandbox/n8n/webhook';
import { type Example, EXAMPLES, fieldsOf, keysOf, type Request } from '../../support/operations';
import { saved } from '../../support/things';
import { bodyOf, callNumber, nodeTypeOf, thingsOfCall, webhookWorkflow } from '../support/workflow';
import { Scenario } from './scenario';

/** The nodes' default. */
const TIMEOUT_MS = 60_000;

interface Surroundings {
	n8n: N8nRest;
	call: WebhookCaller;
	/** The credential of the header that the webhooks ask for. */
	header: StoredCredential;
}

const pathOf = ({ id }: StoredCredential) => `secrets/${id}`;

/** An operation in a workflow of its own. */
function operationScenario(
	{ n8n, call, header }: Surroundings,
	example: Example,
	{ method }: Request,
	onError: 'stopWorkflow' | 'continueErrorOutput',
): Scenario {
	const { resource, operation, file } = example;
	const { options, ...fields } = fieldsOf(example, thingsOfCall);
	const step = {
		...{ resource, operation, onError },
		parameters: {
			...saved({ resource, operation, ...fields }),
			options: { ...options, timeout: callNumber('timeout') },
		},
	};
	return new Scenario(n8n, {
		...{ name: example.name, variant: `${method}, ${onError}` },
		...{ request: method, isSaved: true, keys: keysOf(example) },
		prepare: async (credential, name) => {
			const credentials = [credential, header];
			const wanted = { name, path: pathOf(credential), steps: [step], save: 'all' as const };
			await n8n.activate(await n8n.createWorkflow(webhookWorkflow({ ...wanted, credentials })));
		},
		run: async ({ id, fault, credential, things }) => {
			const timeout = fault.options?.timeout ?? TIMEOUT_MS;
			const fields = { id, fault: fault.name, ...things, secretKey: '', timeout };
			return await call(pathOf(credential), bodyOf(fields, file?.(things)));
		},
	});
}

/** The editor's lists: the request that fills each, and the resource and operation that show it. */
const LISTS = [
	['searchHostGroups', 'environment.control.GetRegions', 'account', 'delete'],
	['searchAccounts', 's3.account.GetKeys', 'account', 'delete'],
	['searchAccessKeys', 's3.account.GetKeys', 'key', 'revoke'],
	['searchBuckets', 's3.bucket.List', 'bucket', 'delete'],
	['searchObjects', 's3.bucket.ListObjects', 'object', 'delete'],
] as const;

const listScenario = (
	n8n: N8nRest,
	[methodName, request, resource, operation]: (typeof LISTS)[number],
) =>
	new Scenario(n8n, {
		...{ name: `list ${methodName}`, request, isSaved: false },
		run: async ({ credential: { id, name }, things: { hostGroup, bucket } }) => {
			const ofBucket = resource === 'object' && { bucketName: bucket };
			try {
				const body = await n8n.searchList({
					methodName,
					nodeType: nodeTypeOf(resource),
					parameters: saved({ resource, operation, hostGroup, ...ofBucket }),
					credentials: { jelasticApi: { id, name } },
				});
				return { status: 200, body };
			} catch (error) {
				if (!(error instanceof Problem)) throw error;
				return { status: 500, body: error.message };
			}
		},
	});

const credentialTest = (n8n: N8nRest) =>
	new Scenario(n8n, {
		...{ name: 'test of the credential', request: 'users.account.GetUserInfo', isSaved: false },
		run: async ({ credential, sandbox }) => {
			const body = await n8n.testCredential(credential, jelasticData(sandbox));
			return { status: body.status === 'OK' ? 200 : 500, body };
		},
	});

/**
 * One scenario for each kind of request of each operation; one for each operation that continues with its error
 * output; and one for each thing that the editor asks for.
 */
export function scenariosIn(around: Surroundings): Scenario[] {
	// A credential has the token that permits everything.
	const examples = EXAMPLES.filter(({ token }) => token === undefined);
	return [
		...examples.flatMap((one) =>
			one.requests.map((request) => operationScenario(around, one, request, 'stopWorkflow')),
		),
		...examples.map((one) =>
			operationScenario(around, one, one.requests[0], 'continueErrorOutput'),
		),
		...LISTS.map((list) => listScenario(around.n8n, list)),
		credentialTest(around.n8n),
	];
}
