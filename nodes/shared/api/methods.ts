/** A method of the platform's API; also the name of the token permission that allows it. */
export type ApiMethod = `s3.${'account' | 'bucket'}.${string}`;

/** What may follow a request whose answer was lost. */
export interface RetryRules {
	/** Whether it may be sent again. */
	repeatable: boolean;
	/** For deletions: when a repeated request finds nothing left, the lost one has done the work. */
	notFoundMeansDone?: boolean;
	/** How to find out, where `repeatable` is false, whether it did its work. */
	howToVerify?: string;
}

export type Parameters = Record<string, string | number>;

/** Methods of other services that help the pickers. */
export type PlatformMethod = 'environment.control.GetRegions';
