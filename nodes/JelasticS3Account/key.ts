import {
	accessKey,
	account,
	accountFilter,
	createdBefore,
	hostGroup,
	hostGroupFilter,
} from '../shared/fields/common';
import { program, singleCall, type Operation } from '../shared/operation';
import { includeSecretKeys, listFields } from '../shared/fields/options';
import { toDoneItem } from '../shared/items';
import { toAccessKeyItems } from '../shared/accessKeys/getMany';
import { generateKeyPair, regenerateKeyPair } from '../shared/accessKeys/newPair';

const alsoNeeds: Operation['alsoNeeds'] = [
	{ method: 's3.account.GetKeys', where: 'to tell a new pair from those before' },
];

export const keyOperations: Operation[] = [
	program({
		resource: 'key',
		value: 'generate',
		name: 'Generate',
		action: 'Generate key pair',
		description:
			'Add a key pair to an S3 account, which holds at most two; the secret key is in the result',
		methods: ['s3.account.GenerateKey'],
		alsoNeeds,
		fields: [hostGroup, account],
		warning: {
			message:
				'The result contains a secret key. In the settings of this workflow, turn off saving executions.',
		},
		concurrent: false,
		run: generateKeyPair,
	}),
	singleCall({
		resource: 'key',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many key pairs',
		description: 'List the access keys of all S3 accounts, or of one, with their ages',
		method: 's3.account.GetKeys',
		fields: [hostGroupFilter, accountFilter, createdBefore, ...listFields],
		options: [includeSecretKeys],
		warning: {
			message:
				'The result contains a secret key. In the settings of this workflow, turn off saving executions.',
			when: '$parameter["options"]["includeSecretKeys"]',
		},
		concurrent: true,
		toItems: toAccessKeyItems,
	}),
	program({
		resource: 'key',
		value: 'regenerate',
		name: 'Regenerate',
		action: 'Regenerate key pair',
		description:
			'Replace a key pair by a new one at once: whatever uses the old pair stops working; the secret key is in the result',
		methods: ['s3.account.RegenerateKeys'],
		alsoNeeds,
		fields: [hostGroup, accessKey],
		warning: {
			message:
				'The old key stops working immediately. To rotate without a gap, use Rotate. The result contains a secret key: in the settings of this workflow, turn off saving executions.',
		},
		concurrent: false,
		run: regenerateKeyPair,
	}),
	singleCall({
		resource: 'key',
		value: 'revoke',
		name: 'Revoke',
		action: 'Revoke key pair',
		description: 'Remove a key pair from its S3 account: whatever uses it stops working',
		method: 's3.account.RevokeKey',
		fields: [hostGroup, accessKey],
		warning: {
			message: 'Whatever uses this access key stops working immediately. This cannot be undone.',
		},
		concurrent: false,
		toItems: toDoneItem('revoked'),
	}),
];
