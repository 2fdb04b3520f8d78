import type { Platform } from '../platform';
import { isPermitted, TOKENS } from '../users';
import type { Call, Method } from './call';
import { ApiFailure, CODES, invalidParameter } from './envelope';
import { COMMON_PARAMETERS } from './methods';

const PLATFORM_APP_ID = 'cluster';

/** Checks a request in the platform's order: who asks, whether the token may, what it asks for. */
export function checkCall(
	platform: Platform,
	method: Method,
	params: Record<string, string>,
): Call {
	if (!params.session) throw invalidParameter('session');
	if (!params.appid) throw invalidParameter('appid');
	if (params.appid !== PLATFORM_APP_ID) {
		throw new ApiFailure(CODES.noSuchApplication, `application [${params.appid}] does not exist`);
	}
	const token = findToken(platform, params.session);
	if (!platform.offersS3 && method.name.startsWith('s3.')) throw withoutS3(method.name);
	if (!isPermitted(token, method.name)) {
		throw new ApiFailure(
			CODES.noTokenPermission,
			`the token has no permission for the method [${method.name}]`,
		);
	}
	checkParameters(platform, method, params);
	const ownerUid = readOwnerUid(token.user, params.ownerUid);
	return { platform, user: token.user, ownerUid, params };
}

function findToken({ tokens }: Platform, session: string) {
	const name = Object.keys(tokens).find((one) => tokens[one] === session);
	const token = name === undefined ? undefined : TOKENS[name];
	if (!token || token.expired) {
		throw new ApiFailure(CODES.notAuthenticated, 'user not authenticated');
	}
	return token;
}

/** A platform without S3 knows the service, or the method in it, not; both have been seen elsewhere. */
function withoutS3(name: string): ApiFailure {
	const service = name.slice(0, name.lastIndexOf('.'));
	return service === 's3.account'
		? new ApiFailure(CODES.notFound, `service [${service}] not found`)
		: new ApiFailure(CODES.noSuchMethod, `method [${name}] not found`);
}

function checkParameters(
	{ hostGroups }: Platform,
	{ required, optional }: Method,
	params: Record<string, string>,
): void {
	const missing = required.find((name) => !params[name]);
	if (missing) throw invalidParameter(missing);
	// A parameter that is not set is left out, never sent empty.
	const empty = [...optional, ...COMMON_PARAMETERS].find((name) => params[name] === '');
	if (empty) throw invalidParameter(empty);
	if (required.includes('hostGroup') && !hostGroups.includes(params.hostGroup)) {
		throw new ApiFailure(CODES.notFound, `host group [${params.hostGroup}] not found`);
	}
}

function readOwnerUid(
	{ uid, actsFor }: { uid: number; actsFor: number[] },
	text: string | undefined,
): number {
	if (text === undefined) return uid;
	if (!/^\d{1,10}$/.test(text)) throw invalidParameter('ownerUid');
	const ownerUid = Number(text);
	if (ownerUid !== uid && !actsFor.includes(ownerUid)) {
		throw new ApiFailure(CODES.permissionDenied, `access to the account [${ownerUid}] is denied`);
	}
	return ownerUid;
}
