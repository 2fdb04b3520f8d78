import { S3 } from '@aws-sdk/client-s3';
import axios, { type AxiosResponse } from 'axios';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Filling, type Sandbox, type SandboxOptions } from '../platform';

export const EU = 's3-eu1.example';
export const US = 's3-us1.example';
export const BUCKET = 'bucket';
/** The parameters of a call about the bucket. */
export const IN_BUCKET = { hostGroup: EU, bucketName: BUCKET };
export const AWKWARD_KEY = 'a b+c&d=e#f/ü?,.txt';
/** The user of the token `other`. */
export const OTHER_UID = 40388;

const httpAgent = new Agent({ keepAlive: true, maxSockets: 20 });
afterAll(() => httpAgent.destroy());

/** An HTTP client that hands every status to the test. */
export const http = axios.create({
	...{ httpAgent, validateStatus: () => true, maxRedirects: 0, proxy: false },
});

export type Params = Record<string, string | number>;
type Target = Pick<Sandbox, 'url' | 'token'>;

/** The address of a method, from the reference and not from the sandbox's own table. */
export function urlOf({ url }: Target, method: string): string {
	const [service, group, name] = method.split('.');
	return `${url}/1.0/${service}/${group}/rest/${name.toLowerCase()}`;
}

/** Calls a method by POST; answers the whole response. */
export async function post(sandbox: Target, method: string, params: Params = {}) {
	const values = Object.entries(params).map(([name, value]) => [name, String(value)]);
	const common = { session: sandbox.token, appid: 'cluster' };
	const form = new URLSearchParams({ ...common, ...Object.fromEntries(values) });
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	return await http.post(urlOf(sandbox, method), form.toString(), { headers });
}

/** Calls a method; answers its envelope. */
export async function call(sandbox: Target, method: string, params: Params = {}) {
	const { status, data } = await post(sandbox, method, params);
	expect(status).toBe(200);
	return data;
}

/** Calls a method that must succeed; answers its payload. */
export async function must(sandbox: Target, method: string, params: Params = {}) {
	const { result, source, ...payload } = await call(sandbox, method, params);
	const { response, error } = payload;
	expect({ result, source, response, error }).toEqual({ result: 0, source: 'JEL' });
	return payload;
}

/** Calls a method that must be refused; answers the platform's code and text, or S3's code of a nested failure. */
export async function refused(sandbox: Target, method: string, params: Params = {}) {
	const { result, error, response } = await call(sandbox, method, params);
	if (!response) return [result, error];
	expect({ result, response }).toMatchObject({
		result: 0,
		response: { result: 4099, source: 'S3' },
	});
	return /^(\w+): /.exec(response.error)?.[1];
}

/** The AWS SDK's client for a host group's endpoint, with this pair or the first account's. */
export async function clientOf(
	sandbox: Sandbox,
	pair?: { accKey: string; secretKey: string },
	hostGroup = EU,
): Promise<S3> {
	const accounts = (await sandbox.accounts()).filter((one) => one.hostGroup === hostGroup);
	const { accKey, secretKey } = pair ?? accounts[0].keys[0];
	return new S3({
		endpoint: sandbox.endpoints[hostGroup],
		...{ region: 'us-east-1', forcePathStyle: true, maxAttempts: 1 },
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
	});
}

interface Setup {
	options?: SandboxOptions;
	/** An account, and the bucket with these objects; a text is a key and its body. */
	objects?: Array<Filling | string>;
}

async function setUp({ options, objects }: Setup) {
	const sandbox = await startSandbox(options);
	if (!objects) return { sandbox, client: undefined, end: () => sandbox.stop() };
	const fillings = objects.map((one) => (typeof one === 'string' ? { key: one, body: one } : one));
	await sandbox.createAccount(EU, 'one');
	await sandbox.fill(EU, BUCKET, fillings);
	const client = await clientOf(sandbox);
	const end = async () => {
		client.destroy();
		await sandbox.stop();
	};
	return { sandbox, client, end };
}

/** A sandbox for each test of a file, or for all. */
export function useSandbox(per: 'test' | 'file', setup: Setup = {}) {
	let current: Awaited<ReturnType<typeof setUp>>;
	const begin = async () => void (current = await setUp(setup));
	const end = () => current?.end();
	if (per === 'test') {
		beforeEach(begin);
		afterEach(end);
	} else {
		beforeAll(begin);
		afterAll(end);
	}
	return {
		sandbox: () => current.sandbox,
		client: () => current.client as S3,
		post: (method: string, params?: Params): Promise<AxiosResponse> =>
			post(current.sandbox, method, params),
		call: (method: string, params?: Params) => call(current.sandbox, method, params),
		must: (method: string, params?: Params) => must(current.sandbox, method, params),
		refused: (method: string, params?: Params) => refused(current.sandbox, method, params),
	};
}

/** Works with another sandbox, and stops it. */
export async function withSandbox(
	options: SandboxOptions,
	work: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
	const sandbox = await startSandbox(options);
	try {
		await work(sandbox);
	} finally {
		await sandbox.stop();
	}
}

/** A data directory for each test. */
export function useDirectory(): () => string {
	let directory: string;
	beforeEach(async () => {
		directory = await mkdtemp(join(tmpdir(), 'sandbox-test-'));
	});
	afterEach(() => rm(directory, { recursive: true, force: true }));
	return () => directory;
}

/** The name of the failure that S3 answered. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
	return await work.then(
		() => 'none',
		(cause: Error) => cause.name,
	);
}

/** The tests run on a Ceph cluster (`npx jest --selectProjects ceph`). */
export const onCeph = process.env.SANDBOX_STORE === 'ceph';

/** A test of what a real cluster cannot show; says why when it is skipped. */
export function unlessOnCeph(why: string) {
	return (name: string, test: () => Promise<void>) =>
		onCeph ? it.skip(`${name} (not on Ceph: ${why})`, test) : it(name, test);
}
