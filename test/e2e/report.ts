import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from './check';

/** Where results and pictures go; not committed. */
export const REPORT = join(__dirname, 'report');

const STYLE = `body { font: 15px system-ui; margin: 2em auto; max-width: 1100px; padding: 0 1em }
	details { margin: .3em 0 } img { max-width: 100%; border: 1px solid #ccc; margin: .5em 0 1.5em }
	.ok { color: #1a7f37 } .failed { color: #cf222e } small { color: #777 }`;

/** An empty folder for the report's pictures. */
export function beginReport(): void {
	for (const part of ['index.html', 'steps']) {
		rmSync(join(REPORT, part), { recursive: true, force: true });
	}
	mkdirSync(join(REPORT, 'steps'), { recursive: true });
}

const escaped = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function row({ name, passed, text, seconds, screenshot }: Outcome): string {
	return `<details${passed ? '' : ' open'}><summary>
	<b class="${passed ? 'ok' : 'failed'}">${passed ? 'ok' : 'FAIL'}</b> ${escaped(name)}
	${text && `– ${escaped(text)}`} <small>${seconds.toFixed(1)} s</small></summary>
	<img loading="lazy" alt="The page at the end of this check" src="${screenshot}"></details>`;
}

/** Writes all results into one page; gives its file. */
export function writeReport(outcomes: Outcome[], title: string): string {
	const chapters = [...new Set(outcomes.map(({ chapter }) => chapter))];
	const body = chapters.map((chapter) => {
		const own = outcomes.filter((outcome) => outcome.chapter === chapter);
		return `<h2>${escaped(chapter)}</h2>\n${own.map(row).join('\n')}`;
	});
	const failed = outcomes.filter(({ passed }) => !passed).length;
	const file = join(REPORT, 'index.html');
	writeFileSync(
		file,
		`<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style>
<h1>${escaped(title)}</h1><p>${outcomes.length - failed} passed, ${failed} failed</p>
${body.join('\n')}\n`,
	);
	return file;
}
