import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildApiServer } from './api/server';
import { SPELLINGS } from './api/spellings';
import { openCephStore } from './ceph';
import { addControl } from './control';
import { openEmbeddedStore } from './embedded';
import { S3Failure } from './failures';
import { readJson, writeJson } from './json';
import { listen } from './listen';
import { DEFAULT_HOST_GROUPS } from './regions';
import { buildS3Server } from './s3/server';
import { seed } from './seed';
import { Traffic } from './traffic/traffic';
import type { Platform, Sandbox, SandboxOptions } from './types';
import { makeTokens, USERS } from './users';

export type { Sandbox, SandboxAccount, SandboxOptions } from './types';
export type { Filling, Store } from './store';
export type { Fault, FaultKind } from './traffic/faultKinds';
export type { RequestRecord } from './traffic/record';
export { AUTHORITY_FILE } from './listen';
export { SPELLINGS } from './api/spellings';
export { FAULT_KINDS } from './traffic/faultKinds';

/** Both pass the same tests. */
const STORES = { embedded: openEmbeddedStore, ceph: openCephStore };

const PLATFORM_DEFAULTS = {
	hostGroups: DEFAULT_HOST_GROUPS,
	offersS3: true,
	defaultDelimiter: ',',
	presignedExpirySeconds: 3600,
	mostOnPage: 1000,
	answersAllPairs: false,
	answersPairOnCreate: false,
	secretsReadableMs: Infinity,
};

/** What the platform keeps across restarts; accounts, buckets and objects are the store's. */
interface State {
	tokens: Record<string, string>;
	/** Presigned links name a port, so ports stay the same when they can. */
	ports: Record<string, number>;
}

/** Starts a platform with S3 on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { dataDir, endpointPath: basePath = '', expiredCertificate } = options;
	const { store: storeName = process.env.SANDBOX_STORE || 'embedded' } = options;
	if (!Object.hasOwn(STORES, storeName)) {
		throw new Error(`No store "${storeName}"; there are: ${Object.keys(STORES).join(', ')}`);
	}
	const directory = resolve(dataDir ?? (await mkdtemp(join(tmpdir(), 'jelastic-sandbox-'))));
	const stateFile = join(directory, 'platform.json');
	const { ports = {}, tokens } = (await readJson<Partial<State>>(stateFile)) ?? {};
	const openStore = STORES[storeName as keyof typeof STORES];
	const given = Object.entries(options).filter(([, value]) => value !== undefined);
	const platform: Platform = {
		...PLATFORM_DEFAULTS,
		...Object.fromEntries(given),
		store: await openStore(join(directory, 'store'), dataDir === undefined),
		endpoints: {},
		tokens: { ...makeTokens(), ...tokens },
	};
	const { store, hostGroups, endpoints } = platform;
	const traffic = new Traffic(options);
	const closing: Array<() => Promise<unknown>> = [];
	const serve = async (app: ReturnType<typeof buildApiServer>, name: string, port?: number) => {
		closing.push(() => app.close());
		const listening = await listen(app, { port, preferred: ports[name] });
		ports[name] = listening.port;
		return listening.url;
	};
	const stop = async () => {
		traffic.stop();
		await Promise.all(closing.map((close) => close()));
		await store.close();
		if (dataDir === undefined) await rm(directory, { recursive: true, force: true });
	};
	try {
		for (const hostGroup of hostGroups) {
			const endpoint = { hostGroup, store, traffic, basePath };
			const app = buildS3Server(endpoint, expiredCertificate === 'endpoints');
			endpoints[hostGroup] = (await serve(app, hostGroup)) + basePath;
		}
		const app = buildApiServer(platform, traffic, expiredCertificate === 'platform');
		addControl(app, platform, traffic);
		const url = await serve(app, 'platform', options.port);
		if (dataDir !== undefined) await writeJson(stateFile, { ports, tokens: platform.tokens });
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
		...{ url, token: tokens.full, tokens, hostGroups, endpoints, ownerUid, store, stop },
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
		answerAllPairs: (on) => void (platform.answersAllPairs = on),
		fill: async (hostGroup, bucket, objects) => {
			const ref = { hostGroup, bucket };
			await store.createBucket(ref, ownerUid).catch((cause) => {
				if (!(cause instanceof S3Failure && cause.code === 'BucketAlreadyOwnedByYou')) throw cause;
			});
			return await store.fill(ref, objects);
		},
		listKeys: async (hostGroup, bucket, prefix) => {
			const keys: string[] = [];
			let continuationToken: string | undefined;
			do {
				const query = { prefix, continuationToken, maxKeys: 1000 };
				const page = await store.listObjects({ hostGroup, bucket }, query);
				keys.push(...page.objects.map(({ key }) => key));
				continuationToken = page.nextContinuationToken;
			} while (continuationToken !== undefined);
			return keys;
		},
		accounts: () => store.listAccounts(),
		createAccount: async (hostGroup, name) =>
			(await store.createAccount({ hostGroup, ownerUid, name })).keys[0],
		createBucket: async (hostGroup, bucket) =>
			void (await store.createBucket({ hostGroup, bucket }, ownerUid)),
	};
}
