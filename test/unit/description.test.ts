import * as account from '../../nodes/JelasticS3Account/operations';
import * as bucket from '../../nodes/JelasticS3Bucket/operations';
import { describeProperties } from '../../nodes/shared/execution/description';

const CASES = [account, bucket].flatMap(({ operations, resourceNames }) => {
	const properties = describeProperties(operations, resourceNames);
	return operations.map((row) => ({ properties, row, action: row.action }));
});

it.each(CASES)('$action shows its fields in its own order', ({ properties, row }) => {
	const shown = properties.filter(
		({ type, displayOptions }) =>
			type !== 'collection' &&
			displayOptions?.show?.resource?.includes(row.resource) &&
			displayOptions.show.operation?.includes(row.value),
	);
	expect(shown.map(({ name }) => name)).toEqual(row.fields.map(({ property }) => property.name));
});

it('rows that contradict each other are told', () => {
	const [copy] = bucket.operations.filter(({ value }) => value === 'copy');
	const turned = { ...copy, value: 'turned', fields: [...copy.fields].reverse() };
	expect(() => describeProperties([copy, turned], bucket.resourceNames)).toThrow(/contradict/);
});
