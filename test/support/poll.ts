import { randomUUID } from 'node:crypto';
import { PollContext, TriggersAndPollers } from 'n8n-core';
import type { IDataObject, INode, INodeExecutionData, Workflow } from 'n8n-workflow';
import { JelasticS3Trigger } from '../../nodes/JelasticS3Trigger/JelasticS3Trigger.node';
import type { Trial } from './engine';
import { saved } from './things';
import { additionalData, workflowOf } from './workflow';

const NAME = 'Trigger';

/** A published workflow that begins with the trigger. */
export interface PollTrial {
	parameters: IDataObject;
	credential: Trial['credential'];
	/** How long n8n lets a poll take; none in versions of n8n that do not tell. */
	budgetMs?: number | 'untold';
}

/** The trigger in a workflow, polled by n8n's own code as its scheduler does it; tests say when. */
export class Polling {
	/** The workflow's static data, as the database has it. */
	database = '{}';
	parameters: IDataObject;
	/** By which the trigger tells its polls from those of others at the same time. */
	private readonly id = randomUUID();
	private workflow: Workflow;

	constructor(private readonly trial: PollTrial) {
		this.parameters = trial.parameters;
		this.workflow = this.loaded();
	}

	get credential(): Trial['credential'] {
		return this.trial.credential;
	}

	private loaded(): Workflow {
		const { id, parameters } = this;
		const credentials = { jelasticApi: { id: 'one', name: 'one' } };
		const node = { id, parameters: saved(parameters) as INode['parameters'], credentials };
		const workflow = workflowOf([{ name: NAME, nodeType: new JelasticS3Trigger(), ...node }]);
		const { [`node:${NAME}`]: data = {} } = JSON.parse(this.database) as IDataObject;
		Object.assign(workflow.getStaticData('node', workflow.nodes[NAME]), data);
		return workflow;
	}

	/** What the node keeps in memory. */
	get data(): IDataObject {
		return this.workflow.getStaticData('node', this.workflow.nodes[NAME]);
	}

	/** Whether n8n would save the workflow's static data: something was written to it. */
	get isWritten(): boolean {
		return this.workflow.staticData.__dataChanged === true;
	}

	/** n8n saves the workflow's static data. */
	save(): void {
		this.database = JSON.stringify(this.workflow.staticData);
		this.workflow.staticData.__dataChanged = false;
	}

	/** n8n starts again, or the workflow is published with other parameters: from what the database has. */
	restart(parameters = this.parameters): void {
		this.parameters = parameters;
		this.workflow = this.loaded();
	}

	/** One poll, with nothing saved: the items, or null. */
	async pollUnsaved(mode: 'trigger' | 'manual' = 'trigger'): Promise<INodeExecutionData[] | null> {
		const { workflow } = this;
		const { credential, budgetMs } = this.trial;
		const node = workflow.nodes[NAME];
		const data = additionalData({ steps: [], items: [], credential, mode }, workflow);
		const context = new PollContext(
			...([workflow, node, data, mode, 'activate'] as const),
			...([undefined, undefined, undefined, undefined, undefined] as const),
			typeof budgetMs === 'number' ? () => budgetMs : undefined,
		);
		if (budgetMs === 'untold') Object.assign(context, { getPollBudgetMs: undefined });
		const output = await new TriggersAndPollers().runPollFunction(workflow, node, context);
		return output === null ? null : output.flat();
	}

	/** One poll; as n8n does it, what is known is saved where there are items. */
	async poll(): Promise<INodeExecutionData[] | null> {
		const items = await this.pollUnsaved();
		if (items) this.save();
		return items;
	}

	/** What becomes of each object, by one poll: "created a.txt". */
	async news(): Promise<string[]> {
		return linesOf(await this.poll());
	}

	/** The first poll, at publishing: its state is saved whatever it gives. */
	async publish(): Promise<string[]> {
		const lines = await this.news();
		this.save();
		return lines;
	}
}

export const linesOf = (items: INodeExecutionData[] | null): string[] =>
	(items ?? []).map(({ json }) => `${String(json.event)} ${String(json.key)}`);
