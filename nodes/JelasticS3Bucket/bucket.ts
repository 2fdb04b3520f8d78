import { deleteBucket } from '../shared/objects/deleteBucket';
import { emptyFirst, through } from '../shared/fields/bulk';
import { bucket, hostGroup, newBucket } from '../shared/fields/common';
import type { Operation } from '../shared/operation';
import { concurrency, listFields } from '../shared/fields/options';
import { toBucketItems, toDoneItem } from '../shared/items';

export const bucketOperations: Operation[] = [
	{
		resource: 'bucket',
		value: 'create',
		name: 'Create',
		action: 'Create bucket',
		description: 'Create a bucket in a host group',
		methods: ['s3.bucket.Create'],
		fields: [hostGroup, newBucket],
		concurrent: false,
		repeatable: false,
		howToVerify: 'Bucket: Get Many shows whether it exists.',
		toItems: toDoneItem('created'),
	},
	{
		resource: 'bucket',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket',
		description: 'Delete a bucket permanently; it must be empty, or is emptied first',
		methods: ['s3.bucket.Delete'],
		alsoNeeds: [
			{ method: 's3.bucket.ListObjects', where: 'with Empty First' },
			{ method: 's3.bucket.DeleteObject', where: 'with Empty First' },
			{ method: 's3.account.GetKeys', where: 'through the S3 endpoint' },
		],
		fields: [hostGroup, bucket, emptyFirst],
		options: [concurrency, through],
		concurrent: false,
		repeatable: true,
		notFoundMeansDone: true,
		run: deleteBucket,
	},
	{
		resource: 'bucket',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many buckets',
		description: 'List the buckets of every host group',
		methods: ['s3.bucket.List'],
		fields: listFields,
		concurrent: true,
		repeatable: true,
		toItems: toBucketItems,
	},
];
