import { jelasticData } from '../../sandbox/n8n/provision';
import type { StoredCredential } from '../../sandbox/n8n/rest';
import type { Sandbox } from '../../sandbox/platform';
import type { FaultRow } from '../faults/faults';
import { nameOf, type OperationCase } from '../faults/operations';
import type { FaultThings } from '../faults/things';
import { type Answered, Lane, type Surroundings } from './lane';
import { pathOf, TIMEOUT, workflowOf, type OnError } from './workflow';

/** The node's own default. */
const TIMEOUT_MS = 60_000;

/** An operation in a workflow of its own, with one setting of On Error. */
export class OperationLane extends Lane {
	readonly isSaved = true;
	private credential!: StoredCredential;

	constructor(
		readonly operation: OperationCase,
		readonly request: string,
		readonly onError: OnError,
		around: Surroundings,
	) {
		super(around);
	}

	get does(): string {
		return nameOf(this.operation);
	}

	protected async prepare(sandbox: Sandbox): Promise<void> {
		const { n8n, header } = this.around;
		const name = `${this.does}: ${this.request}, ${this.onError}`;
		const content = { name, type: 'jelasticApi', data: jelasticData(sandbox) };
		this.credential = await n8n.createCredential(content);
		const { operation, onError } = this;
		const workflow = workflowOf(name, operation, onError, [this.credential, header]);
		await n8n.activate(await n8n.createWorkflow(workflow));
	}

	protected async use(sandbox: Sandbox): Promise<void> {
		const { id, name, type } = this.credential;
		const data = jelasticData(sandbox);
		await this.around.n8n.updateCredential(id, { name, type, data });
	}

	protected async act(
		about: Pick<Answered, 'id' | 'fault'>,
		{ secretKey: _, ...things }: FaultThings,
		{ options }: FaultRow,
	): Promise<Pick<Answered, 'status' | 'body'>> {
		const fields = { ...about, ...things, [TIMEOUT]: options?.timeout ?? TIMEOUT_MS };
		return await this.around.call(pathOf(this.credential), this.bodyOf(fields));
	}

	/** As JSON, or as a form with the file that is to be uploaded. */
	private bodyOf(fields: Record<string, unknown>): unknown {
		const { file } = this.operation;
		if (!file) return fields;
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
		form.append('data', new Blob([file()], { type: 'text/plain' }), 'file.txt');
		return form;
	}
}
