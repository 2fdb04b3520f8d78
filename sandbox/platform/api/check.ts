import type { Platform } from '../types';
import { isPermitted, TOKENS } from '../users';
import type { Call, Method } from './call';
import { ApiFailure, CODES, invalidParameter } from './envelope';
import { COMMON_PARAMETERS } from './methods';

const PLATFORM_APP_ID = 'cluster';

/** Checks a request in the platform's order: token, permission, parameters. */
export function checkCall(
	platform: Platform,
	{ name, required, optional = [] }: Method,
	params: Record<string, string>,
): Call {
	const { tokens, offersS3, hostGroups, store } = platform;
	const { session, appid, hostGroup } = params;
	if (!session) throw invalidParameter('session');
	if (!appid) throw invalidParameter('appid');
	if (appid !== PLATFORM_APP_ID) {
		throw new ApiFailure(CODES.noSuchApplication, `application [${appid}] does not exist`);
	}
	const token = TOKENS[Object.keys(tokens).find((one) => tokens[one] === session) ?? ''];
	if (!token || token.expired) {
		throw new ApiFailure(CODES.notAuthenticated, 'user not authenticated');
	}
	if (!offersS3 && name.startsWith('s3.')) throw withoutS3(name);
	if (!isPermitted(token, name)) {
		const text = `the token has no permission for the method [${name}]`;
		throw new ApiFailure(CODES.noTokenPermission, text);
	}
	const missing = required.find((parameter) => !params[parameter]);
	// A parameter that is not set is left out, never sent empty.
	const empty = [...optional, ...COMMON_PARAMETERS].find((parameter) => params[parameter] === '');
	const invalid = missing ?? empty;
	if (invalid) throw invalidParameter(invalid);
	if (required.includes('hostGroup') && !hostGroups.includes(hostGroup)) {
		throw new ApiFailure(CODES.notFound, `host group [${hostGroup}] not found`);
	}
	const ownerUid = readOwnerUid(token.user, params.ownerUid);
	return { platform, store, user: token.user, ownerUid, params };
}

/** A platform without S3 does not know the service, or the method in it; both have been seen elsewhere. */
function withoutS3(name: string): ApiFailure {
	return name.startsWith('s3.account.')
		? new ApiFailure(CODES.notFound, 'service [s3.account] not found')
		: new ApiFailure(CODES.noSuchMethod, `method [${name}] not found`);
}

function readOwnerUid({ uid, actsFor }: Call['user'], text = String(uid)): number {
	if (!/^\d{1,10}$/.test(text)) throw invalidParameter('ownerUid');
	const ownerUid = Number(text);
	if (ownerUid === uid || actsFor.includes(ownerUid)) return ownerUid;
	throw new ApiFailure(CODES.permissionDenied, `access to the account [${ownerUid}] is denied`);
}
