import { account, hostGroup, newAccount } from '../shared/fields/common';
import type { Operation } from '../shared/operation';
import { listFields } from '../shared/fields/options';
import { toAccountItems, toDoneItem } from '../shared/items';

export const accountOperations: Operation[] = [
	{
		resource: 'account',
		value: 'create',
		name: 'Create',
		action: 'Create account',
		description: 'Create an S3 account in a host group; it comes with its first key pair',
		methods: ['s3.account.Create'],
		fields: [hostGroup, newAccount],
		concurrent: false,
		repeatable: false,
		howToVerify: 'Account: Get Many shows whether it exists.',
		toItems: toDoneItem('created'),
	},
	{
		resource: 'account',
		value: 'delete',
		name: 'Delete',
		action: 'Delete account',
		description: 'Delete an S3 account and its key pairs permanently',
		methods: ['s3.account.Delete'],
		fields: [hostGroup, account],
		concurrent: false,
		repeatable: true,
		notFoundMeansDone: true,
		toItems: toDoneItem('deleted'),
	},
	{
		resource: 'account',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many accounts',
		description: 'List the S3 accounts of every host group',
		methods: ['s3.account.GetKeys'],
		fields: listFields,
		concurrent: true,
		repeatable: true,
		toItems: toAccountItems,
	},
];
