import type { Platform } from '../platform';
import type { User } from '../users';

/** A call whose token, permission and parameters are in order. */
export interface Call {
	platform: Platform;
	user: User;
	ownerUid: number;
	params: Record<string, string>;
}

export interface Method {
	/** Also the name of the token's permission. */
	name: string;
	required: string[];
	optional: string[];
	run: (call: Call) => Promise<object>;
}
