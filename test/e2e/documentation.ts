import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES, ROOT } from '../../sandbox/n8n/folders';
import { addAction, closePanel, importFile, newWorkflow, startWithClick } from './editor/canvas';
import { enterValue, executeStep, pick } from './editor/panel';
import { runBy } from './editor/running';
import type { Stage } from './stage';

const DOCS = join(ROOT, 'docs');
const HOST_GROUP = 'EU Object Storage (s3-eu1.example)';
const SIZE = { width: 1200, height: 720 };

type Scene = (stage: Stage) => Promise<void>;

/** Both nodes, one behind the other. */
const canvas: Scene = async ({ page, url }) => {
	await startWithClick(page, url);
	await addAction(page, 'Jelastic S3 Account', 'Get many accounts');
	await closePanel(page);
	await addAction(page, 'Jelastic S3 Bucket', 'Get many buckets');
	await closePanel(page);
	await page.getByTestId('zoom-to-fit').click();
};

/** A panel, with what came out. */
const panel: Scene = async (stage) => {
	const { page, url } = stage;
	await startWithClick(page, url);
	await addAction(page, 'Jelastic S3 Bucket', 'Get many objects');
	await pick(page, 'hostGroup', HOST_GROUP);
	await pick(page, 'bucketName', 'app-logs');
	await executeStep(stage);
};

/** A failure, with its advice; on the panel of the scene before. */
const failure: Scene = async (stage) => {
	await enterValue(stage.page, 'bucketName', 'app-log');
	await executeStep(stage);
};

/** The cleanup example, after a run. */
const cleanup: Scene = async (stage) => {
	const { page, url } = stage;
	await newWorkflow(page, url);
	await importFile(page, join(EXAMPLES, 'scheduled-bucket-cleanup.json'));
	await runBy(stage, page.getByTestId('execute-workflow-button'));
	await page.getByText('Workflow executed successfully').first().waitFor();
	await page.getByTestId('zoom-to-fit').click();
};

const PICTURES: Record<string, Scene> = { canvas, panel, failure, cleanup };

/** Takes the README's pictures; gives their files' names. */
export async function documentationPictures(stage: Stage): Promise<string[]> {
	const { page } = stage;
	mkdirSync(DOCS, { recursive: true });
	await page.setViewportSize(SIZE);
	const files: string[] = [];
	for (const [name, scene] of Object.entries(PICTURES)) {
		await scene(stage);
		// What passes by: notices in the corner.
		await page.addStyleTag({ content: '.el-notification { display: none !important }' });
		await page.waitForTimeout(500);
		await page.screenshot({ path: join(DOCS, `${name}.png`) });
		files.push(`docs/${name}.png`);
	}
	return files;
}
