import type { IDataObject } from 'n8n-workflow';
import { CONCURRENCY, OLD_BEFORE } from '../works';
import { pathOf } from '../../test/support/methodPath';
import type { Place } from './contender';

/**
 * The HTTP Request node starts a batch after each interval, whether the one before is answered or not. So
 * the interval decides how many are in flight: this is about the shortest with which ten stay ten here.
 * Its default of 1,000 ms would make 5,000 deletions take more than eight minutes.
 */
const BATCH_INTERVAL_MS = 60;

const fields = (values: Record<string, string>) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
});

/** A request as one sets it up in the node. No credential of n8n's puts a token into a form: it is a field. */
const request = (
	{ url, token, bucket, hostGroup }: Place,
	method: string,
	values: Record<string, string>,
	options: IDataObject,
): IDataObject => ({
	method: 'POST',
	url: `${url}${pathOf(method)}`,
	authentication: 'none',
	sendBody: true,
	contentType: 'form-urlencoded',
	specifyBody: 'keypair',
	bodyParameters: fields({
		appid: 'cluster',
		session: token,
		bucketName: bucket,
		hostGroup,
		...values,
	}),
	options,
});

const batching = { batch: { batchSize: CONCURRENCY, batchInterval: BATCH_INTERVAL_MS } };

/** Follows the continuation tokens. The first request has none: what is undefined is omitted. */
const pagination = {
	pagination: {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: {
			parameters: [
				{
					type: 'body',
					name: 'continuationToken',
					value: '={{ $response.body?.nextContinuationToken }}',
				},
			],
		},
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !$response.body.nextContinuationToken }}',
		limitPagesFetched: false,
		requestInterval: 0,
	},
};

export const listRequest = (place: Place) =>
	request(place, 's3.bucket.ListObjects', { maxKeys: '1000' }, { pagination });

export const deleteRequest = (place: Place) =>
	request(place, 's3.bucket.DeleteObject', { key: '={{ $json.key }}' }, { batching });

export const linkRequest = (place: Place) =>
	request(place, 's3.bucket.GetPresignedURL', { key: '={{ $json.key }}' }, { batching });

/** One item for each object of a page. */
export const splitOut = { fieldToSplitOut: 'objects', options: {} };

export const filterOld = {
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
		combinator: 'and',
		conditions: [
			{
				id: 'old',
				leftValue: '={{ $json.lastModified }}',
				rightValue: OLD_BEFORE,
				operator: { type: 'dateTime', operation: 'before' },
			},
		],
	},
	looseTypeValidation: true,
	options: {},
};

export const summarize = {
	fieldsToSummarize: {
		values: [
			{ aggregation: 'count', field: 'key' },
			{ aggregation: 'sum', field: 'size' },
		],
	},
	options: {},
};
