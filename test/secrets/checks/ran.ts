import { operations as accountRows } from '../../../nodes/JelasticS3Account/operations';
import { operations as bucketRows } from '../../../nodes/JelasticS3Bucket/operations';
import type { Chapter } from '../../../sandbox/n8n/checks/check';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { TELLTALE } from '../faults';
import type { Scene } from './scene';

/** What was run is what was to be run. */
export const ran: Chapter<Scene> = {
	title: 'What ran',
	checks: ({ lanes, saved, faults, elsewhere }) => [
		{
			name: 'n8n saved an execution of every operation through every fault',
			run: () => {
				for (const { does, answers } of lanes) {
					const different = new Set(answers.map(({ fault }) => fault));
					same(different.size, faults, `faults of ${does}`);
				}
				const wanted = lanes.filter(({ isSaved }) => isSaved).flatMap(({ answers }) => answers);
				const calls = new Set(saved.map(({ call }) => call));
				same(wanted.filter(({ id }) => !calls.has(id)).length, 0, 'calls without an execution');
				same(saved.length, wanted.length, 'executions');
				return Promise.resolve(`${saved.length} executions`);
			},
		},
		{
			name: 'these are all operations of both nodes',
			run: () => {
				const rows = [...accountRows, ...bucketRows].map(
					({ resource, value }) => `${resource} ${value}`,
				);
				const run = lanes.map(({ does }) => does.split(',')[0]);
				same(
					rows.filter((row) => !run.includes(row)),
					[],
					'left out',
				);
				return Promise.resolve(`${rows.length} operations`);
			},
		},
		{
			name: 'without a fault everything succeeds',
			run: () => {
				const failed = lanes.flatMap(({ does, answers }) =>
					answers
						.filter(({ fault, status }) => fault === 'none' && status !== 200)
						.map(({ body }) => `${does}: ${JSON.stringify(body)}`),
				);
				same(failed, [], 'failed');
				return Promise.resolve(`${lanes.length} workflows and lists`);
			},
		},
		{
			name: 'texts that give everything away reached the failures, with the secrets blotted out',
			run: () => {
				const failures = saved.flatMap((execution) => execution.failures);
				const told = failures.filter((text) => text.includes(TELLTALE));
				holds(told.length > 0, 'no failure quotes them');
				same(told.filter((text) => !text.includes('***')).length, 0, 'failures without ***');
				return Promise.resolve(`${told.length} of ${failures.length} failures quote them`);
			},
		},
		{
			name: 'nothing went where redirects point',
			run: () => {
				same(elsewhere.requests, [], 'requests');
				return Promise.resolve('0 requests');
			},
		},
	],
};
