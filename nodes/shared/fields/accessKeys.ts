import { accessKeyNamed } from './common';
import { forPeople, setting } from './field';
import { flag, wholeNumber } from '../parse/text';

/** Not sent as the API's `accKey`: what is revoked is every other one. */
export const accessKeyInUse = accessKeyNamed(
	'Access Key in Use',
	'accessKeyInUse',
	'The access key ID that your applications use now, not the secret key. It keeps working.',
);

/** Not sent, as above. */
export const accessKeyToKeep = accessKeyNamed(
	'Access Key to Keep',
	'accessKey',
	'The access key ID that your applications use now, not the secret key. It is the only one that keeps working.',
);

export const testFirst = forPeople(
	setting(
		{
			displayName: 'Test First',
			name: 'testFirst',
			type: 'boolean',
			default: false,
			description:
				'Whether to open the S3 endpoint with the access key to keep first. If that fails, nothing is revoked.',
		},
		flag,
	),
);

/** The longest that Access Key: Test waits. */
const MOST_SECONDS = 300;

export const waitSeconds = setting(
	{
		displayName: 'Wait Until It Works',
		name: 'waitSeconds',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: MOST_SECONDS },
		default: 60,
		description:
			'How many seconds to keep trying, 0 to 300, because a new access key may take a while. It ends then, even in the middle of a request. By default it is tried once.',
	},
	wholeNumber(0, MOST_SECONDS),
);

export const withAccessKey = forPeople(
	setting(
		{
			displayName: 'With Access Key',
			name: 'withAccessKey',
			type: 'boolean',
			default: true,
			description:
				'Whether to return the access key and secret key of the account, and the endpoint. By default, it is on for a new account, and off for one that already exists. If the account has no access key, one is generated.',
		},
		flag,
	),
);
