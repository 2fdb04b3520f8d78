import type { Readable } from 'node:stream';
import type { S3Request } from './s3/request';
import type { Answer } from './traffic/record';

/**
 * What a store is: the accounts, keys, buckets, objects and policies of all host groups. The platform
 * and its tests know this page only, so that a real S3 cluster can take the embedded store's place.
 * A store throws `S3Failure` (failures.ts) for what S3 refuses. It asks nobody for permission: who may
 * do what is decided in front of it (access.ts).
 */
export interface Store extends AccountStore, BucketStore, ObjectStore, UploadStore {
	/**
	 * Answers a request to a host group's S3 endpoint, signatures and all. A store that is no S3 storage
	 * by itself leaves this out; then the sandbox's own S3 (s3/) answers over it.
	 */
	answer?(request: S3Request): Promise<Answer>;
	/** Whether an object that is filled in by its size takes that much room. */
	readonly keepsAllBytes?: boolean;
	close(): Promise<void>;
}

export interface KeyPair {
	accKey: string;
	secretKey: string;
	createdAt: Date;
}

export interface Account {
	hostGroup: string;
	name: string;
	ownerUid: number;
	keys: KeyPair[];
}

/** Names are unique per owner and host group; an account has at most two key pairs. */
export interface AccountStore {
	/** Makes the account with its first key pair. */
	createAccount(id: AccountId): Promise<Account>;
	deleteAccount(id: AccountId): Promise<void>;
	/** By host group, then name; all owners when none is named. */
	listAccounts(ownerUid?: number): Promise<Account[]>;
	generateKey(id: AccountId): Promise<KeyPair>;
	/** Replaces the pair with this access key by a new one. */
	regenerateKey(key: KeyId): Promise<KeyPair>;
	revokeKey(key: KeyId): Promise<void>;
	/** Whose key this is, and its secret: for checking signatures. */
	findKey(hostGroup: string, accKey: string): Promise<KeyOwner | undefined>;
}

export interface AccountId {
	hostGroup: string;
	ownerUid: number;
	name: string;
}

export interface KeyId {
	hostGroup: string;
	ownerUid: number;
	accKey: string;
}

export interface KeyOwner {
	ownerUid: number;
	secretKey: string;
}

export interface BucketRef {
	hostGroup: string;
	bucket: string;
}

export interface Bucket extends BucketRef {
	ownerUid: number;
	createdAt: Date;
	/** The policy document as it was set. */
	policy?: string;
}

/** A bucket's name is unique in its host group, whoever owns it. */
export interface BucketStore {
	createBucket(ref: BucketRef, ownerUid: number): Promise<Bucket>;
	deleteBucket(ref: BucketRef): Promise<void>;
	/** Throws NoSuchBucket. */
	getBucket(ref: BucketRef): Promise<Bucket>;
	/** By host group, then name. */
	listBuckets(ownerUid: number, hostGroup?: string): Promise<Bucket[]>;
	setPolicy(ref: BucketRef, policy: string | undefined): Promise<void>;
}

export interface ObjectInfo {
	key: string;
	size: number;
	lastModified: Date;
	/** With its quotes, as S3 writes it. */
	eTag: string;
	storageClass: string;
	contentType?: string;
}

export interface ObjectOptions {
	contentType?: string;
	storageClass?: string;
}

export interface OpenedObject {
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
	/** There only when the listing goes on. */
	nextContinuationToken?: string;
}

/** An object to fill a bucket with: its body, or only its size (then its bytes are made when they are read). */
export interface Filling {
	key: string;
	size?: number;
	body?: string | Buffer;
	lastModified?: Date;
	contentType?: string;
	storageClass?: string;
}

export type Body = AsyncIterable<Buffer>;

export interface ObjectStore {
	putObject(ref: BucketRef, key: string, body: Body, options: ObjectOptions): Promise<ObjectInfo>;
	openObject(ref: BucketRef, key: string): Promise<OpenedObject>;
	/** Deleting what is not there is done, as in S3. */
	deleteObject(ref: BucketRef, key: string): Promise<void>;
	copyObject(
		from: BucketRef & { key: string },
		to: BucketRef & { key: string },
	): Promise<ObjectInfo>;
	/** In the order of the keys' UTF-8 bytes. */
	listObjects(ref: BucketRef, query: ListQuery): Promise<ListPage>;
	/** Many objects at once, faster than one by one; answers how many. */
	fill(ref: BucketRef, objects: Iterable<Filling>): Promise<number>;
}

export interface Part {
	partNumber: number;
	size: number;
	eTag: string;
	lastModified: Date;
}

export interface UploadRef extends BucketRef {
	key: string;
	uploadId: string;
}

/** Multipart uploads. */
export interface UploadStore {
	createUpload(ref: BucketRef, key: string, options: ObjectOptions): Promise<string>;
	putPart(upload: UploadRef, partNumber: number, body: Body): Promise<Part>;
	/** By part number. */
	listParts(upload: UploadRef): Promise<Part[]>;
	completeUpload(
		upload: UploadRef,
		parts: Array<{ partNumber: number; eTag: string }>,
	): Promise<ObjectInfo>;
	abortUpload(upload: UploadRef): Promise<void>;
}
