import { S3Client } from '@aws-sdk/client-s3';
import axios, { type AxiosResponse } from 'axios';
import { Agent } from 'node:http';
import type { Sandbox } from '../platform';

const httpAgent = new Agent({ keepAlive: true, maxSockets: 20 });
afterAll(() => httpAgent.destroy());

/** An HTTP client that hands every status to the test. */
export const http = axios.create({
	httpAgent,
	validateStatus: () => true,
	maxRedirects: 0,
	proxy: false,
});

export type Params = Record<string, string | number>;

/** The address of a method, written down from the reference and not from the sandbox's own table. */
export function urlOf(sandbox: Sandbox, method: string): string {
	const [service, room, name] = method.split('.');
	return `${sandbox.url}/1.0/${service}/${room}/rest/${name.toLowerCase()}`;
}

/** Calls a method by POST; answers the whole response. */
export async function post(
	sandbox: Sandbox,
	method: string,
	params: Params = {},
): Promise<AxiosResponse> {
	const form = new URLSearchParams({ session: sandbox.token, appid: 'cluster', ...texts(params) });
	return await http.post(urlOf(sandbox, method), form.toString(), {
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
}

/** Calls a method by POST; answers its envelope. */
export async function call(sandbox: Sandbox, method: string, params: Params = {}) {
	const { status, data } = await post(sandbox, method, params);
	expect(status).toBe(200);
	return data;
}

/** Calls a method that must succeed; answers its payload. */
export async function must(sandbox: Sandbox, method: string, params: Params = {}) {
	const { result, source, ...payload } = await call(sandbox, method, params);
	expect({ result, response: payload.response, error: payload.error }).toEqual({ result: 0 });
	expect(source).toBe('JEL');
	return payload;
}

/** The AWS SDK's client for a host group's endpoint, with this pair or the first account's. */
export async function clientOf(
	sandbox: Sandbox,
	hostGroup = sandbox.hostGroups[0],
	pair?: { accKey: string; secretKey: string },
): Promise<S3Client> {
	const accounts = (await sandbox.accounts()).filter((one) => one.hostGroup === hostGroup);
	const { accKey, secretKey } = pair ?? accounts[0].keys[0];
	return new S3Client({
		endpoint: sandbox.endpoints[hostGroup],
		region: 'us-east-1',
		forcePathStyle: true,
		maxAttempts: 1,
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
	});
}

/** The name of the failure that S3 answered. */
export async function failureOf(work: Promise<unknown>): Promise<string> {
	try {
		await work;
	} catch (cause) {
		return (cause as Error).name;
	}
	return 'none';
}

function texts(params: Params): Record<string, string> {
	return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** The sandbox's tests run on a Ceph cluster (`npx jest --selectProjects ceph`). */
export const onCeph = process.env.SANDBOX_STORE === 'ceph';

/** A test of something that a real cluster cannot show; says why when it is left out. */
export function unlessOnCeph(why: string) {
	return (name: string, test: () => Promise<void>, timeout?: number) =>
		onCeph ? it.skip(`${name} (not on Ceph: ${why})`, test) : it(name, test, timeout);
}
