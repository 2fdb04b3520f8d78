import { jelasticData, type Platform } from '../provision';
import { type CheckGroup, same } from './check';

const NODES = ['Account', 'Bucket', 'Trigger'].map(
	(name) => `n8n-nodes-jelastic-s3.jelasticS3${name}`,
);

/** n8n has loaded the pack under the names that it has from the registry, and the credential works. */
export const loading: CheckGroup = {
	title: 'The pack in n8n',
	checks: ({ n8n, sandbox: { url, token }, provisioned }) => {
		const testing = async (changes: Partial<Platform>, expected: string) => {
			const data = jelasticData({ url, token, ...changes });
			const { status, message } = await n8n.testCredential(provisioned.jelastic, data);
			same(status, expected, message);
			return message;
		};
		return {
			'the nodes and the credential are loaded from the tarball': async () => {
				const nodes = await n8n.loadedTypes('nodes');
				const ours = nodes.filter((name) => name.startsWith('n8n-nodes-jelastic-s3.')).sort();
				// n8n lists each usable-as-tool node a second time, with "Tool" behind its name.
				const loaded = ours.filter((name) => !name.endsWith('Tool'));
				same(loaded, NODES, 'node types');
				const credentials = await n8n.loadedTypes('credentials');
				same(credentials.filter((name) => name === 'jelasticApi').length, 1, 'jelasticApi');
				return NODES.join(', ');
			},
			'the credential test accepts the token': () => testing({}, 'OK'),
			'the credential test refuses a wrong token': () =>
				testing({ token: 'no-such-token' }, 'Error'),
			'the credential test refuses an address where nothing answers': () =>
				testing({ url: 'http://127.0.0.1:9' }, 'Error'),
		};
	},
};
