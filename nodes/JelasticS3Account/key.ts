import {
	accessKey,
	account,
	accountFilter,
	createdBefore,
	hostGroup,
	hostGroupFilter,
} from '../shared/fields/common';
import {
	accessKeyInUse,
	accessKeyToKeep,
	testFirst,
	waitSeconds,
} from '../shared/fields/accessKeys';
import { program, singleCall, type Operation } from '../shared/operation';
import { includeSecretKeys, listFields } from '../shared/fields/options';
import { toDoneItem } from '../shared/items';
import { toAccessKeyItems } from '../shared/accessKeys/getMany';
import { generateKeyPair, regenerateKeyPair } from '../shared/accessKeys/newPair';
import { revokeOthers } from '../shared/accessKeys/revokeOthers';
import { rotate } from '../shared/accessKeys/rotate';
import { testAccessKey } from '../shared/accessKeys/testAccessKey';

const alsoNeeds: Operation['alsoNeeds'] = [
	{ method: 's3.account.GetKeys', where: 'to tell a new pair from those before' },
];

const SHOWS_SECRET = {
	message:
		'The result contains a secret key. In the settings of this workflow, turn off saving executions.',
};

/** What finds the S3 endpoint where the accounts do not name it. */
const toFindEndpoint = (where: string): Operation['alsoNeeds'] => [
	{ method: 's3.bucket.List', where },
	{ method: 's3.bucket.GetPresignedURL', where },
];

export const keyOperations: Operation[] = [
	program({
		resource: 'key',
		value: 'generate',
		name: 'Generate',
		action: 'Generate access key',
		description:
			'Create an additional access key (at most two per account). The result includes the secret key.',
		methods: ['s3.account.GenerateKey'],
		alsoNeeds,
		fields: [hostGroup, account],
		warning: SHOWS_SECRET,
		returnsSecret: true,
		concurrent: false,
		run: generateKeyPair,
	}),
	singleCall({
		resource: 'key',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many access keys',
		description: 'List the access keys of all S3 accounts, or of one, with their ages',
		method: 's3.account.GetKeys',
		fields: [hostGroupFilter, accountFilter, createdBefore, ...listFields],
		options: [includeSecretKeys],
		warning: { ...SHOWS_SECRET, when: '$parameter["options"]["includeSecretKeys"]' },
		returnsSecret: includeSecretKeys,
		concurrent: true,
		toItems: toAccessKeyItems,
	}),
	program({
		resource: 'key',
		value: 'regenerate',
		name: 'Regenerate',
		action: 'Regenerate access key',
		description:
			'Replace an access key immediately. The old key stops working, which cannot be undone. The result includes the secret key.',
		methods: ['s3.account.RegenerateKeys'],
		alsoNeeds,
		fields: [hostGroup, accessKey],
		warning: {
			message:
				'The old key stops working immediately. To rotate without a gap, use Rotate. The result contains a secret key: in the settings of this workflow, turn off saving executions.',
		},
		returnsSecret: true,
		concurrent: false,
		run: regenerateKeyPair,
	}),
	singleCall({
		resource: 'key',
		value: 'revoke',
		name: 'Revoke',
		action: 'Revoke access key',
		description:
			'Permanently remove an access key. Whatever uses it stops working. This cannot be undone.',
		method: 's3.account.RevokeKey',
		fields: [hostGroup, accessKey],
		warning: {
			message: 'Whatever uses this access key stops working immediately. This cannot be undone.',
		},
		concurrent: false,
		toItems: toDoneItem('revoked'),
	}),
	program({
		resource: 'key',
		value: 'revokeOthers',
		name: 'Revoke Others',
		action: 'Revoke other access keys',
		description:
			'Permanently revoke all access keys of an account except one. This cannot be undone.',
		methods: ['s3.account.GetKeys', 's3.account.RevokeKey'],
		alsoNeeds: toFindEndpoint('with Test First, if the platform does not name the S3 endpoint'),
		fields: [hostGroup, accessKeyToKeep],
		options: [testFirst],
		warning: {
			message:
				'Whatever uses another access key of the account stops working immediately. This cannot be undone.',
		},
		concurrent: false,
		run: revokeOthers,
	}),
	program({
		resource: 'key',
		value: 'rotate',
		name: 'Rotate',
		action: 'Rotate access key',
		description:
			'Create a new access key next to the one in use, and permanently revoke all others of the account. The result includes the secret key.',
		methods: ['s3.account.GetKeys', 's3.account.RevokeKey', 's3.account.GenerateKey'],
		fields: [hostGroup, account, accessKeyInUse],
		warning: SHOWS_SECRET,
		returnsSecret: true,
		concurrent: false,
		run: rotate,
	}),
	program({
		resource: 'key',
		value: 'test',
		name: 'Test',
		action: 'Test access key',
		description: 'Check whether the S3 endpoint accepts an access key',
		methods: ['s3.account.GetKeys'],
		alsoNeeds: toFindEndpoint('if the platform does not name the S3 endpoint'),
		fields: [hostGroup, accessKey],
		options: [waitSeconds],
		concurrent: true,
		run: testAccessKey,
	}),
];
