import { defineConfig } from '@playwright/test';
import config from '../playwright.config';

/** Takes pictures of n8n with the nodes in it; `docs` or `panels` behind the command takes those alone. */
export default defineConfig(config, {
	testDir: '.',
	testMatch: '*.pictures.ts',
	globalSetup: '../globalSetup.ts',
	timeout: 20 * 60_000,
	retries: 0,
	reporter: 'list',
	use: { screenshot: 'off', trace: 'off' },
});
