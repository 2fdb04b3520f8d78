import { jelasticData } from '../provision';
import { same } from './expect';
import type { Chapter } from './check';

const NODES = ['n8n-nodes-jelastic-s3.jelasticS3Account', 'n8n-nodes-jelastic-s3.jelasticS3Bucket'];

/** n8n has loaded the pack under the names that it has from the registry, and the credential works. */
export const loading: Chapter = {
	title: 'The pack in n8n',
	checks: ({ n8n, sandbox, provisioned }) => [
		{
			name: 'both nodes and the credential are loaded from the tarball',
			run: async () => {
				const nodes = await n8n.loadedTypes('nodes');
				const credentials = await n8n.loadedTypes('credentials');
				const ours = nodes.filter((name) => name.startsWith('n8n-nodes-jelastic-s3.')).sort();
				// n8n lists each usable-as-tool node a second time, with "Tool" behind its name.
				same(
					ours.filter((name) => !name.endsWith('Tool')),
					NODES,
					'node types',
				);
				same(credentials.filter((name) => name === 'jelasticApi').length, 1, 'jelasticApi');
				return NODES.join(', ');
			},
		},
		{
			name: 'the credential test accepts the token',
			run: async () => {
				const { status, message } = await n8n.testCredential(
					provisioned.jelastic,
					jelasticData(sandbox),
				);
				same(status, 'OK', message);
				return message;
			},
		},
		{
			name: 'the credential test refuses a wrong token',
			run: async () => {
				const { status, message } = await n8n.testCredential(
					provisioned.jelastic,
					jelasticData({ url: sandbox.url, token: 'no-such-token' }),
				);
				same(status, 'Error', message);
				return message;
			},
		},
		{
			name: 'the credential test refuses an address where nothing answers',
			run: async () => {
				const { status, message } = await n8n.testCredential(
					provisioned.jelastic,
					jelasticData({ url: 'http://127.0.0.1:9', token: sandbox.token }),
				);
				same(status, 'Error', message);
				return message;
			},
		},
	],
};
