import {
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	ICredentialsHelper,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type IRequestOptionsSimplified,
	type Workflow,
} from 'n8n-workflow';
import { JelasticApi } from '../../credentials/JelasticApi.credentials';

const credentialType: ICredentialType = new JelasticApi();

/** Has one credential, and adds it to requests as n8n's own helper does for a generic `authenticate`. */
export class OneCredential extends ICredentialsHelper {
	constructor(private readonly data: ICredentialDataDecryptedObject) {
		super();
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getDecrypted() {
		return { ...this.data };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = credentialType;
		if (typeof authenticate !== 'object') throw new Error('authenticate is expected to be generic');
		const request = options as unknown as Record<string, Record<string, unknown>>;
		for (const [part, values] of Object.entries(authenticate.properties)) {
			for (const [name, expression] of Object.entries(values as Record<string, string>)) {
				request[part] ??= {};
				request[part][name] = workflow.expression.getSimpleParameterValue(
					node,
					expression,
					'internal',
					{ $credentials: credentials },
				);
			}
		}
		return options as IHttpRequestOptions;
	}

	async preAuthentication(
		_helpers: IHttpRequestHelper,
		_credentials: ICredentialDataDecryptedObject,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	getParentTypes(): string[] {
		return [];
	}

	async getCredentials(): Promise<never> {
		throw new Error('Stored credentials are not asked for in these tests');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties() {
		return credentialType.properties;
	}
}
