import { accessKeys, accounts } from './accounts';
import { buckets } from './buckets';
import { hostGroups } from './hostGroups';
import { objectPicker } from './objects';
import { picker } from './picker';

/** The lists behind the nodes' "From List", by the names that the fields ask for. */
export const listSearch = {
	searchHostGroups: picker(hostGroups),
	searchAccounts: picker(accounts),
	searchAccessKeys: picker(accessKeys),
	searchBuckets: picker(buckets),
	searchObjects: objectPicker('bucketName'),
	searchSourceObjects: objectPicker('srcBucketName'),
};
