import type { Account, Filling, Store } from './store';
import type { Fault } from './traffic/faultKinds';
import type { RequestRecord } from './traffic/record';
import type { TrafficOptions } from './traffic/traffic';

export interface SandboxOptions extends TrafficOptions {
	/** 0: a free one. Undefined: the last one used with this data directory, or a free one. */
	port?: number;
	/** Default: a temporary directory, removed at stop. */
	dataDir?: string;
	/** `embedded` or `ceph`. Default: SANDBOX_STORE, else embedded. */
	store?: string;
	/** Fills an empty sandbox with demo data. */
	seed?: boolean;
	/** What ListObjects groups by when the request has no delimiter. Default: a comma, the worse case. */
	defaultDelimiter?: string;
	presignedExpirySeconds?: number;
	hostGroups?: string[];
	/** False: S3 methods answer as on a platform without S3. */
	offersS3?: boolean;
	/** How many accounts an owner may have before the quota's code is answered. */
	maxAccounts?: number;
	/** The most that a page of ListObjects has, whatever is asked for. Default: 1000, as S3. */
	mostOnPage?: number;
	/** GenerateKey and RegenerateKeys answer all pairs of the account, as the vendor's object storage does. */
	answersAllPairs?: boolean;
	/** Create answers the pair that it makes, as the vendor's object storage does. */
	answersPairOnCreate?: boolean;
	/** How long a secret key is returned by GetKeys, in milliseconds: 300,000 on other clouds with two keys. Default: forever. */
	secretsReadableMs?: number;
	/** The path of the S3 endpoints, such as `/s3`. Not on a real cluster, which checks signatures itself. */
	endpointPath?: string;
	/** Serves the platform, or the S3 endpoints, by HTTPS only, with a certificate that has expired. */
	expiredCertificate?: 'platform' | 'endpoints';
}

type PlatformOption =
	| 'hostGroups'
	| 'offersS3'
	| 'defaultDelimiter'
	| 'presignedExpirySeconds'
	| 'mostOnPage'
	| 'answersAllPairs'
	| 'answersPairOnCreate'
	| 'secretsReadableMs';

/** What the platform's methods work with. */
export interface Platform
	extends Required<Pick<SandboxOptions, PlatformOption>>, Pick<SandboxOptions, 'maxAccounts'> {
	store: Store;
	/** The S3 endpoint of each host group. */
	endpoints: Record<string, string>;
	/** Values by name: full, s3Only, readOnly, buckets, expired, other. */
	tokens: Record<string, string>;
	/** The name of the spelling of answers (api/spellings.ts). */
	spelling?: string;
}

export type SandboxAccount = Account;

/** A running sandbox. */
export interface Sandbox extends Pick<Platform, 'store' | 'endpoints' | 'tokens' | 'hostGroups'> {
	/** The platform's address. */
	url: string;
	/** A token that may do everything. */
	token: string;
	/** The uid of the token's user. */
	ownerUid: number;
	/** Requests to the platform and the endpoints, the oldest first. Set its length to 0 to clear it. */
	readonly requests: RequestRecord[];
	/** The most concurrent requests, platform and endpoints together. */
	readonly peakInFlight: number;
	resetPeak(): void;
	setLatency(ms: number): void;
	faults: { add(fault: Fault): void; clear(): void };
	/** Answers in another spelling (api/spellings.ts); undefined: the usual one. */
	spelling(name: string | undefined): void;
	/** As the option `answersAllPairs`. */
	answerAllPairs(on: boolean): void;
	/** Puts many objects into a bucket; makes the bucket when it is missing. */
	fill(hostGroup: string, bucket: string, objects: Iterable<Filling>): Promise<number>;
	listKeys(hostGroup: string, bucket: string, prefix?: string): Promise<string[]>;
	accounts(): Promise<SandboxAccount[]>;
	createAccount(hostGroup: string, name: string): Promise<{ accKey: string; secretKey: string }>;
	createBucket(hostGroup: string, bucket: string): Promise<void>;
	/** Cuts open connections and ends. */
	stop(): Promise<void>;
}
