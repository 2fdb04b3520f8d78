import type { Readable } from 'node:stream';
import type { S3Request } from './s3/request';
import type { Answer } from './traffic/record';

/**
 * What is stored: the accounts, keys, buckets, objects and policies of all host groups. The platform and its tests
 * know only this, so that a real S3 cluster can replace the embedded store. A store throws `S3Failure` (failures.ts)
 * for what S3 refuses. It checks no permissions: policies.ts does, before a store is called.
 */
export type Store = EmbeddedStore | ClusterStore;

interface CommonStore extends AccountStore, BucketStore, ObjectStore, UploadsSeen {
	/** Whether an object that is filled in by its size takes that much space. */
	readonly keepsAllBytes?: boolean;
	close(): Promise<void>;
}

/** A store that is an S3 storage itself: it answers requests to a host group's endpoint, signatures and all. */
export interface ClusterStore extends CommonStore {
	answer(request: S3Request): Promise<Answer>;
}

/** A store for which the sandbox's own S3 (s3/) answers. */
export interface EmbeddedStore extends CommonStore, UploadStore {
	answer?: undefined;
	/** Whose key this is, and its secret: for checking signatures. */
	findKey(hostGroup: string, accKey: string): Promise<KeyOwner | undefined>;
	putObject(ref: ObjectRef, body: Body, options: ObjectOptions): Promise<ObjectInfo>;
}

export type KeyPair = { accKey: string; secretKey: string; createdAt: Date };

type KeyOwner = { ownerUid: number; secretKey: string };

/** Names are unique per owner and host group. */
export type AccountId = { hostGroup: string; ownerUid: number; name: string };

export interface Account extends AccountId {
	keys: KeyPair[];
}

export type KeyId = { hostGroup: string; ownerUid: number; accKey: string };

export interface AccountStore {
	/** Makes the account with its first key pair. @param createdAt of the pair; default: now */
	createAccount(id: AccountId, createdAt?: Date): Promise<Account>;
	deleteAccount(id: AccountId): Promise<void>;
	/** By host group, then name; of all owners when none is named. */
	listAccounts(ownerUid?: number): Promise<Account[]>;
	generateKey(id: AccountId): Promise<KeyPair>;
	/** Replaces the pair with this access key. */
	regenerateKey(key: KeyId): Promise<KeyPair>;
	revokeKey(key: KeyId): Promise<void>;
}

/** A bucket's name is unique in its host group, whoever owns it. */
export type BucketRef = { hostGroup: string; bucket: string };

export interface Bucket extends BucketRef {
	ownerUid: number;
	createdAt: Date;
	/** The policy document as it was set. */
	policy?: string;
}

export interface BucketStore {
	createBucket(ref: BucketRef, ownerUid: number): Promise<Bucket>;
	deleteBucket(ref: BucketRef): Promise<void>;
	/** Throws NoSuchBucket. */
	getBucket(ref: BucketRef): Promise<Bucket>;
	/** By host group, then name. */
	listBuckets(ownerUid: number, hostGroup?: string): Promise<Bucket[]>;
	setPolicy(ref: BucketRef, policy: string | undefined): Promise<void>;
}

interface ObjectRef extends BucketRef {
	key: string;
}

export interface ObjectOptions {
	contentType?: string;
	storageClass?: string;
	/** Further headers to answer with: `x-amz-meta-…`, `cache-control`, `content-disposition` … */
	headers?: Record<string, string>;
}

export interface ObjectInfo extends ObjectOptions {
	key: string;
	size: number;
	lastModified: Date;
	/** With its quotes, as S3 writes it. */
	eTag: string;
	storageClass: string;
}

interface OpenedObject {
	info: ObjectInfo;
	/** The bytes from `start` to `end`, both included. */
	read(start: number, end: number): Readable;
}

export interface ListQuery {
	/** 1 to 1000: objects and common prefixes together. */
	maxKeys: number;
	prefix?: string;
	delimiter?: string;
	continuationToken?: string;
	startAfter?: string;
}

export interface ListPage {
	objects: ObjectInfo[];
	commonPrefixes: string[];
	/** Undefined on the last page. */
	nextContinuationToken?: string;
}

/** An object to fill a bucket with: its body, or only its size (then its bytes are made when they are read). */
export interface Filling extends ObjectOptions {
	key: string;
	size?: number;
	body?: string | Buffer;
	lastModified?: Date;
}

export type Body = AsyncIterable<Buffer>;

export interface ObjectStore {
	openObject(ref: BucketRef, key: string): Promise<OpenedObject>;
	/** Succeeds for an object that does not exist, as in S3. */
	deleteObject(ref: BucketRef, key: string): Promise<void>;
	/** With `options`, these replace the source's. */
	copyObject(from: ObjectRef, to: ObjectRef, options?: ObjectOptions): Promise<ObjectInfo>;
	/** In the order of the keys' UTF-8 bytes. */
	listObjects(ref: BucketRef, query: ListQuery): Promise<ListPage>;
	/** Many objects in batches, faster than one by one; answers how many. */
	fill(ref: BucketRef, objects: Iterable<Filling>): Promise<number>;
}

export type Part = { partNumber: number; size: number; eTag: string; lastModified: Date };

export type PartRef = Pick<Part, 'partNumber' | 'eTag'>;

export interface UploadRef extends ObjectRef {
	uploadId: string;
}

export type Upload = { key: string; uploadId: string; startedAt: Date };

/** Multipart uploads that were begun. */
export interface UploadsSeen {
	createUpload(ref: ObjectRef, options: ObjectOptions): Promise<string>;
	/** By key. */
	listUploads(ref: BucketRef): Promise<Upload[]>;
	/** By part number. */
	listParts(upload: UploadRef): Promise<Part[]>;
	abortUpload(upload: UploadRef): Promise<void>;
}

/** What becomes of them. */
interface UploadStore {
	putPart(upload: UploadRef, partNumber: number, body: Body): Promise<Part>;
	completeUpload(upload: UploadRef, parts: PartRef[]): Promise<ObjectInfo>;
}
