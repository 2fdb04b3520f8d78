/** How a host group is displayed. Those that are not listed are displayed by their unique names. */
const DISPLAY_NAMES: Record<string, string> = {
	's3-eu1.example': 'EU Object Storage',
	's3-us1.example': 'US Object Storage',
};

export const DEFAULT_HOST_GROUPS = Object.keys(DISPLAY_NAMES);

const S3_AS_NAME = 'S3';
const S3_AS_NUMBER = 2;

const group = (uniqueName: string, displayName: string, engine: string | number) => ({
	...{ uniqueName, displayName, engine, isEnabled: true, isDefault: false },
});

/** Listed, but disabled: nothing can be made there, and its methods know no such host group. */
const RETIRED = {
	...group('s3-archive.example', 'Archive (retired)', S3_AS_NAME),
	isEnabled: false,
};

/** What GetRegions answers: S3 host groups among others, engines as names and as numbers. */
export function regionsOf(hostGroups: string[], offersS3: boolean): object[] {
	const offered = offersS3 ? hostGroups : [];
	return Array.from({ length: Math.max(offered.length, 1) }, (_, index) => {
		const [n, isFirst, isEven] = [index + 1, index === 0, index % 2 === 0];
		const paas = group(`paas${n}.example`, `Containers ${n}`, isEven ? 'PAAS' : 0);
		const storage = (name: string) =>
			group(name, DISPLAY_NAMES[name] ?? name, isEven ? S3_AS_NAME : S3_AS_NUMBER);
		return {
			id: n,
			uniqueName: `region${n}`,
			displayName: isFirst ? 'Frankfurt' : `Region ${n}`,
			isEnabled: true,
			hardNodeGroups: [
				{ ...paas, isDefault: isFirst },
				...offered.slice(index, n).map(storage),
				...(isFirst && offersS3 ? [RETIRED] : []),
			],
		};
	});
}
