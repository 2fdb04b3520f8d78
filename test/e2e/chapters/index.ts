import type { Chapter } from '../check';
import { agent } from './agent';
import { credential } from './credential';
import { examples } from './examples';
import { failures } from './failures';
import { finding } from './finding';
import { firstWorkflow } from './firstWorkflow';
import { hinting } from './hinting';
import { nightlyCleanup } from './nightlyCleanup';
import { picking } from './picking';
import { signIn } from './signIn';

/** What a new user does, in order. */
export const chapters: Chapter[] = [
	signIn,
	finding,
	credential,
	picking,
	firstWorkflow,
	nightlyCleanup,
	failures,
	hinting,
	agent,
	...examples,
];
