import { accessKeys, accounts } from './accounts';
import { buckets } from './buckets';
import { hostGroups } from './hostGroups';
import { objectPicker } from './objects';
import { listSearchMethod } from './search';

/** The lists behind the nodes' "From List", by the names that the fields ask for. */
export const listSearch = {
	searchHostGroups: listSearchMethod(hostGroups),
	searchAccounts: listSearchMethod(accounts),
	searchAccessKeys: listSearchMethod(accessKeys),
	searchBuckets: listSearchMethod(buckets),
	searchObjects: objectPicker('bucketName'),
	searchSourceObjects: objectPicker('srcBucketName'),
};
