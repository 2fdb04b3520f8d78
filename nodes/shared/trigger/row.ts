import type { IPollFunctions } from 'n8n-workflow';
import { prefix } from '../fields/bulk';
import { bucket, hostGroup } from '../fields/common';
import { downloadFile, events, firstRun, lastingFilters, pollLimit } from '../fields/trigger';
import type { FieldRow, Operation, TaskOf } from '../operation';

const fields = [hostGroup, bucket, events, prefix] as const;
const options = [downloadFile, firstRun, pollLimit] as const;

/** The trigger, as one row: what it shows, and what it calls. */
export const watchBucket: FieldRow & Pick<Operation, 'methods' | 'alsoNeeds'> = {
	methods: ['s3.bucket.ListObjects'],
	alsoNeeds: [{ method: 's3.bucket.GetPresignedURL', where: 'with Download File' }],
	fields,
	filters: lastingFilters,
	options,
	concurrent: false,
};

/** One poll, as the row's fields and n8n's context have it. */
export type PollTask = Pick<
	TaskOf<typeof fields, typeof options>,
	'values' | 'named' | 'selection' | 'timeout' | 'concurrency' | 'signal' | 'platform' | 'call'
> & {
	context: IPollFunctions;
	/** Writes a line into n8n's log. */
	warn: (message: string) => void;
};
