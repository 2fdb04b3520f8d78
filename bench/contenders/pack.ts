import { fileItems, itemsOf, keyItems, singly, CREDENTIALS } from './execution';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, INode, INodeType } from 'n8n-workflow';
import type { Step } from '../../test/support/workflow';
import { BUILT } from '../build';
import { CONCURRENCY, OLD_BEFORE } from '../works';
import type { Contender, Place } from './contender';

/** The node as it ships. */
function bucketNode(): INodeType {
	const file = join(BUILT, 'nodes', 'JelasticS3Bucket', 'JelasticS3Bucket.node.js');
	const { JelasticS3Bucket } = createRequire(__filename)(file) as {
		JelasticS3Bucket: new () => INodeType;
	};
	return new JelasticS3Bucket();
}

const byValue = (value: string) => ({ __rl: true, mode: 'id', value });

function step({ hostGroup, bucket }: Place, parameters: IDataObject): Step {
	return {
		name: 'Pack',
		nodeType: bucketNode(),
		parameters: {
			resource: 'object',
			hostGroup: byValue(hostGroup),
			bucketName: byValue(bucket),
			...parameters,
		} as INode['parameters'],
		credentials: CREDENTIALS,
	};
}

const run = async (place: Place, parameters: IDataObject) =>
	await itemsOf([step(place, parameters)], place);

const LINK = {
	operation: 'getPresignedUrl',
	key: byValue('={{ $json.key }}'),
	options: { concurrency: CONCURRENCY },
};

const UPLOAD = {
	operation: 'upload',
	key: '={{ $json.key }}',
	binaryPropertyName: 'data',
	options: { concurrency: CONCURRENCY },
};

/** Runs it with so many items, each with a key. */
const withKeys =
	(parameters: IDataObject, items = keyItems) =>
	async (place: Place) =>
		(await itemsOf([step(place, parameters)], place, items(place.count))).length;

const deleting = (options: IDataObject) => async (place: Place) => {
	const [{ deleted }] = await run(place, {
		operation: 'deleteMany',
		olderThan: OLD_BEFORE,
		output: 'summary',
		options: { concurrency: CONCURRENCY, ...options },
	});
	return Number(deleted);
};

export const pack: Contender = {
	'list-10000': async (place) =>
		(await run(place, { operation: 'getAll', returnAll: true })).length,
	'delete-5000': deleting({}),
	'presign-1000': withKeys(LINK),
	'upload-200': withKeys(UPLOAD, fileItems),
	'single-1000': async (place) => await singly([step(place, LINK)], place),
	'summary-100000': async (place) => {
		const [{ matched }] = await run(place, {
			operation: 'deleteMany',
			dryRun: true,
			allowDeletingEverything: true,
			output: 'summary',
			options: { concurrency: CONCURRENCY },
		});
		return Number(matched);
	},
};

export const packThroughPlatform: Contender = { 'delete-5000': deleting({ via: 'platform' }) };

export const packValidFor: Contender = {
	'presign-1000': withKeys({ ...LINK, options: { ...LINK.options, validFor: '1 hour' } }),
};

export const packGetUsage: Contender = {
	'summary-100000': async (place) => {
		const [{ objects }] = await run(place, { resource: 'bucket', operation: 'getUsage' });
		return Number(objects);
	},
};
