import { holds, same } from '../../../sandbox/n8n/checks/expect';
import type { Chapter, Check } from '../check';
import { addAction, closePanel, startWithClick } from '../editor/canvas';
import { choose, openList, pick, search } from '../editor/panel';
import type { Stage } from '../stage';

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

/** One list: opened, searched, chosen from. */
async function fromList(
	{ page }: Stage,
	parameter: string,
	expected: { all?: string[]; search: string; found: string[]; chosen: string },
): Promise<string> {
	const names = await openList(page, parameter);
	if (expected.all) same(names, expected.all, 'the list');
	await search(page, expected.search, expected.found);
	const chosen = await choose(page, parameter, expected.chosen);
	return `${names.length} in the list, "${expected.search}" finds ${expected.found.length}, chosen ${chosen}`;
}

const inBucketNode = (stage: Stage): Check[] => {
	const { page, url } = stage;
	return [
		{
			name: 'a host group, by a part of its name',
			run: async () => {
				await startWithClick(page, url);
				await addAction(page, 'Jelastic S3 Bucket', 'Get presigned URL of object');
				return await fromList(stage, 'hostGroup', {
					all: [HOST_GROUP, 'US Object Storage (s3-us1.example)'],
					search: 'eu1',
					found: [HOST_GROUP],
					chosen: HOST_GROUP,
				});
			},
		},
		{
			name: 'a bucket of that host group',
			run: async () =>
				await fromList(stage, 'bucketName', {
					all: ['app-logs', 'backups', 'empty-bucket'],
					search: 'LOG',
					found: ['app-logs'],
					chosen: 'app-logs',
				}),
		},
		{
			name: 'an object, by the beginning of its key',
			run: async () =>
				await fromList(stage, 'key', {
					search: 'READ',
					found: ['README.txt'],
					chosen: 'README.txt',
				}),
		},
	];
};

const inAccountNode = (stage: Stage): Check[] => {
	const { page, url, sandbox } = stage;
	const webshop = async () => {
		const accounts = await sandbox.accounts();
		const keys = accounts.find(({ name }) => name === 'webshop')?.keys;
		holds(keys?.length === 2, 'the sandbox has no account webshop with two key pairs');
		return keys.map(({ accKey }) => `${accKey} (webshop)`);
	};
	return [
		{
			name: 'an account',
			run: async () => {
				await startWithClick(page, url);
				await addAction(page, 'Jelastic S3 Account', 'Generate key pair');
				await pick(page, 'hostGroup', HOST_GROUP);
				return await fromList(stage, 'name', {
					all: ['backup', 'webshop'],
					search: 'shop',
					found: ['webshop'],
					chosen: 'webshop',
				});
			},
		},
		{
			name: 'an access key, by its account',
			run: async () => {
				await closePanel(page);
				await addAction(page, 'Jelastic S3 Account', 'Revoke key pair');
				await pick(page, 'hostGroup', HOST_GROUP);
				const keys = (await webshop()).sort((a, b) => a.localeCompare(b));
				return await fromList(stage, 'accKey', { search: 'shop', found: keys, chosen: keys[0] });
			},
		},
	];
};

export const picking: Chapter = {
	title: 'Choosing From List, with search',
	checks: (stage) => [...inBucketNode(stage), ...inAccountNode(stage)],
};
