import type { Filling, Store } from './store';
import type { Fault } from './traffic/faultKinds';
import type { RequestRecord } from './traffic/record';
import type { Watch } from './traffic/traffic';

export interface SandboxOptions {
	/** 0: a free one. Left out: the one of the last time in this data directory, or a free one. */
	port?: number;
	/** Default: a temporary directory, removed at stop. */
	dataDir?: string;
	/** `embedded` or `ceph` (stores.ts). Default: what SANDBOX_STORE says, else embedded. */
	store?: string;
	/** Delays each answer, of the platform and of the S3 endpoints. */
	latencyMs?: number;
	/** Fills an empty sandbox with the demonstration's data. */
	seed?: boolean;
	/** What ListObjects folds by when the request says nothing. Default: a comma, the worse case. */
	defaultDelimiter?: string;
	presignedExpirySeconds?: number;
	hostGroups?: string[];
	/** False: S3 methods answer as on a platform without S3. */
	offersS3?: boolean;
	/** How many accounts an owner may have before the quota's code is answered. */
	maxAccounts?: number;
	/** What a page of ListObjects holds at most, whatever is asked for. Default: 1000, as S3. */
	mostOnPage?: number;
	/** GenerateKey and RegenerateKeys answer all pairs of the account, as the vendor's object storage does. */
	answersAllPairs?: boolean;
	/** Where the S3 endpoints answer: `/s3`. Default: at the root. Not on a real cluster, which checks signatures itself. */
	endpointPath?: string;
	/** The platform, or the S3 endpoints, are there by HTTPS only, with a certificate that has expired. */
	expiredCertificate?: 'platform' | 'endpoints';
	/** False: requests are counted, not kept. */
	recordRequests?: boolean;
	/** Keeps the beginnings of what is sent to the S3 endpoints, too. */
	recordBodies?: boolean;
	/** Told of each request as it comes; gives what is to be called when it is over. */
	watch?: Watch;
}

export interface SandboxAccount {
	hostGroup: string;
	name: string;
	ownerUid: number;
	keys: Array<{ accKey: string; secretKey: string; createdAt: Date }>;
}

/** A running sandbox. */
export interface Sandbox {
	/** The platform's address. */
	url: string;
	/** A token that may do everything. */
	token: string;
	/** All tokens by name: full, s3Only, readOnly, buckets, expired, other. */
	tokens: Record<string, string>;
	hostGroups: string[];
	/** The S3 endpoint of each host group. */
	endpoints: Record<string, string>;
	/** The uid of the token's user. */
	ownerUid: number;
	/** Requests to the platform and the endpoints, the oldest first. Set its length to 0 to clear it. */
	readonly requests: RequestRecord[];
	/** The most requests at once, platform and endpoints together. */
	readonly peakInFlight: number;
	resetPeak(): void;
	setLatency(ms: number): void;
	faults: { add(fault: Fault): void; clear(): void };
	/** Answers in another spelling (api/spellings.ts); undefined: the usual one. */
	spelling(name: string | undefined): void;
	store: Store;
	/** Puts many objects into a bucket at once; makes the bucket when it is missing. */
	fill(hostGroup: string, bucket: string, objects: Iterable<Filling>): Promise<number>;
	listKeys(hostGroup: string, bucket: string, prefix?: string): Promise<string[]>;
	accounts(): Promise<SandboxAccount[]>;
	createAccount(hostGroup: string, name: string): Promise<{ accKey: string; secretKey: string }>;
	createBucket(hostGroup: string, bucket: string): Promise<void>;
	/** Cuts what is still open and goes. */
	stop(): Promise<void>;
}
