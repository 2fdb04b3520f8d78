import type { FullConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { installN8n } from '../../../sandbox/n8n/install';

/** Checks that there is a browser and installs n8n, once, before the tests. */
export default async function globalSetup({ projects: [{ use }] }: FullConfig): Promise<void> {
	const browser = use.launchOptions?.executablePath ?? '';
	if (!existsSync(browser)) {
		throw new Error(
			`No Chromium at ${browser}. Install it (Debian and Ubuntu: apt-get install chromium), or set CHROMIUM to the path of one.`,
		);
	}
	await installN8n();
}
