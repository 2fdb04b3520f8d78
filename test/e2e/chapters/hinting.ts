import { holds, same } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { addAction, closePanel, startWithClick } from '../editor/canvas';
import { addEntry, executeStep, hints, pick } from '../editor/panel';

const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';

export const hinting: Chapter = {
	title: 'Hints, where they save a mistake',
	checks: (stage) => {
		const { page, url } = stage;
		const option = async (name: string, parameter: string, value: string) => {
			const adding = page.getByTestId('collection-parameter-add').last();
			await addEntry(adding, name, parameter, value);
		};
		const hinted = async (...parts: string[]) => {
			same(await executeStep(stage), 'success', 'the step');
			const seen = await hints(page);
			same(seen.length, parts.length, `hints (${seen.join(' | ')})`);
			for (const [index, part] of parts.entries()) {
				holds(seen[index].includes(part), `the hint is "${seen[index]}"`);
			}
			return seen.join(' | ');
		};
		return [
			{
				name: 'a limit that is reached is told, once',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Get many objects');
					await pick(page, 'hostGroup', HOST_GROUP);
					await pick(page, 'bucketName', 'app-logs');
					return await hinted('Limit of 50 items reached');
				},
			},
			{
				name: 'a prefix that no key has',
				run: async () => {
					await option('Prefix', 'prefix', 'lugs/');
					return await hinted('No object in "app-logs" has a key that begins with "lugs/"');
				},
			},
			{
				name: 'a delimiter that groups keys',
				run: async () => {
					await page.getByTestId('parameter-input-prefix').locator('input').fill('logs/');
					await option('Delimiter', 'delimiter', '/');
					return await hinted('The delimiter "/" grouped keys');
				},
			},
			...[
				{ node: 'Jelastic S3 Bucket', action: 'Delete many objects', says: 'Dry Run' },
				{ node: 'Jelastic S3 Account', action: 'Regenerate key pair', says: 'stops working' },
			].map(({ node, action, says }) => ({
				name: `${action}: what to know before`,
				run: async () => {
					await closePanel(page);
					await addAction(page, node, action);
					const seen = (await hints(page)).join(' | ');
					holds(seen.includes(says), `the hints are "${seen}"`);
					return seen;
				},
			})),
		];
	},
};
