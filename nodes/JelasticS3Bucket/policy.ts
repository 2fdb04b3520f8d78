import { bucket, hostGroup, policy } from '../shared/fields';
import type { Operation } from '../shared/operation';
import { done, policyDocument } from '../shared/results';

export const policyOperations: Operation[] = [
	{
		resource: 'policy',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket policy',
		description: "Delete a bucket's policies: only its owner has access afterwards",
		methods: ['s3.bucket.DeletePolicy'],
		fields: [hostGroup, bucket],
		sideBySide: false,
		repeatable: true,
		goneIsDone: true,
		toItems: done('deleted'),
	},
	{
		resource: 'policy',
		value: 'get',
		name: 'Get',
		action: 'Get bucket policy',
		description: "Get a bucket's policy as a JSON document",
		methods: ['s3.bucket.GetPolicy'],
		fields: [hostGroup, bucket],
		sideBySide: true,
		repeatable: true,
		toItems: policyDocument,
	},
	{
		resource: 'policy',
		value: 'set',
		name: 'Set',
		action: 'Set bucket policy',
		description: "Replace a bucket's policies with a JSON document",
		methods: ['s3.bucket.SetPolicy'],
		fields: [hostGroup, bucket, policy],
		sideBySide: false,
		repeatable: true,
		toItems: done('set'),
	},
];
