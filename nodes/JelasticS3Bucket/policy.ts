import { bucket, hostGroup, policy } from '../shared/fields/common';
import type { Operation } from '../shared/operation';
import { toDoneItem, toPolicyItem } from '../shared/items';

export const policyOperations: Operation[] = [
	{
		resource: 'policy',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket policy',
		description: "Delete a bucket's policies: only its owner has access afterwards",
		methods: ['s3.bucket.DeletePolicy'],
		fields: [hostGroup, bucket],
		concurrent: false,
		repeatable: true,
		notFoundMeansDone: true,
		toItems: toDoneItem('deleted'),
	},
	{
		resource: 'policy',
		value: 'get',
		name: 'Get',
		action: 'Get bucket policy',
		description: "Get a bucket's policy as a JSON document",
		methods: ['s3.bucket.GetPolicy'],
		fields: [hostGroup, bucket],
		concurrent: true,
		repeatable: true,
		toItems: toPolicyItem,
	},
	{
		resource: 'policy',
		value: 'set',
		name: 'Set',
		action: 'Set bucket policy',
		description: "Replace a bucket's policies with a JSON document",
		methods: ['s3.bucket.SetPolicy'],
		fields: [hostGroup, bucket, policy],
		concurrent: false,
		repeatable: true,
		toItems: toDoneItem('set'),
	},
];
