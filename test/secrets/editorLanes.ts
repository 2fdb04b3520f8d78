import type { IDataObject } from 'n8n-workflow';
import { jelasticData } from '../../sandbox/n8n/provision';
import type { StoredCredential } from '../../sandbox/n8n/rest';
import { Problem } from '../../sandbox/n8n/say';
import type { Sandbox } from '../../sandbox/platform';
import type { FaultThings } from '../faults/things';
import { saved } from '../support/things';
import { type Answered, Lane, type Surroundings } from './lane';

/** What the editor has n8n do without an execution. */
abstract class EditorLane extends Lane {
	readonly isSaved = false;
	protected credential!: StoredCredential;
	protected sandbox!: Sandbox;

	protected async prepare(sandbox: Sandbox): Promise<void> {
		this.sandbox = sandbox;
		const content = { name: this.does, type: 'jelasticApi', data: jelasticData(sandbox) };
		this.credential = await this.around.n8n.createCredential(content);
	}

	protected async use(sandbox: Sandbox): Promise<void> {
		this.sandbox = sandbox;
		const { id, name, type } = this.credential;
		await this.around.n8n.updateCredential(id, { name, type, data: jelasticData(sandbox) });
	}
}

/** The credential's own test. */
export class CredentialTestLane extends EditorLane {
	readonly does = 'test of the credential';
	readonly request = 'users.account.GetUserInfo';

	protected async act(): Promise<Pick<Answered, 'status' | 'body'>> {
		const { n8n } = this.around;
		const body = await n8n.testCredential(this.credential, jelasticData(this.sandbox));
		return { status: body.status === 'OK' ? 200 : 500, body };
	}
}

/** A list behind "From List". */
export class ListLane extends EditorLane {
	constructor(
		readonly list: string,
		readonly request: string,
		private readonly nodeType: string,
		private readonly parameters: (things: FaultThings) => IDataObject,
		around: Surroundings,
	) {
		super(around);
	}

	get does(): string {
		return `list ${this.list}`;
	}

	protected async act(_: unknown, things: FaultThings): Promise<Pick<Answered, 'status' | 'body'>> {
		const { id, name } = this.credential;
		try {
			const body = await this.around.n8n.searchList({
				methodName: this.list,
				nodeType: `n8n-nodes-jelastic-s3.${this.nodeType}`,
				parameters: saved(this.parameters(things)),
				credentials: { jelasticApi: { id, name } },
			});
			return { status: 200, body };
		} catch (error) {
			if (!(error instanceof Problem)) throw error;
			return { status: 500, body: error.message };
		}
	}
}
