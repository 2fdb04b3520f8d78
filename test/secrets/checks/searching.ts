import type { Chapter } from '../../../sandbox/n8n/checks/check';
import { holds } from '../../../sandbox/n8n/checks/expect';
import { FORMS } from '../forms';
import { Search } from '../search';
import type { Scene } from './scene';

const BEFORE = Buffer.from('{"text":"');
const BEHIND = Buffer.from('"}');

/** A search that finds nothing shows nothing, unless it finds what is there. */
export const searching: Chapter<Scene> = {
	title: 'The search',
	checks: ({ secrets }) => [
		{
			name: 'finds every secret in every form, in the middle of other bytes',
			run: () => {
				const search = new Search(secrets, ({ text }) => text);
				let written = 0;
				for (const secret of secrets) {
					for (const [form, write] of Object.entries(FORMS)) {
						for (const text of write(secret.text)) {
							const hits = search.in(Buffer.concat([BEFORE, Buffer.from(text as string), BEHIND]));
							const isFound = hits.some((hit) => hit.secret.text === secret.text);
							holds(isFound, `a ${secret.kind} is not found ${form}`);
							written += 1;
						}
					}
				}
				return Promise.resolve(`${secrets.length} secrets, ${written} texts`);
			},
		},
	],
};
