import { FIRST_STEP } from '../support/workflow';
import { type Kind, RETURNED, type Secret } from './secrets';
import type { Place } from './savedExecution';
import type { Found } from './sources';

/** A place where secrets of one kind may be. */
interface AllowedPlace {
	kind: Kind;
	place: Place;
	/** By these scenarios; by any if omitted. */
	by?: string[];
	address: RegExp;
	/** Only what an operation that was asked for it has returned. */
	isReturned?: boolean;
}

const DATABASE = /database\.sqlite(-wal)?$/;
const SAVED = /^execution_data\.data$/;

/** What was asked for is in the operation's item, so in the saved execution and in the answer to the caller. */
const returned = (['secret key', 'signature'] as const).flatMap((kind): AllowedPlace[] => {
	const { by, field } = RETURNED[kind];
	const item = `^resultData\\.runData\\.${FIRST_STEP}\\.0\\.data\\.main\\.0\\.\\d+\\.json\\.${field}$`;
	const isReturned = true;
	return [
		{ kind, place: 'execution', by, address: new RegExp(item) },
		{ kind, place: 'answer', by, isReturned, address: new RegExp(`^\\d+\\.${field}$`) },
		{ kind, place: 'database row', by, isReturned, address: SAVED },
		{ kind, place: 'file', isReturned, address: DATABASE },
	];
});

/** Anywhere else is a leak. */
const ALLOWED: AllowedPlace[] = [
	...returned,
	// A download fetches its link from the storage.
	{
		...{ kind: 'signature', place: 'S3 endpoint: URL', by: ['object download'] },
		address: /^GET GetObject$/,
	},
	{ kind: 'token', place: 'platform: body', address: /^POST (s3|users|environment)\./ },
	{ kind: 'token', place: 'decrypted credential', address: /^jelasticApi\.token$/ },
	{ kind: 'webhook key', place: 'decrypted credential', address: /^httpHeaderAuth\.value$/ },
	// n8n's own trigger puts the caller's headers into its item, and so into the saved execution.
	{ kind: 'webhook key', place: 'execution', address: /\.json\.headers\.x-webhook-key$/ },
	{ kind: 'webhook key', place: 'database row', address: SAVED },
	{ kind: 'webhook key', place: 'file', address: DATABASE },
];

/** Whether a secret may be where it was found; that of a scenario only where that scenario was at work. */
export function isAllowed({ secret, place, address, scenario }: Found): boolean {
	if (secret.scenario && scenario && secret.scenario !== scenario) return false;
	const { name = '' } = scenario ?? secret.scenario ?? {};
	return ALLOWED.some(
		(row) =>
			row.kind === secret.kind &&
			row.place === place &&
			row.address.test(address) &&
			(!row.by || row.by.includes(name)) &&
			(!row.isReturned || secret.isReturned === true),
	);
}

const isInUse = ({ scenario, text }: Secret) => scenario?.platforms[0].sandbox.token === text;
const isReturned = (secret: Secret) => secret.isReturned === true;
const isDownload = ({ scenario }: Secret) => scenario?.name === 'object download';
const RETURNED_TO: Place[] = ['execution', 'answer', 'database row'];
const SAVED_IN: Place[] = ['execution', 'database row', 'decrypted credential'];

/** Where secrets must be found: they were asked for there, or are used there. */
export const REQUIRED: Array<[what: string, Kind, (secret: Secret) => boolean, Place[]]> = [
	['each token', 'token', isInUse, ['platform: body', 'decrypted credential']],
	['each secret key that was asked for', 'secret key', isReturned, RETURNED_TO],
	['each signature that was asked for', 'signature', isReturned, RETURNED_TO],
	['the signature of each download', 'signature', isDownload, ['S3 endpoint: URL']],
	['the webhook key', 'webhook key', () => true, SAVED_IN],
];
