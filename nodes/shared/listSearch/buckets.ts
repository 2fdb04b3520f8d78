import { read, readRequired, rowsOf } from '../answers';
import { chosenHostGroup, distinct, entry, isIn, type SearchContext } from './search';

/** The buckets of the chosen host group. */
export async function buckets(context: SearchContext) {
	const hostGroup = chosenHostGroup(context);
	const rows = rowsOf(await context.ask('s3.bucket.List', {}), 'buckets', 'bucketName');
	return distinct(
		rows
			.filter((row) => isIn(hostGroup, read(row, 'hostGroup')))
			.map((row) => entry(readRequired(row, 'bucketName'))),
	);
}
