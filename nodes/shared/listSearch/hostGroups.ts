import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';
import { accountsOf, read, readRequired, rowsOf, type Answer } from '../answers';
import { S3_ENGINES } from '../answers/fieldNames';
import { isTrue } from '../answers/values';
import { distinct, entry, unlessForbidden, type SearchContext } from './search';

/** The S3 clusters among the platform's regions. */
async function regionsWithS3({ ask }: SearchContext): Promise<INodeListSearchItems[]> {
	return s3HostGroups(await ask('environment.control.GetRegions', {})).map(
		({ uniqueName, label }) => entry(label ? `${label} (${uniqueName})` : uniqueName, uniqueName),
	);
}

/** The host groups in an answer to GetRegions that are S3 clusters. */
export const s3HostGroups = (answer: Answer) =>
	rowsOf(answer, 'regions', 'uniqueName').flatMap((region) =>
		rowsOf(region, 'nodeGroups', 'uniqueName')
			.filter(isS3Cluster)
			.map((group) => ({
				uniqueName: readRequired(group, 'uniqueName'),
				label: read(group, 'displayName') ?? read(region, 'displayName'),
			})),
	);

function isS3Cluster(group: IDataObject): boolean {
	const isEnabled = read(group, 'isEnabled');
	const isOffered = isEnabled === undefined || isTrue(isEnabled);
	return isOffered && S3_ENGINES.includes(String(read(group, 'engine')).toUpperCase());
}

/** The host groups that the owner's accounts and buckets name, as far as the token may list those. */
async function hostGroupsInUse({ ask }: SearchContext): Promise<INodeListSearchItems[]> {
	const sources = [
		ask('s3.account.GetKeys', {}).then((answer) => accountsOf(answer).map((row) => row.hostGroup)),
		ask('s3.bucket.List', {}).then((answer) =>
			rowsOf(answer, 'buckets', 'bucketName').map((row) => read(row, 'hostGroup')),
		),
	];
	const found = await Promise.all(sources.map(unlessForbidden));
	const names = found.every((one) => one === undefined) ? await sources[0] : found.flat();
	return names.filter((name) => name !== undefined).map((name) => entry(name));
}

/** A token that may only call S3 methods cannot ask for regions; then what is in use has to do. */
export async function hostGroups(asking: SearchContext): Promise<INodeListSearchItems[]> {
	const regions = (await unlessForbidden(regionsWithS3(asking))) ?? [];
	return distinct(regions.length > 0 ? regions : await hostGroupsInUse(asking));
}
