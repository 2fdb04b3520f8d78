import { createBucket } from '../shared/objects/createBucket';
import { deleteBucket } from '../shared/objects/deleteBucket';
import { getUsage } from '../shared/objects/getUsage';
import { emptyFirst, listedPrefix, via } from '../shared/fields/bulk';
import { bucket, hostGroup, hostGroupFilter, newBucket } from '../shared/fields/common';
import { ifExists } from '../shared/fields/ifExists';
import { program, singleCall, type Operation } from '../shared/operation';
import { concurrency, groupBy, listFields } from '../shared/fields/options';
import { filters } from '../shared/fields/filters';
import { toBucketItems } from '../shared/items';

export const bucketOperations: Operation[] = [
	program({
		resource: 'bucket',
		value: 'create',
		name: 'Create',
		action: 'Create bucket',
		description: 'Create a bucket in a host group',
		methods: ['s3.bucket.Create'],
		alsoNeeds: [{ method: 's3.bucket.List', where: 'with Use It' }],
		fields: [hostGroup, newBucket, ifExists],
		concurrent: false,
		run: createBucket,
	}),
	program({
		resource: 'bucket',
		value: 'delete',
		name: 'Delete',
		action: 'Delete bucket',
		description:
			'Permanently delete a bucket. It must be empty, or its objects are deleted first. This cannot be undone.',
		methods: ['s3.bucket.Delete'],
		alsoNeeds: [
			{ method: 's3.bucket.ListObjects', where: 'with Empty First' },
			{ method: 's3.bucket.DeleteObject', where: 'with Empty First' },
			{
				method: 's3.account.GetKeys',
				where: 'with Empty First, to delete more than 50 objects quickly, and incomplete uploads',
			},
			{
				method: 's3.bucket.GetPresignedURL',
				where: 'for that, if the keys come without an endpoint',
			},
		],
		fields: [hostGroup, bucket, emptyFirst],
		options: [concurrency, via],
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
	program({
		resource: 'bucket',
		value: 'getUsage',
		name: 'Get Usage',
		action: 'Get usage of bucket',
		description: 'Count the objects and bytes of a bucket, or of a prefix in it',
		methods: ['s3.bucket.ListObjects'],
		fields: [hostGroup, bucket, listedPrefix],
		filters,
		options: [groupBy],
		concurrent: true,
		run: getUsage,
	}),
];
