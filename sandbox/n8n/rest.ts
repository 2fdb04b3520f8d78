import axios, { type AxiosInstance, type AxiosResponse, type Method } from 'axios';
import { Problem } from './say';

/** A node as examples and n8n hold it; only what is looked at here. */
export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

/** A workflow as examples hold it and as `POST /rest/workflows` takes it. */
export interface WorkflowDocument {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings: Record<string, unknown>;
}

export interface StoredWorkflow {
	id: string;
	name: string;
	versionId: string;
	activeVersionId?: string | null;
}

export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

export interface CredentialContent {
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	finished: boolean;
	/** What the nodes put out, as one flatted text. */
	data?: string;
}

export interface Login {
	email: string;
	password: string;
}

/** n8n's internal REST interface, as its own editor uses it. */
export class N8nRest {
	private readonly http: AxiosInstance;

	constructor(readonly url: string) {
		this.http = axios.create({
			baseURL: url,
			proxy: false,
			timeout: 120_000,
			validateStatus: () => true,
			// The session cookie is bound to this header's value.
			headers: { 'browser-id': 'npm-start' },
		});
	}

	private async call<T>(method: Method, path: string, body?: unknown): Promise<T> {
		const answer = await this.http.request<{ data: T; message?: string }>({
			method,
			url: path,
			data: body,
		});
		if (answer.status >= 400) {
			const text = answer.data?.message ?? `HTTP ${answer.status}`;
			throw new Problem(`n8n refused ${method} ${path}: ${text}`);
		}
		this.keepSession(answer);
		return answer.data.data;
	}

	private keepSession(answer: AxiosResponse): void {
		const session = answer.headers['set-cookie']?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.http.defaults.headers.common.cookie = session.split(';')[0];
	}

	/** Makes the owner, and signs in with it. */
	async setUpOwner(login: Login, firstName: string, lastName: string): Promise<void> {
		await this.call('POST', '/rest/owner/setup', { ...login, firstName, lastName });
	}

	async signIn({ email, password }: Login): Promise<void> {
		await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	async needsOwner(): Promise<boolean> {
		type Settings = { userManagement: { showSetupOnFirstLoad?: boolean } };
		const settings = await this.call<Settings>('GET', '/rest/settings');
		return settings.userManagement.showSetupOnFirstLoad === true;
	}

	async credentials(): Promise<StoredCredential[]> {
		return await this.call('GET', '/rest/credentials');
	}

	async createCredential(content: CredentialContent): Promise<StoredCredential> {
		return await this.call('POST', '/rest/credentials', content);
	}

	async updateCredential(id: string, content: CredentialContent): Promise<void> {
		await this.call('PATCH', `/rest/credentials/${id}`, content);
	}

	/** Runs the credential's own test, as the editor does when one is saved. */
	async testCredential(
		stored: StoredCredential,
		data: Record<string, unknown>,
	): Promise<{ status: string; message: string }> {
		return await this.call('POST', '/rest/credentials/test', { credentials: { ...stored, data } });
	}

	/** Fills a list behind "From List", as the editor does when it is opened. */
	async searchList(list: {
		methodName: string;
		nodeType: string;
		parameters: Record<string, unknown>;
		credentials: Record<string, { id: string; name: string }>;
	}): Promise<unknown> {
		return await this.call('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			methodName: list.methodName,
			path: 'parameters.list',
			nodeTypeAndVersion: { name: list.nodeType, version: 1 },
			currentNodeParameters: list.parameters,
			credentials: list.credentials,
		});
	}

	async workflows(): Promise<StoredWorkflow[]> {
		return await this.call('GET', '/rest/workflows');
	}

	async createWorkflow(workflow: WorkflowDocument): Promise<StoredWorkflow> {
		return await this.call('POST', '/rest/workflows', workflow);
	}

	async activate({ id, versionId }: StoredWorkflow): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** Runs a workflow from one of its triggers; gives the execution's id. */
	async runFrom(workflowId: string, trigger: string): Promise<string> {
		// Older versions run what they are sent; newer ones run what they have.
		const workflowData = await this.call<object>('GET', `/rest/workflows/${workflowId}`);
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/rest/workflows/${workflowId}/run`,
			{ workflowData, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	async execution(id: string): Promise<Execution> {
		return await this.call('GET', `/rest/executions/${id}`);
	}

	async executionsOf(workflowId: string): Promise<Execution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call<{ results: Execution[] }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		return results;
	}

	/** The names of the node types, or of the credential types, that n8n has loaded. */
	async loadedTypes(kind: 'nodes' | 'credentials'): Promise<string[]> {
		const { data } = await this.http.get<Array<{ name: string }>>(`/types/${kind}.json`);
		return data.map(({ name }) => name);
	}
}
