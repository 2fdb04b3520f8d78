import { regionsOf } from '../regions';
import type { Call } from './call';

/** Whose token this is. */
export async function getUserInfo({ user: { uid, email, name } }: Call): Promise<object> {
	return { uid, email, name };
}

/** Where host groups are found. */
export async function getRegions({ platform }: Call): Promise<object> {
	return { array: regionsOf(platform.hostGroups, platform.offersS3) };
}
