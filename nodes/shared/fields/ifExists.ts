import { oneOf } from '../parse/text';
import { forPeople, setting } from './field';

/** For whoever repeats a workflow that failed halfway. */
export const ifExists = forPeople(
	setting(
		{
			displayName: 'If It Already Exists',
			name: 'ifExists',
			type: 'options',
			options: [
				{
					name: 'Fail',
					value: 'fail',
					description: 'Stop with an error',
				},
				{
					name: 'Use It',
					value: 'use',
					description: 'Continue with the existing one, if it is your own',
				},
			],
			default: 'fail',
			description: 'What to do if one with this name already exists',
		},
		oneOf('fail', 'use'),
	),
);
