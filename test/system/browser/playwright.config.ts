import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { runFolders } from '../../../sandbox/n8n/folders';

const { base } = runFolders('browser');

export default defineConfig({
	testDir: '.',
	globalSetup: './globalSetup.ts',
	// All tests share one n8n; a failed test starts the next worker, and with it a new n8n.
	workers: 1,
	retries: process.env.CI ? 1 : 0,
	maxFailures: 10,
	timeout: 2 * 60_000,
	expect: { timeout: 15_000 },
	outputDir: join(base, 'results'),
	reporter: [['list'], ['html', { outputFolder: join(base, 'report'), open: 'never' }]],
	use: {
		testIdAttribute: 'data-test-id',
		viewport: { width: 1400, height: 900 },
		locale: 'en-US',
		actionTimeout: 20_000,
		navigationTimeout: 20_000,
		screenshot: 'on',
		trace: 'on-first-retry',
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: [
				...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
				...['--disable-background-networking', '--disable-component-update', '--lang=en-US'],
			],
		},
	},
});
