import { account, hostGroup, newAccount } from '../shared/fields';
import type { Operation } from '../shared/operation';
import { listFields } from '../shared/options';
import { accounts, done } from '../shared/results';

export const accountOperations: Operation[] = [
	{
		resource: 'account',
		value: 'create',
		name: 'Create',
		action: 'Create account',
		description: 'Create an S3 account in a host group; it comes with its first key pair',
		methods: ['s3.account.Create'],
		fields: [hostGroup, newAccount],
		sideBySide: false,
		repeatable: false,
		lookWith: 'Account: Get Many shows whether it exists.',
		toItems: done('created'),
	},
	{
		resource: 'account',
		value: 'delete',
		name: 'Delete',
		action: 'Delete account',
		description: 'Delete an S3 account and its key pairs permanently',
		methods: ['s3.account.Delete'],
		fields: [hostGroup, account],
		sideBySide: false,
		repeatable: true,
		goneIsDone: true,
		toItems: done('deleted'),
	},
	{
		resource: 'account',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many accounts',
		description: 'List the S3 accounts of every host group',
		methods: ['s3.account.GetKeys'],
		fields: listFields,
		sideBySide: true,
		repeatable: true,
		toItems: accounts,
	},
];
