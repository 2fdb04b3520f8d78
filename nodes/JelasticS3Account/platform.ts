import { program, type Operation } from '../shared/operation';
import { CHECKS } from '../shared/platformCheck/checks';
import { checkPlatform } from '../shared/platformCheck/run';

export const platformOperations: Operation[] = [
	program({
		resource: 'platform',
		value: 'check',
		name: 'Check',
		action: 'Check platform',
		description:
			'Try each method that only reads, and show how its answer is understood, without a value of it',
		methods: CHECKS.map(({ method }) => method),
		fields: [],
		concurrent: true,
		run: checkPlatform,
	}),
];
