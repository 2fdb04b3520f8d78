import { account, hostGroup, hostGroupFilter, newAccount } from '../shared/fields/common';
import { singleCall, type Operation } from '../shared/operation';
import { listFields } from '../shared/fields/options';
import { toDoneItem } from '../shared/items';
import { toAccountItems } from '../shared/accessKeys/getMany';

export const accountOperations: Operation[] = [
	singleCall({
		resource: 'account',
		value: 'create',
		name: 'Create',
		action: 'Create account',
		description: 'Create an S3 account in a host group; it comes with its first key pair',
		method: 's3.account.Create',
		fields: [hostGroup, newAccount],
		warning: {
			message:
				'The result contains a secret key. In the settings of this workflow, turn off saving executions.',
		},
		concurrent: false,
		toItems: toDoneItem('created'),
	}),
	singleCall({
		resource: 'account',
		value: 'delete',
		name: 'Delete',
		action: 'Delete account',
		description: 'Delete an S3 account and its key pairs permanently',
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
