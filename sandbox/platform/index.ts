import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildApiServer } from './api/server';
import { SPELLINGS } from './api/spellings';
import { expiredCertificate } from './certificates';
import { addControl } from './control';
import { S3Failure } from './failures';
import { listen } from './listen';
import type { Platform } from './platform';
import { DEFAULT_HOST_GROUPS } from './regions';
import { buildS3Server } from './s3/server';
import { seed } from './seed';
import { readState, writeState } from './state';
import type { BucketRef, Store } from './store';
import { openStore } from './stores';
import { Traffic } from './traffic/traffic';
import type { Sandbox, SandboxOptions } from './types';
import { USERS } from './users';

export type { Sandbox, SandboxAccount, SandboxOptions } from './types';
export type { Filling, Store } from './store';
export type { Fault, FaultKind } from './traffic/faultKinds';
export type { RequestRecord } from './traffic/record';
export { AUTHORITY_FILE } from './certificates';
export { SPELLINGS } from './api/spellings';
export { FAULT_KINDS } from './traffic/faultKinds';

const DEFAULT_EXPIRY_SECONDS = 3600;
/** S3's: it takes more, and answers this many. */
const MOST_ON_PAGE = 1000;
const PLATFORM_PORT = 'platform';

/** Starts a platform with S3 on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { hostGroups = DEFAULT_HOST_GROUPS, dataDir, endpointPath: basePath = '' } = options;
	const directory = resolve(dataDir ?? (await mkdtemp(join(tmpdir(), 'jelastic-sandbox-'))));
	const state = await readState(directory);
	const store = await openStore(options.store, join(directory, 'store'), dataDir === undefined);
	const traffic = new Traffic(
		options.latencyMs ?? 0,
		options.recordRequests ?? true,
		options.recordBodies,
		options.watch,
	);
	const endings: Array<() => Promise<unknown>> = [];
	const endpoints: Record<string, string> = {};
	const platform: Platform = {
		store,
		hostGroups,
		endpoints,
		tokens: state.tokens,
		offersS3: options.offersS3 ?? true,
		maxAccounts: options.maxAccounts,
		defaultDelimiter: options.defaultDelimiter ?? ',',
		presignedExpirySeconds: options.presignedExpirySeconds ?? DEFAULT_EXPIRY_SECONDS,
		mostOnPage: options.mostOnPage ?? MOST_ON_PAGE,
		answersAllPairs: options.answersAllPairs ?? false,
	};
	const certificateOf = (part: SandboxOptions['expiredCertificate']) =>
		options.expiredCertificate === part ? expiredCertificate() : undefined;
	const stop = async () => {
		traffic.stop();
		await Promise.all(endings.map((end) => end()));
		await store.close();
		if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
	};
	try {
		for (const hostGroup of hostGroups) {
			const endpoint = { hostGroup, store, traffic, basePath };
			const app = buildS3Server(endpoint, certificateOf('endpoints'));
			endings.push(() => app.close());
			const { url, port } = await listen(app, { preferred: state.ports[hostGroup] });
			state.ports[hostGroup] = port;
			endpoints[hostGroup] = url + basePath;
		}
		const app = buildApiServer(platform, traffic, certificateOf('platform'));
		addControl(app, platform, traffic);
		endings.push(() => app.close());
		const preferred = state.ports[PLATFORM_PORT];
		const { url, port } = await listen(app, { port: options.port, preferred });
		state.ports[PLATFORM_PORT] = port;
		if (dataDir !== undefined) await writeState(directory, state);
		if (options.seed) await seed(store, hostGroups);
		return makeSandbox(url, platform, traffic, stop);
	} catch (cause) {
		await stop();
		throw cause;
	}
}

function makeSandbox(
	url: string,
	platform: Platform,
	traffic: Traffic,
	stop: () => Promise<void>,
): Sandbox {
	const { store, tokens, hostGroups, endpoints } = platform;
	const { uid: ownerUid } = USERS.owner;
	return {
		url,
		token: tokens.full,
		tokens,
		hostGroups,
		endpoints,
		ownerUid,
		requests: traffic.records,
		get peakInFlight() {
			return traffic.peakInFlight;
		},
		resetPeak: () => traffic.resetPeak(),
		setLatency: (ms) => void (traffic.latencyMs = ms),
		faults: traffic.faults,
		spelling: (name) => {
			if (name !== undefined && !(name in SPELLINGS)) throw new Error(`No spelling "${name}"`);
			platform.spelling = name;
		},
		store,
		fill: async (hostGroup, bucket, objects) => {
			await makeBucket(store, { hostGroup, bucket }, ownerUid);
			return await store.fill({ hostGroup, bucket }, objects);
		},
		listKeys: (hostGroup, bucket, prefix) => allKeys(store, { hostGroup, bucket }, prefix),
		accounts: () => store.listAccounts(),
		createAccount: async (hostGroup, name) => {
			const { keys } = await store.createAccount({ hostGroup, ownerUid, name });
			return keys[0];
		},
		createBucket: async (hostGroup, bucket) => {
			await store.createBucket({ hostGroup, bucket }, ownerUid);
		},
		stop,
	};
}

async function makeBucket(store: Store, ref: BucketRef, ownerUid: number): Promise<void> {
	try {
		await store.createBucket(ref, ownerUid);
	} catch (cause) {
		if (!(cause instanceof S3Failure && cause.code === 'BucketAlreadyOwnedByYou')) throw cause;
	}
}

async function allKeys(store: Store, ref: BucketRef, prefix?: string): Promise<string[]> {
	const keys: string[] = [];
	let continuationToken: string | undefined;
	do {
		const page = await store.listObjects(ref, { prefix, continuationToken, maxKeys: 1000 });
		for (const { key } of page.objects) keys.push(key);
		continuationToken = page.nextContinuationToken;
	} while (continuationToken !== undefined);
	return keys;
}
