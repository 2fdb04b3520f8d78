import { access, bucket, hostGroup, policy } from '../shared/fields/common';
import { program, singleCall, type Operation } from '../shared/operation';
import { toDoneItem, toPolicyItem } from '../shared/items';
import { setPolicy } from '../shared/objects/setPolicy';

export const policyOperations: Operation[] = [
	singleCall({
		resource: 'policy',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket policy',
		description: "Remove the bucket's policy; only the owner keeps access",
		method: 's3.bucket.DeletePolicy',
		fields: [hostGroup, bucket],
		concurrent: false,
		toItems: toDoneItem('deleted'),
	}),
	singleCall({
		resource: 'policy',
		value: 'get',
		name: 'Get',
		action: 'Get bucket policy',
		description: "Get a bucket's policy as a JSON document",
		method: 's3.bucket.GetPolicy',
		fields: [hostGroup, bucket],
		concurrent: true,
		toItems: toPolicyItem,
	}),
	program({
		resource: 'policy',
		value: 'set',
		name: 'Set',
		action: 'Set bucket policy',
		description: 'Make a bucket private or publicly readable, or set a policy of your own',
		methods: ['s3.bucket.SetPolicy'],
		alsoNeeds: [{ method: 's3.bucket.DeletePolicy', where: 'with Access "Private"' }],
		fields: [hostGroup, bucket, access, policy],
		concurrent: false,
		run: setPolicy,
	}),
];
