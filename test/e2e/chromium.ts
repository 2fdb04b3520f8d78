import { existsSync } from 'node:fs';
import { type Browser, chromium, selectors } from 'playwright-core';
import { Problem } from '../../sandbox/n8n/say';

/** Where Debian, Ubuntu, Fedora, Alpine and macOS put it; `CHROMIUM` names another one. */
const PLACES = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const MISSING = `No Chromium was found at ${PLACES.join(', ')}.

Install it (Debian and Ubuntu: apt-get install chromium), or name one: CHROMIUM=/path/to/chrome.`;

/** Quiet, and at home in a container. */
const ARGS = [
	...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
	...['--disable-background-networking', '--disable-component-update', '--lang=en-US'],
];

/** The browser to test in; a Problem that tells how to get one where there is none. */
export function findChromium(): string {
	const named = process.env.CHROMIUM;
	const found = [...(named ? [named] : PLACES)].find((file) => existsSync(file));
	if (!found) throw new Problem(named ? `CHROMIUM names ${named}, which is not there.` : MISSING);
	return found;
}

export async function launch(executablePath: string): Promise<Browser> {
	// n8n's own marks for its tests.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({ executablePath, args: ARGS });
}
