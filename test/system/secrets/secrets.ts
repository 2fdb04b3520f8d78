import { type Example, EXAMPLES } from '../../support/operations';
import type { Scenario } from './scenario';
import type { SavedExecution } from './savedExecution';

export const KINDS = ['token', 'secret key', 'signature', 'webhook key'] as const;
export type Kind = (typeof KINDS)[number];

/** Something that must not be shown everywhere. */
export interface Secret {
	kind: Kind;
	text: string;
	/** On whose platform it is valid; undefined if it is valid everywhere. */
	scenario?: Scenario;
	/** Whether an operation that was asked for it has returned it. */
	isReturned?: boolean;
}

const revealing = (field: Example['reveals']) => ({
	by: EXAMPLES.flatMap(({ name, reveals }) => (reveals === field ? [name] : [])),
	field: String(field),
});

/** The operations that are asked for a secret, and the field of their items that holds it. */
export const RETURNED = { 'secret key': revealing('secretKey'), signature: revealing('url') };

const SIGNATURE = 'X-Amz-Signature=';

const signatureIn = (url: string) => new RegExp(`${SIGNATURE}([\\da-f]{64})`).exec(url)?.[1];

/** The texts that a scenario's saved items hold in the field for a secret. */
function returnedBy(
	scenario: Scenario,
	saved: SavedExecution[],
	kind: keyof typeof RETURNED,
): string[] {
	const { by, field } = RETURNED[kind];
	if (!by.includes(scenario.name)) return [];
	const own = saved.filter((execution) => execution.scenario === scenario);
	return own.flatMap(({ items }) => items.map((item) => String(item[field] ?? '')));
}

function secretsOf(scenario: Scenario, saved: SavedExecution[]): Secret[] {
	const { platforms } = scenario;
	const returnedKeys = new Set(returnedBy(scenario, saved, 'secret key'));
	const returned = returnedBy(scenario, saved, 'signature').map(signatureIn);
	const requests = platforms.flatMap(({ sandbox }) => sandbox.requests);
	const signatures = new Set([...returned, ...requests.map(({ query }) => signatureIn(query))]);
	signatures.delete(undefined);
	const secrets = (kind: Kind, texts: Iterable<string>, isReturned: (text: string) => boolean) =>
		[...texts].map((text) => ({ kind, text, scenario, isReturned: isReturned(text) }));
	return [
		...secrets(
			'token',
			platforms.map(({ sandbox }) => sandbox.token),
			() => false,
		),
		...secrets(
			'secret key',
			platforms.flatMap(({ secretKeys }) => [...secretKeys]),
			(text) => returnedKeys.has(text),
		),
		...secrets('signature', signatures as Set<string>, (text) => returned.includes(text)),
	];
}

/** Every secret that existed. */
export const allSecrets = (
	scenarios: Scenario[],
	saved: SavedExecution[],
	webhookKey: string,
): Secret[] => [
	...scenarios.flatMap((scenario) => secretsOf(scenario, saved)),
	// Every presigned URL has it, including those whose signatures were never shown.
	{ kind: 'signature', text: SIGNATURE, isReturned: true },
	{ kind: 'webhook key', text: webhookKey },
];
