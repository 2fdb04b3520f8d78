import { itemsOf, singly, CREDENTIALS } from './execution';
import type { IDataObject, IExecuteFunctions, INodeType } from 'n8n-workflow';
import type { Step } from '../../test/support/workflow';
import { CONCURRENCY, keyOf, UPLOAD_BYTES, UPLOAD_TYPE } from '../works';
import { deleteOld, list, presign, summary, type Call } from './calls';
import type { Contender, Place } from './contender';
import { upTo } from './pool';
import { uploadUrl } from './storage';
import { pathOf } from '../../test/support/methodPath';

const CREDENTIAL = 'jelasticApi';

/** A node that does one thing, with a table of fields as short as can be. */
const nodeThat = (
	execute: (context: IExecuteFunctions) => Promise<IDataObject[]>,
): INodeType & { execute: unknown } => ({
	description: {
		displayName: 'Plain',
		name: 'plain',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [],
	},
	async execute(this: IExecuteFunctions) {
		const items = await execute(this);
		return [items.map((json) => ({ json, pairedItem: 0 }))];
	},
});

const callOf =
	(context: IExecuteFunctions, { url }: Place): Call =>
	async (method, parameters) =>
		(await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, {
			method: 'POST',
			url: `${url}${pathOf(method)}`,
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: { appid: 'cluster', ...parameters },
		})) as IDataObject;

type Doing = (call: Call, place: Place) => Promise<IDataObject[]>;

const step = (place: Place, work: Doing): Step => ({
	name: 'Plain',
	nodeType: nodeThat(async (context) => await work(callOf(context, place), place)),
	credentials: CREDENTIALS,
});

const doing = async (place: Place, work: Doing) => await itemsOf([step(place, work)], place);

/** A node's works, with so many requests in flight. */
const works = (size: number): Contender => ({
	'list-10000': async (place) => (await doing(place, list)).length,
	'delete-5000': async (place) => {
		const [{ deleted }] = await doing(place, async (call) => [
			{ deleted: await deleteOld(call, place, size) },
		]);
		return Number(deleted);
	},
	'presign-1000': async (place) =>
		(await doing(place, async (call) => await presign(call, place, size))).length,
	'summary-100000': async (place) => {
		const [{ matched }] = await doing(place, async (call) => [await summary(call, place)]);
		return Number(matched);
	},
});

/** One request after another; where executions are measured, one in each. */
export const sequentialLoop: Contender = {
	...works(1),
	'upload-200': async (place) => (await itemsOf([uploadStep(place)], place)).length,
	'single-1000': async (place) => await singly([linkStep(place)], place),
};

/** n8n's transport with many in flight, and nothing around it: no executions where those are measured. */
export const n8nTransport: Contender = {
	...works(CONCURRENCY),
	'single-1000': works(CONCURRENCY)['presign-1000'],
};

/** A node that creates one link, for the key of its item. */
const linkStep = (place: Place): Step => ({
	name: 'Plain',
	nodeType: nodeThat(async (context) => {
		const { key = keyOf(0) } = context.getInputData()[0].json;
		const { bucket, hostGroup } = place;
		const { url } = await callOf(context, place)('s3.bucket.GetPresignedURL', {
			bucketName: bucket,
			hostGroup,
			key: String(key),
		});
		return [{ key, url }];
	}),
	credentials: CREDENTIALS,
});

/** A node that asks for the keys and uploads a file, for one key after another. */
const uploadStep = (place: Place): Step => ({
	name: 'Plain',
	nodeType: nodeThat(async (context) => {
		const { bucket, hostGroup, count } = place;
		const uploaded: IDataObject[] = [];
		for await (const index of upTo(count)) {
			const answer = await callOf(context, place)('s3.account.GetKeys', { hostGroup });
			const url = await uploadUrl(answer, bucket, keyOf(index));
			const headers = { 'content-type': UPLOAD_TYPE };
			await context.helpers.httpRequest({ method: 'PUT', url, body: UPLOAD_BYTES, headers });
			uploaded.push({ key: keyOf(index) });
		}
		return uploaded;
	}),
	credentials: CREDENTIALS,
});
