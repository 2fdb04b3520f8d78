import type { Found, Kind, Place } from './secret';

/** A place where secrets of one kind belong. */
interface Belonging {
	kind: Kind;
	place: Place;
	/** By which operations; by any when left out. */
	does?: string[];
	address: RegExp;
	/** Only if an operation that was asked for it has put it out. */
	isShown?: boolean;
}

/** The operations that are asked for a secret, and the field of their items that holds it. */
export const ASKED = {
	'secret key': {
		does: ['key generate', 'key regenerate', 'key getAll, with secret keys'],
		field: 'secretKey',
	},
	signature: { does: ['object getPresignedUrl'], field: 'url' },
};

const DATABASE = /database\.sqlite(-wal)?$/;
const SAVED = /^execution_data\.data$/;

/** What was asked for is in the operation's item, so in the saved execution, and in the answer to the caller. */
const asked = (['secret key', 'signature'] as const).flatMap((kind): Belonging[] => {
	const { does, field } = ASKED[kind];
	const item = `^resultData\\.runData\\.Operation\\.0\\.data\\.main\\.0\\.\\d+\\.json\\.${field}$`;
	const isShown = true;
	return [
		{ kind, place: 'execution', does, address: new RegExp(item) },
		{ kind, place: 'answer', does, isShown, address: new RegExp(`^\\d+\\.${field}$`) },
		{ kind, place: 'database row', does, isShown, address: SAVED },
		{ kind, place: 'file', isShown, address: DATABASE },
	];
});

/** All places where secrets belong. Everything else is a leak. */
const BELONGS: Belonging[] = [
	...asked,
	// A download fetches its link from the storage.
	{
		...{ kind: 'signature', place: 'S3 endpoint: URL', does: ['object download'] },
		address: /^GET GetObject$/,
	},
	{ kind: 'token', place: 'platform: body', address: /^POST (s3|users|environment)\./ },
	{ kind: 'token', place: 'decrypted credential', address: /^jelasticApi\.token$/ },
	{ kind: 'webhook key', place: 'decrypted credential', address: /^httpHeaderAuth\.value$/ },
	// n8n's own trigger puts the caller's headers into its item, so into what is saved of the execution.
	{ kind: 'webhook key', place: 'execution', address: /\.json\.headers\.x-webhook-key$/ },
	{ kind: 'webhook key', place: 'database row', address: SAVED },
	{ kind: 'webhook key', place: 'file', address: DATABASE },
];

/** Whether a secret belongs where it was found: if it is some lane's, then only where that lane was at work. */
export function belongs({ secret, place, address, lane }: Found): boolean {
	if (secret.lane && lane && secret.lane !== lane) return false;
	const by = lane ?? secret.lane;
	return BELONGS.some(
		(row) =>
			row.kind === secret.kind &&
			row.place === place &&
			row.address.test(address) &&
			(!row.does || (by !== undefined && row.does.includes(by.does))) &&
			(!row.isShown || secret.isShown === true),
	);
}
