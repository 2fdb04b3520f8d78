import { createAccount } from '../shared/accessKeys/createAccount';
import { withAccessKey } from '../shared/fields/accessKeys';
import { account, hostGroup, hostGroupFilter, newAccount } from '../shared/fields/common';
import { ifExists } from '../shared/fields/ifExists';
import { program, singleCall, type Operation } from '../shared/operation';
import { listFields } from '../shared/fields/options';
import { toDoneItem } from '../shared/items';
import { toAccountItems } from '../shared/accessKeys/getMany';

export const accountOperations: Operation[] = [
	program({
		resource: 'account',
		value: 'create',
		name: 'Create',
		action: 'Create account',
		description:
			'Create an S3 account in a host group. The result includes its access key, secret key and endpoint.',
		methods: ['s3.account.Create'],
		alsoNeeds: [
			{ method: 's3.account.GetKeys', where: 'with With Access Key or Use It' },
			{
				method: 's3.account.GenerateKey',
				where: 'with With Access Key, if the platform makes no access key with the account',
			},
		],
		fields: [hostGroup, newAccount, ifExists],
		options: [withAccessKey],
		warning: {
			message:
				'The result contains a secret key. In the settings of this workflow, turn off saving executions.',
			when: '$parameter["options"]["withAccessKey"] !== false',
		},
		returnsSecret: true,
		concurrent: false,
		run: createAccount,
	}),
	singleCall({
		resource: 'account',
		value: 'delete',
		name: 'Delete',
		action: 'Delete account',
		description: 'Permanently delete an S3 account and its access keys. This cannot be undone.',
		method: 's3.account.Delete',
		fields: [hostGroup, account],
		warning: { message: 'The account is deleted with all its access keys. This cannot be undone.' },
		concurrent: false,
		toItems: toDoneItem('deleted'),
	}),
	singleCall({
		resource: 'account',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many accounts',
		description: 'List the S3 accounts of all host groups, or of one',
		method: 's3.account.GetKeys',
		fields: [hostGroupFilter, ...listFields],
		concurrent: true,
		toItems: toAccountItems,
	}),
];
