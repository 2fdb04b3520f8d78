import { bucket, hostGroup, policy } from '../shared/fields/common';
import { singleCall, type Operation } from '../shared/operation';
import { toDoneItem, toPolicyItem } from '../shared/items';

export const policyOperations: Operation[] = [
	singleCall({
		resource: 'policy',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket policy',
		description: "Delete a bucket's policies: only its owner has access afterwards",
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
	singleCall({
		resource: 'policy',
		value: 'set',
		name: 'Set',
		action: 'Set bucket policy',
		description: "Replace a bucket's policies with a JSON document",
		method: 's3.bucket.SetPolicy',
		fields: [hostGroup, bucket, policy],
		concurrent: false,
		toItems: toDoneItem('set'),
	}),
];
