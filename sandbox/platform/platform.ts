import type { Store } from './store';

/** What the platform's methods work with. */
export interface Platform {
	store: Store;
	hostGroups: string[];
	/** The S3 endpoint of each host group. */
	endpoints: Record<string, string>;
	/** The tokens' values by their names. */
	tokens: Record<string, string>;
	offersS3: boolean;
	/** How many accounts an owner may have; undefined: as many as wanted. */
	maxAccounts?: number;
	/** What ListObjects folds by when the request says nothing. */
	defaultDelimiter: string;
	presignedExpirySeconds: number;
	/** What a page of ListObjects holds at most. */
	mostOnPage: number;
	/** GenerateKey and RegenerateKeys answer all pairs of the account. */
	answersAllPairs: boolean;
	/** The name of the spelling that answers are given in (api/spellings.ts). */
	spelling?: string;
}
