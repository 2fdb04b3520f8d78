import { readFileSync, statSync } from 'node:fs';
import type { ExampleName } from '../examples';
import { filesBelow } from '../files';
import { type CheckGroup, same } from './check';

/** Neither tokens nor secret keys reach n8n's log, database or other files. */
export const secrecy: CheckGroup = {
	title: 'Secrets',
	checks: ({ n8n, server, provisioned, folders, secrets }) => {
		const notSaved = (name: ExampleName) => ({
			[`no execution of ${name} is saved`]: async () => {
				const { id: workflowId = '' } = provisioned.workflows.get(name) ?? {};
				same((await n8n.executions({ workflowId })).length, 0, 'executions');
				return '0 executions';
			},
		});
		const noneIn = (files: string[]) => {
			const leaks = files.filter((file) => {
				const bytes = readFileSync(file);
				return [...secrets].some((secret) => bytes.includes(secret));
			});
			same(leaks, [], 'files with a secret in them');
		};
		return {
			...notSaved('webhook-key-rotation'),
			...notSaved('new-customer'),
			"no token and no secret key is in n8n's log": () => {
				// n8n has two, since it was started again.
				noneIn([folders.log, server.log]);
				return `${secrets.size} secrets, ${statSync(server.log).size} bytes of log`;
			},
			"no token and no secret key is in n8n's database or any other of its files": () => {
				const files = filesBelow(folders.userFolder);
				noneIn(files);
				return `${secrets.size} secrets, ${files.length} files`;
			},
		};
	},
};
