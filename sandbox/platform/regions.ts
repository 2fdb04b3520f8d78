/** How a host group is shown. Those that are not named here are shown by their unique names. */
const DISPLAY_NAMES: Record<string, string> = {
	's3-eu1.example': 'EU Object Storage',
	's3-us1.example': 'US Object Storage',
};

export const DEFAULT_HOST_GROUPS = Object.keys(DISPLAY_NAMES);

const S3_AS_NAME = 'S3';
const S3_AS_NUMBER = 2;

/** What GetRegions answers: S3 host groups among others, engines as names and as numbers. */
export function regionsOf(hostGroups: string[], offersS3: boolean): object[] {
	const offered = offersS3 ? hostGroups : [];
	const regions = Math.max(offered.length, 1);
	return Array.from({ length: regions }, (_, index) => ({
		id: index + 1,
		uniqueName: `region${index + 1}`,
		displayName: index === 0 ? 'Frankfurt' : `Region ${index + 1}`,
		isEnabled: true,
		hardNodeGroups: [
			{
				uniqueName: `paas${index + 1}.example`,
				displayName: `Containers ${index + 1}`,
				isEnabled: true,
				isDefault: index === 0,
				engine: index % 2 === 0 ? 'PAAS' : 0,
			},
			...offered.slice(index, index + 1).map((uniqueName) => ({
				uniqueName,
				displayName: DISPLAY_NAMES[uniqueName] ?? uniqueName,
				isEnabled: true,
				isDefault: false,
				engine: index % 2 === 0 ? S3_AS_NAME : S3_AS_NUMBER,
			})),
			...(index === 0 && offersS3 ? [RETIRED] : []),
		],
	}));
}

/** Listed, but switched off: nothing can be made there, and its methods know no such host group. */
const RETIRED = {
	uniqueName: 's3-archive.example',
	displayName: 'Archive (retired)',
	isEnabled: false,
	isDefault: false,
	engine: S3_AS_NAME,
};
