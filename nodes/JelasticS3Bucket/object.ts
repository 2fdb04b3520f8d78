import { checkMove, moveObject } from '../shared/objects/move';
import { checkCopyMany, checkMoveMany, copyMany, moveMany } from '../shared/objects/transferMany';
import { checkDeleteMany, deleteMany } from '../shared/objects/deleteMany';
import { getObject } from '../shared/objects/getObject';
import { deleteIncompleteUploads } from '../shared/objects/incompleteUploads';
import {
	allowDeletingEverything,
	allowMovingEverything,
	destinationPrefix,
	dryRun,
	ifCopyExists,
	onObjectFailure,
	output,
	listedPrefix,
	prefix,
	refuseAbove,
	sourcePrefix,
	via,
} from '../shared/fields/bulk';
import { filters, filtersBesideOlderThan, maxObjects, olderThan } from '../shared/fields/filters';
import { downloadedName, linkFor, uploadedType, validFor } from '../shared/fields/links';
import {
	begunBefore,
	cacheControl,
	content,
	contentDisposition,
	ifExists,
	ifMissing,
	metadata,
	text,
} from '../shared/fields/storage';
import {
	bucket,
	destinationBucket,
	destinationKey,
	hostGroup,
	key,
	inputBinaryField,
	newKey,
	outputBinaryField,
	sourceBucket,
	sourceKey,
} from '../shared/fields/common';
import { program, singleCall, type Operation } from '../shared/operation';
import {
	concurrency,
	contentType,
	fileName,
	listFields,
	listingOptions,
} from '../shared/fields/options';
import { download } from '../shared/s3/download';
import { checkUpload, upload } from '../shared/s3/upload';
import { checkLink, getPresignedUrl } from '../shared/s3/presignedUrl';
import { keyFitsUrl } from '../shared/s3/validate';
import { toDoneItem, objects } from '../shared/items';

/** What Copy and Move have in common. */
const oneObject = [hostGroup, sourceBucket, sourceKey, destinationBucket, destinationKey] as const;

/** What Copy Many and Move Many have in common. */
const manyObjects = [
	...[hostGroup, sourceBucket, sourcePrefix, destinationBucket, destinationPrefix],
	...[ifCopyExists, dryRun, output],
] as const;

const transfer = {
	resource: 'object',
	filters,
	concurrent: false,
};

/** What is needed to delete objects by the storage itself. */
const deletionByStorage = [
	{ method: 's3.account.GetKeys', where: 'to delete more than 50 objects quickly' },
	{
		method: 's3.bucket.GetPresignedURL',
		where: 'for that, if the keys come without an endpoint',
	},
] as const;

export const objectOperations: Operation[] = [
	singleCall({
		resource: 'object',
		value: 'copy',
		name: 'Copy',
		action: 'Copy object',
		description: 'Copy an object to another key or another bucket of the same host group',
		method: 's3.bucket.CopyObject',
		fields: oneObject,
		concurrent: true,
		toItems: toDoneItem('copied'),
	}),
	program({
		...transfer,
		value: 'copyMany',
		name: 'Copy Many',
		action: 'Copy many objects',
		description: 'Copy all objects matching a prefix and filters to another prefix or bucket',
		fields: manyObjects,
		options: [concurrency, maxObjects, onObjectFailure],
		methods: ['s3.bucket.ListObjects', 's3.bucket.CopyObject'],
		check: checkCopyMany,
		run: copyMany,
	}),
	singleCall({
		resource: 'object',
		value: 'delete',
		name: 'Delete',
		action: 'Delete object',
		description: 'Permanently delete an object. This cannot be undone.',
		method: 's3.bucket.DeleteObject',
		fields: [hostGroup, bucket, key],
		warning: { message: 'A deleted object cannot be restored.' },
		concurrent: true,
		toItems: toDoneItem('deleted'),
	}),
	program({
		resource: 'object',
		value: 'deleteIncompleteUploads',
		name: 'Delete Incomplete Uploads',
		action: 'Delete incomplete uploads',
		description:
			'Permanently delete the parts of uploads that were begun and never ended: no listing shows them, but they take storage',
		methods: ['s3.account.GetKeys'],
		alsoNeeds: [
			{ method: 's3.bucket.GetPresignedURL', where: 'if the keys come without an endpoint' },
		],
		fields: [hostGroup, bucket, prefix, begunBefore, dryRun, output],
		options: [concurrency, onObjectFailure],
		warning: {
			message: 'Uploads that are still in progress may be deleted too. Turn on Dry Run to preview.',
			when: '!$parameter["dryRun"]',
		},
		concurrent: false,
		run: deleteIncompleteUploads,
	}),
	program({
		resource: 'object',
		value: 'deleteMany',
		name: 'Delete Many',
		action: 'Delete many objects',
		description:
			'Permanently delete all objects matching a prefix and filters, e.g. older than 30 days. This cannot be undone.',
		methods: ['s3.bucket.ListObjects', 's3.bucket.DeleteObject'],
		alsoNeeds: deletionByStorage,
		fields: [hostGroup, bucket, prefix, olderThan, dryRun, output, allowDeletingEverything],
		filters: filtersBesideOlderThan,
		options: [concurrency, maxObjects, onObjectFailure, refuseAbove, via],
		warning: {
			message:
				'Deleted objects cannot be restored. Turn on Dry Run to preview what will be deleted.',
			when: '!$parameter["dryRun"]',
		},
		concurrent: false,
		check: checkDeleteMany,
		run: deleteMany,
	}),
	program({
		resource: 'object',
		value: 'download',
		name: 'Download',
		action: 'Download object',
		description: 'Download an object as a file',
		methods: ['s3.bucket.GetPresignedURL'],
		fields: [hostGroup, bucket, key, outputBinaryField],
		options: [fileName],
		concurrent: true,
		check: keyFitsUrl,
		run: download,
	}),
	program({
		resource: 'object',
		value: 'get',
		name: 'Get',
		action: 'Get object',
		description: "Get an object's size, times, type and metadata, or whether it exists",
		methods: ['s3.bucket.ListObjects'],
		alsoNeeds: [
			{ method: 's3.account.GetKeys', where: 'for content type and metadata' },
			{
				method: 's3.bucket.GetPresignedURL',
				where: 'for content type and metadata, if the keys come without an endpoint',
			},
		],
		fields: [hostGroup, bucket, key],
		options: [ifMissing],
		concurrent: true,
		check: keyFitsUrl,
		run: getObject,
	}),
	program({
		resource: 'object',
		value: 'getAll',
		name: 'Get Many',
		action: 'Get many objects',
		description: 'List the objects of a bucket',
		methods: ['s3.bucket.ListObjects'],
		fields: [hostGroup, bucket, listedPrefix, ...listFields],
		filters,
		options: listingOptions,
		concurrent: true,
		run: objects,
	}),
	program({
		resource: 'object',
		value: 'getPresignedUrl',
		name: 'Get Presigned URL',
		action: 'Get presigned URL of object',
		description: 'Create a temporary link to download or upload an object',
		methods: ['s3.bucket.GetPresignedURL'],
		alsoNeeds: [
			{
				method: 's3.account.GetKeys',
				where: 'with For, Valid For, Content Type or File Name',
			},
		],
		fields: [hostGroup, bucket, key],
		options: [uploadedType, downloadedName, linkFor, validFor],
		concurrent: true,
		check: checkLink,
		run: getPresignedUrl,
	}),
	program({
		resource: 'object',
		value: 'move',
		name: 'Move',
		action: 'Move object',
		description:
			'Move or rename an object within a host group; the original is deleted once its copy is confirmed',
		methods: ['s3.bucket.CopyObject', 's3.bucket.ListObjects', 's3.bucket.DeleteObject'],
		fields: oneObject,
		// In their order, since one item may make room for the next: 2 to 3, then 1 to 2.
		concurrent: false,
		check: checkMove,
		run: moveObject,
	}),
	program({
		...transfer,
		value: 'moveMany',
		name: 'Move Many',
		action: 'Move many objects',
		description:
			'Move all objects matching a prefix and filters; each original is deleted once its copy is confirmed',
		alsoNeeds: deletionByStorage,
		fields: [...manyObjects, allowMovingEverything],
		options: [concurrency, maxObjects, onObjectFailure, refuseAbove, via],
		methods: ['s3.bucket.ListObjects', 's3.bucket.CopyObject', 's3.bucket.DeleteObject'],
		warning: {
			message:
				'The originals are deleted after their copies are confirmed. Turn on Dry Run to preview what will be moved.',
			when: '!$parameter["dryRun"]',
		},
		check: checkMoveMany,
		run: moveMany,
	}),
	program({
		resource: 'object',
		value: 'upload',
		name: 'Upload',
		action: 'Upload object',
		description: "Upload a file or a text into an object, with an S3 account's own keys",
		methods: ['s3.account.GetKeys'],
		alsoNeeds: [
			{ method: 's3.bucket.GetPresignedURL', where: 'if the keys come without an endpoint' },
		],
		fields: [hostGroup, bucket, newKey, content, inputBinaryField, text],
		options: [cacheControl, contentDisposition, contentType, ifExists, metadata],
		concurrent: true,
		check: checkUpload,
		run: upload,
	}),
];
