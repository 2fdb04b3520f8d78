import { deleteBucket } from '../shared/objects/deleteBucket';
import { emptyFirst, through } from '../shared/fields/bulk';
import { bucket, hostGroup, hostGroupFilter, newBucket } from '../shared/fields/common';
import { program, singleCall, type Operation } from '../shared/operation';
import { concurrency, listFields } from '../shared/fields/options';
import { toBucketItems, toDoneItem } from '../shared/items';

export const bucketOperations: Operation[] = [
	singleCall({
		resource: 'bucket',
		value: 'create',
		name: 'Create',
		action: 'Create bucket',
		description: 'Create a bucket in a host group',
		method: 's3.bucket.Create',
		fields: [hostGroup, newBucket],
		concurrent: false,
		toItems: toDoneItem('created'),
	}),
	program({
		resource: 'bucket',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket',
		description: 'Permanently delete a bucket; it must be empty, or is emptied first',
		methods: ['s3.bucket.Delete'],
		alsoNeeds: [
			{ method: 's3.bucket.ListObjects', where: 'with Empty First' },
			{ method: 's3.bucket.DeleteObject', where: 'with Empty First' },
			{ method: 's3.account.GetKeys', where: 'through the S3 endpoint' },
		],
		fields: [hostGroup, bucket, emptyFirst],
		options: [concurrency, through],
		warning: {
			message: 'All objects in the bucket are deleted first. They cannot be restored.',
			when: '$parameter["emptyFirst"]',
		},
		concurrent: false,
		run: deleteBucket,
	}),
	singleCall({
		resource: 'bucket',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many buckets',
		description: 'List the buckets of all host groups, or of one',
		method: 's3.bucket.List',
		fields: [hostGroupFilter, ...listFields],
		concurrent: true,
		toItems: toBucketItems,
	}),
];
