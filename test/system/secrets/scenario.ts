import { randomUUID } from 'node:crypto';
import { jelasticData } from '../../../sandbox/n8n/provision';
import type { N8nRest, StoredCredential } from '../../../sandbox/n8n/rest';
import type { Sandbox, SandboxOptions, Store } from '../../../sandbox/platform';
import type { FaultRow } from '../../robustness/faults/faultRow';
import { type ExampleThings, makeExampleThings } from '../../support/operations';
import { openSandbox } from '../support/system';
import type { FaultOf } from './faults';

/** The answer of one run. */
export interface Answer {
	id: string;
	fault: string;
	status: number;
	body: unknown;
}

interface Run {
	id: string;
	fault: FaultRow;
	sandbox: Sandbox;
	credential: StoredCredential;
	/** What it works on. */
	things: ExampleThings;
}

interface Definition {
	/** Such as `object upload`. */
	name: string;
	/** Sets it apart from others of that name. */
	variant?: string;
	/** The method of the requests that faults hit. */
	request: string;
	/** Whether n8n saves an execution of it. */
	isSaved: boolean;
	/** The keys that it works on. */
	keys?: string[];
	/** Creates in n8n what it needs. */
	prepare?: (credential: StoredCredential, title: string) => Promise<void>;
	run: (run: Run) => Promise<Pick<Answer, 'status' | 'body'>>;
}

interface Platform {
	sandbox: Sandbox;
	/** Every secret key that there ever was on it. */
	secretKeys: Set<string>;
}

/** Collects the secret keys that a store generates from now on, whether they are revealed, revoked or neither. */
function collectSecretKeys(store: Store): Set<string> {
	const found = new Set<string>();
	for (const method of ['createAccount', 'generateKey', 'regenerateKey'] as const) {
		const original = store[method].bind(store) as (id: unknown) => Promise<unknown>;
		store[method] = (async (id: unknown) => {
			const result = await original(id);
			const keys = JSON.stringify(result).matchAll(/"secretKey":"([^"]+)"/g);
			for (const [, secretKey] of keys) found.add(secretKey);
			return result;
		}) as never;
	}
	return found;
}

/**
 * Something that n8n does, repeated with every fault of one kind of request. It has a platform, a token and a
 * credential of its own, so that scenarios run at the same time and a fault hits only its own.
 */
export class Scenario {
	readonly platforms: Platform[] = [];
	readonly answers: Answer[] = [];
	private credential!: StoredCredential;

	readonly name: string;
	readonly isSaved: boolean;

	constructor(
		private readonly n8n: N8nRest,
		private readonly definition: Definition,
	) {
		({ name: this.name, isSaved: this.isSaved } = definition);
	}

	async open(): Promise<void> {
		const { name, variant, prepare } = this.definition;
		const title = variant ? `${name}: ${variant}` : name;
		const data = jelasticData(await this.startPlatform());
		this.credential = await this.n8n.createCredential({ name: title, type: 'jelasticApi', data });
		await prepare?.(this.credential, title);
	}

	private async startPlatform(options?: SandboxOptions): Promise<Sandbox> {
		const sandbox = await openSandbox({ ...options, recordBodies: true });
		this.platforms.push({ sandbox, secretKeys: collectSecretKeys(sandbox.store) });
		return sandbox;
	}

	/** Runs it once with a fault. */
	async runWith(faultOf: FaultOf): Promise<void> {
		const [{ sandbox }] = this.platforms;
		const { request, keys } = this.definition;
		const things = await makeExampleThings(sandbox, keys);
		const fault = faultOf(sandbox, things);
		sandbox.faults.clear();
		if (fault.fault) sandbox.faults.add({ ...fault.fault, method: request, times: Infinity });
		if (!fault.sandbox) return await this.run(fault, sandbox, things);

		const isStorage = /^[A-Z]/.test(request);
		const faulty = await this.startPlatform(fault.sandbox(isStorage ? 'endpoints' : 'platform'));
		await this.use(faulty);
		await this.run(fault, faulty, await makeExampleThings(faulty, keys));
		await this.use(sandbox);
	}

	private async use(sandbox: Sandbox): Promise<void> {
		const { id, name, type } = this.credential;
		await this.n8n.updateCredential(id, { name, type, data: jelasticData(sandbox) });
	}

	private async run(fault: FaultRow, sandbox: Sandbox, things: ExampleThings): Promise<void> {
		const id = randomUUID();
		const { credential } = this;
		const answer = await this.definition.run({ id, fault, sandbox, credential, things });
		this.answers.push({ id, fault: fault.name, ...answer });
	}
}
