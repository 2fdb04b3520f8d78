import { randomUUID } from 'node:crypto';
import type { WebhookCaller } from '../../sandbox/n8n/checks/webhook';
import type { N8nRest, StoredCredential } from '../../sandbox/n8n/rest';
import type { Stopping } from '../../sandbox/n8n/stopping';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/platform';
import type { FaultRow } from '../faults/faults';
import { makeFaultThings, type FaultThings } from '../faults/things';
import type { RunFault } from './faults';
import { rememberSecretKeys } from './keyring';

/** What lanes need of the world around them. */
export interface Surroundings {
	n8n: N8nRest;
	call: WebhookCaller;
	/** The credential of the header that the webhooks ask for. */
	header: StoredCredential;
	stopping: Stopping;
}

interface Platform {
	sandbox: Sandbox;
	/** Every secret key that there ever was. */
	secretKeys: Set<string>;
}

/** What was done once, and what came back. */
export interface Answered {
	id: string;
	fault: string;
	status: number;
	body: unknown;
}

/**
 * One thing that n8n does, again and again, through every fault of one of the requests that it takes. It has
 * a platform, a token and a credential of its own, so that lanes go side by side and a fault hits nobody else.
 */
export abstract class Lane {
	readonly platforms: Platform[] = [];
	readonly answers: Answered[] = [];

	/** What it does, such as `object upload`. */
	abstract readonly does: string;
	/** The request that faults hit. */
	abstract readonly request: string;
	/** Whether n8n saves an execution of it. */
	abstract readonly isSaved: boolean;

	constructor(protected readonly around: Surroundings) {}

	/** Makes in n8n what is needed to do it. */
	protected abstract prepare(sandbox: Sandbox): Promise<void>;
	/** Has n8n do it on another platform from now on. */
	protected abstract use(sandbox: Sandbox): Promise<void>;
	protected abstract act(
		about: Pick<Answered, 'id' | 'fault'>,
		things: FaultThings,
		row: FaultRow,
	): Promise<Pick<Answered, 'status' | 'body'>>;

	async open(): Promise<void> {
		await this.prepare(await this.startPlatform({}));
	}

	private async startPlatform(options: SandboxOptions): Promise<Sandbox> {
		const sandbox = await startSandbox({ ...options, recordBodies: true });
		this.around.stopping.add(async () => await sandbox.stop());
		this.platforms.push({ sandbox, secretKeys: rememberSecretKeys(sandbox.store) });
		return sandbox;
	}

	/** Does it once, while a fault hits each request of the lane's kind. */
	async run(fault: RunFault): Promise<void> {
		const [{ sandbox }] = this.platforms;
		const things = await makeFaultThings(sandbox);
		const row = fault(sandbox, things);
		sandbox.faults.clear();
		if (row.fault) sandbox.faults.add({ ...row.fault, method: this.request, times: Infinity });
		if (row.sandbox) await this.runElsewhere(row, row.sandbox);
		else await this.answered(row, things);
	}

	/** The same where it is the platform as a whole that is out of order. */
	private async runElsewhere(row: FaultRow, optionsOf: NonNullable<FaultRow['sandbox']>) {
		const isStorage = /^[A-Z]/.test(this.request);
		const sandbox = await this.startPlatform(optionsOf(isStorage ? 'endpoints' : 'platform'));
		await this.use(sandbox);
		await this.answered(row, await makeFaultThings(sandbox));
		await this.use(this.platforms[0].sandbox);
	}

	private async answered(row: FaultRow, things: FaultThings): Promise<void> {
		const about = { id: randomUUID(), fault: row.name };
		this.answers.push({ ...about, ...(await this.act(about, things, row)) });
	}
}
