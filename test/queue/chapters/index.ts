import type { Chapter } from '../../../sandbox/n8n/checks/check';
import type { Stage } from '../stage';
import type { Story } from '../story';
import { cuttingOff } from './cuttingOff';
import { ending } from './ending';

/** The chapters, which tell one story. */
export function chaptersOf(story: Story): Array<Chapter<Stage>> {
	return [
		{ title: 'A worker is killed', checks: (stage) => cuttingOff(stage, story) },
		{ title: 'The work comes to its end', checks: (stage) => ending(stage, story) },
	];
}
