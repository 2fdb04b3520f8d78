import { same } from '../../../sandbox/n8n/checks/expect';
import type { Chapter } from '../check';
import { addAction, closePanel, startWithClick } from '../editor/canvas';
import { eventually } from '../eventually';
import { enterValue, executeStep, outputPanel, pick } from '../editor/panel';

export const firstWorkflow: Chapter = {
	title: "The README's first workflow",
	checks: (stage) => {
		const { page, url } = stage;
		return [
			{
				name: 'run a step and see the items',
				run: async () => {
					await startWithClick(page, url);
					await addAction(page, 'Jelastic S3 Bucket', 'Get many objects');
					await pick(page, 'hostGroup', 'EU Object Storage (s3-eu1.example)');
					await pick(page, 'bucketName', 'app-logs');
					same(await executeStep(stage), 'success', 'the step');
					const panel = outputPanel(page);
					const count = await panel.getByTestId('ndv-items-count').innerText();
					same(count.trim(), '50 items', 'the count');
					await panel.getByText('README.txt').first().waitFor();
					return count.trim();
				},
			},
			{
				name: 'a field of the input, dragged onto a list, becomes its value',
				run: async () => {
					await closePanel(page);
					await addAction(page, 'Jelastic S3 Bucket', 'Get presigned URL of object');
					for (const name of ['hostGroup', 'bucketName', 'key']) {
						const pill = page.getByTestId('ndv-input-panel').getByText(name, { exact: true });
						await pill
							.first()
							.dragTo(page.getByTestId(`parameter-input-${name}`), { steps: 12 } as never);
						await page
							.getByTestId(`parameter-input-${name}`)
							.getByText(`$json.${name}`)
							.first()
							.waitFor();
						// What n8n shows of the value lies over the next field until the field is left.
						await page.getByTestId('tab-params').click();
					}
				},
			},
			{
				name: 'each object has its link',
				run: async () => {
					same(await executeStep(stage), 'success', 'the step');
					const panel = outputPanel(page);
					const count = await panel.getByTestId('ndv-items-count').innerText();
					same(count.trim(), '50 items', 'the count');
					await eventually(
						async () => await panel.innerText(),
						(text) => text.includes('expiresAt') && text.includes('http://127.0.0.1'),
						'the items should have links',
					);
					return count.trim();
				},
			},
			{
				name: 'a value that is entered has a name of its own for that',
				run: async () => {
					await closePanel(page);
					await addAction(page, 'Jelastic S3 Bucket', 'Download object');
					const modes = [
						await enterValue(page, 'hostGroup', 's3-eu1.example'),
						await enterValue(page, 'bucketName', 'app-logs'),
						await enterValue(page, 'key', 'README.txt'),
					];
					same(modes, ['By Name', 'By Name', 'By Key'], 'the modes');
					return modes.join(', ');
				},
			},
		];
	},
};
