/** What a call may name that is not there; `something` where the answer does not say what. */
export type Missing = 'account' | 'accessKey' | 'bucket' | 'object' | 'policy' | 'something';

/** What a method does to the platform, which decides what may follow a request whose answer was lost. */
interface MethodRow {
	/**
	 * `reads`: changes nothing. `changes`: doing it again does no harm. `deletes`: as `changes`, and finding
	 * nothing after a lost answer means that it is done. `creates`: doing it again would make another.
	 */
	effect: 'reads' | 'changes' | 'deletes' | 'creates';
	/** What it deletes, if it is enough that there is none: it is done then, whoever did it. */
	deletes?: Missing;
	/** Names of the parameters that it needs, beside the session. */
	needs: readonly string[];
	/** Names of the parameters that it also takes. */
	takes?: readonly string[];
}

/** As `MethodRow`; what must not be repeated says how to find out whether it was done. */
type Method =
	| (MethodRow & { effect: 'reads' | 'changes' | 'deletes' })
	| (MethodRow & { effect: 'creates'; howToVerify: string });

const hostGroup = 'hostGroup';
const ACCOUNT = [hostGroup, 'name'] as const;
const KEY_PAIR = [hostGroup, 'accKey'] as const;
const BUCKET = [hostGroup, 'bucketName'] as const;
const OBJECT = [...BUCKET, 'key'] as const;

const VERIFY_KEY_PAIR =
	'Look with Access Key: Get Many before trying again: a pair that nobody knows the secret of should be revoked. With "Include Secret Keys" it shows the secret key, unless the platform hides it.';

/** The platform's methods that the nodes call. A name is also that of the token permission that allows it. */
export const METHODS = {
	's3.account.Create': {
		effect: 'creates',
		needs: ACCOUNT,
		howToVerify: 'Account: Get Many shows whether it exists.',
	},
	's3.account.Delete': { effect: 'deletes', deletes: 'account', needs: ACCOUNT },
	's3.account.GetKeys': { effect: 'reads', needs: [] },
	's3.account.GenerateKey': { effect: 'creates', needs: ACCOUNT, howToVerify: VERIFY_KEY_PAIR },
	's3.account.RegenerateKeys': {
		effect: 'creates',
		needs: KEY_PAIR,
		howToVerify: VERIFY_KEY_PAIR,
	},
	's3.account.RevokeKey': { effect: 'deletes', needs: KEY_PAIR },
	's3.bucket.Create': {
		effect: 'creates',
		needs: BUCKET,
		howToVerify: 'Bucket: Get Many shows whether it exists.',
	},
	's3.bucket.Delete': { effect: 'deletes', deletes: 'bucket', needs: BUCKET },
	's3.bucket.List': { effect: 'reads', needs: [] },
	's3.bucket.ListObjects': {
		effect: 'reads',
		needs: BUCKET,
		takes: ['prefix', 'delimiter', 'continuationToken', 'maxKeys'],
	},
	's3.bucket.CopyObject': {
		effect: 'changes',
		needs: [hostGroup, 'srcBucketName', 'srcKey', 'dstBucketName', 'dstKey'],
	},
	's3.bucket.DeleteObject': { effect: 'deletes', deletes: 'object', needs: OBJECT },
	's3.bucket.GetPresignedURL': { effect: 'reads', needs: OBJECT },
	's3.bucket.GetPolicy': { effect: 'reads', needs: BUCKET },
	's3.bucket.SetPolicy': { effect: 'changes', needs: [...BUCKET, 'policy'] },
	's3.bucket.DeletePolicy': { effect: 'deletes', deletes: 'policy', needs: BUCKET },
	'environment.control.GetRegions': { effect: 'reads', needs: [] },
} as const satisfies Record<string, Method>;

export type ApiMethod = keyof typeof METHODS;

/** A method's row, whichever it is. */
export const methodRow = (method: ApiMethod): Method => METHODS[method];

/** How to find out whether a method that must not be repeated was done. */
export function howToVerify(method: ApiMethod): string | undefined {
	const row = methodRow(method);
	return row.effect === 'creates' ? row.howToVerify : undefined;
}

type Value = string | number;

type Taken<M extends ApiMethod> = (typeof METHODS)[M] extends { takes: readonly (infer P)[] }
	? P & string
	: never;

/** The parameters that a method cannot do without. */
export type NeededBy<M extends ApiMethod> = (typeof METHODS)[M]['needs'][number];

/** What a call of a method sends, beside owner UID and request key. */
export type ParametersOf<M extends ApiMethod> = [NeededBy<M> | Taken<M>] extends [never]
	? Record<string, never>
	: Record<NeededBy<M>, Value> & Partial<Record<Taken<M>, Value | undefined>>;

/** Any call's parameters, by the names that the API has for them. */
export type Parameters = Record<string, Value>;
