import axios, { type AxiosInstance, type AxiosResponse, type Method } from 'axios';
import { Problem } from './say';

/** A node as examples and n8n hold it; only what is looked at here. */
export interface WorkflowNode {
	name: string;
	type: string;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	id?: string;
	typeVersion?: number;
	position?: number[];
	webhookId?: string;
	onError?: string;
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

export type StoredCredential = { id: string; name: string; type: string };

type CredentialContent = { name: string; type: string; data: Record<string, unknown> };

export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	stoppedAt?: string | null;
	/** What the nodes put out, as one flatted text. */
	data?: string;
}

export type Login = { email: string; password: string };

interface ListSearch {
	methodName: string;
	nodeType: string;
	parameters: Record<string, unknown>;
	credentials: Record<string, { id: string; name: string }>;
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

	private async call<T>(method: Method, url: string, data?: unknown): Promise<T> {
		const answer = await this.http.request<{ data: T; message?: string }>({ method, url, data });
		if (answer.status >= 400) {
			const text = answer.data?.message ?? `HTTP ${answer.status}`;
			throw new Problem(`n8n refused ${method} ${url}: ${text}`);
		}
		this.keepSession(answer);
		return answer.data.data;
	}

	private keepSession(answer: AxiosResponse): void {
		const session = answer.headers['set-cookie']?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.http.defaults.headers.common.cookie = session.split(';')[0];
	}

	/** Creates the owner, and signs in with it. */
	setUpOwner = (login: Login, firstName: string, lastName: string) =>
		this.call<object>('POST', '/rest/owner/setup', { ...login, firstName, lastName });

	signIn = ({ email, password }: Login) =>
		this.call<object>('POST', '/rest/login', { emailOrLdapLoginId: email, password });

	async needsOwner(): Promise<boolean> {
		type Settings = { userManagement: { showSetupOnFirstLoad?: boolean } };
		const settings = await this.call<Settings>('GET', '/rest/settings');
		return settings.userManagement.showSetupOnFirstLoad === true;
	}

	credentials = () => this.call<StoredCredential[]>('GET', '/rest/credentials');

	createCredential = (content: CredentialContent) =>
		this.call<StoredCredential>('POST', '/rest/credentials', content);

	updateCredential = (id: string, content: CredentialContent) =>
		this.call<object>('PATCH', `/rest/credentials/${id}`, content);

	deleteCredential = (id: string) => this.call<unknown>('DELETE', `/rest/credentials/${id}`);

	/** Runs the credential's own test, as the editor does when one is saved. */
	testCredential = (stored: StoredCredential, data: Record<string, unknown>) =>
		this.call<{ status: string; message: string }>('POST', '/rest/credentials/test', {
			credentials: { ...stored, data },
		});

	/** Fills a list behind "From List", as the editor does when it is opened. */
	searchList = (list: ListSearch) =>
		this.call<unknown>('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
			methodName: list.methodName,
			path: 'parameters.list',
			nodeTypeAndVersion: { name: list.nodeType, version: 1 },
			currentNodeParameters: list.parameters,
			credentials: list.credentials,
		});

	workflows = () => this.call<StoredWorkflow[]>('GET', '/rest/workflows');

	createWorkflow = (workflow: WorkflowDocument) =>
		this.call<StoredWorkflow>('POST', '/rest/workflows', workflow);

	activate = ({ id, versionId }: StoredWorkflow) =>
		this.call<object>('POST', `/rest/workflows/${id}/activate`, { versionId });

	/** Runs a workflow from one of its triggers; gives the execution's id. */
	async runFrom(workflowId: string, trigger: string): Promise<string> {
		const path = `/rest/workflows/${workflowId}`;
		// Older versions run what they are sent; newer ones run what they have.
		const workflowData = await this.call<object>('GET', path);
		const body = { workflowData, triggerToStartFrom: { name: trigger } };
		return (await this.call<{ executionId: string }>('POST', `${path}/run`, body)).executionId;
	}

	execution = (id: string) => this.call<Execution>('GET', `/rest/executions/${id}`);

	/** The newest hundred, without their data; of one workflow if there is a filter. */
	async executions(filter: { workflowId?: string } = {}): Promise<Execution[]> {
		const query = new URLSearchParams({ filter: JSON.stringify(filter), limit: '100' });
		const path = `/rest/executions?${query.toString()}`;
		return (await this.call<{ results: Execution[] }>('GET', path)).results;
	}

	/** The names of the node types, or of the credential types, that n8n has loaded. */
	async loadedTypes(kind: 'nodes' | 'credentials'): Promise<string[]> {
		const { data } = await this.http.get<Array<{ name: string }>>(`/types/${kind}.json`);
		return data.map(({ name }) => name);
	}
}
