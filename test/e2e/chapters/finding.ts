import { holds } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { found, openCreator, startWithClick } from '../editor/canvas';

const WORDS = ['jelastic', 's3 bucket', 'object storage', 'virtuozzo'];

const NODES = ['Jelastic S3 Account', 'Jelastic S3 Bucket'];

export const finding: Chapter = {
	title: 'Finding the nodes',
	checks: ({ page, url }) => [
		{
			name: 'a new workflow begins with a click',
			run: async () => await startWithClick(page, url),
		},
		...WORDS.map((words) => ({
			name: `"${words}" finds both nodes`,
			run: async () => {
				if (!(await page.getByTestId('node-creator-search-bar').isVisible()))
					await openCreator(page);
				const names = await found(page, words);
				holds(
					NODES.every((name) => names.includes(name)),
					`found ${names.join(', ') || 'nothing'}`,
				);
				return names.join(', ');
			},
		})),
		{
			name: 'both have their icon',
			run: async () => {
				await found(page, 'jelastic');
				const icons = page.locator('img[src*="jelastic"]').filter({ visible: true });
				const sources = await Promise.all(
					(await icons.all()).map(async (icon) => await icon.getAttribute('src')),
				);
				holds(sources.length === 2, `${sources.length} icons`);
				for (const source of sources) {
					const answer = await page.request.get(new URL(source ?? '', url).href);
					holds(answer.ok(), `no icon at ${source}: HTTP ${answer.status()}`);
				}
			},
		},
	],
};
