import { read, readRequired, rowsOf } from '../answers';
import { distinct, entry, isIn, type SearchContext } from './search';

/** The buckets of the chosen host group, or of all. */
export async function buckets({ ask, chosen }: SearchContext) {
	const hostGroup = chosen('hostGroup');
	const rows = rowsOf(await ask('s3.bucket.List', {}), 'buckets', 'bucketName');
	return distinct(
		rows
			.filter((row) => isIn(hostGroup, read(row, 'hostGroup')))
			.map((row) => entry(readRequired(row, 'bucketName'))),
	);
}
