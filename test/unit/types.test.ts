import { filters, type Filter } from '../../nodes/shared/fields/filters';
import { bucket, hostGroup, key } from '../../nodes/shared/fields/common';
import { listFields } from '../../nodes/shared/fields/options';
import { dryRun, onObjectFailure } from '../../nodes/shared/fields/bulk';
import { setting } from '../../nodes/shared/fields/field';
import { program, singleCall, type TaskOf } from '../../nodes/shared/operation';
import { deleteMany } from '../../nodes/shared/objects/deleteMany';
import { optionalText } from '../../nodes/shared/parse/text';

// What the compiler must refuse in a row. `npm run lint` checks this file: an error that no longer comes is one itself.

const row = {
	...{ resource: 'object', value: 'try', name: 'Try', action: 'Try', description: 'Try' },
	concurrent: false,
};
const items = async () => await Promise.resolve([]);
const plainText = setting(
	{ displayName: 'Older Than', name: 'olderThan', type: 'string', default: '' },
	optionalText,
);

test('rows with a mistake are type errors', () => {
	// @ts-expect-error A filter without a test.
	const untested: Filter = plainText;
	const withUntested = program({
		...row,
		methods: [],
		fields: [],
		// @ts-expect-error A filter without a test, in a row.
		filters: [plainText],
		run: items,
	});

	// @ts-expect-error No method's parameter "key" is sent by a field.
	const unsent = singleCall({
		...{ ...row, method: 's3.bucket.DeleteObject', fields: [hostGroup, bucket] },
		toItems: () => [],
	});

	// @ts-expect-error An operation without a result.
	const withoutItems = singleCall({ ...row, method: 's3.bucket.List', fields: listFields });
	// @ts-expect-error An operation without a program.
	const withoutRun = program({ ...row, methods: [], fields: [] });

	const renamed = program({
		...row,
		methods: ['s3.bucket.ListObjects'],
		fields: [hostGroup, bucket, dryRun],
		options: [onObjectFailure],
		// @ts-expect-error A program that reads fields that the row does not have.
		run: deleteMany,
	});

	const misspelled = async (task: TaskOf<[typeof hostGroup, typeof key]>) => {
		// @ts-expect-error A value that no field declares.
		const bucketName: string = task.values.bucketName;
		// @ts-expect-error A parameter that is missing.
		await task.call('s3.bucket.GetPresignedURL', { hostGroup: task.values.hostGroup, bucketName });
		// @ts-expect-error A parameter that the method does not take.
		await task.call('s3.bucket.List', { prefix: 'logs/' });
		// @ts-expect-error A method that the platform does not have.
		await task.call('s3.bucket.Rename', {});
	};
	const all = [untested, withUntested, unsent, withoutItems, withoutRun, renamed, misspelled];
	expect(all).not.toContain(undefined);
});

test('every filter chooses something', () => {
	const entered: Record<string, unknown> = { number: 3, string: '3 days' };
	for (const { property, read } of filters) {
		const value = /larger|smaller/.test(property.name) ? '3 KB' : entered[property.type];
		const { isNarrow, ...choice } = read(value, 'Filter') ?? {};
		expect(isNarrow).not.toBe(false);
		expect(Object.keys(choice)).toHaveLength(1);
	}
});
