import type { Check, Scene } from './check';
import { answered, same } from './expect';
import { CONFIRM, ROTATE, type Story } from './rotated';

const ACCESS_DENIED = 8;
const BILLING_REJECTED = 2223;

/** Calls that nobody should make: each is refused and changes nothing. */
export const refusals = ({ call }: Scene, story: Story): Check[] => [
	{
		name: 'a call without the header is refused',
		run: async () => {
			const { hostGroup, name, inUse } = story.account;
			const before = await story.account.keys();
			const { status } = await call(ROTATE, { hostGroup, name, accKey: inUse.accKey }, {});
			same(status, 403, 'HTTP status');
			same(await story.account.keys(), before, 'keys');
			return `HTTP 403, keys ${before.length}, unchanged`;
		},
	},
	...[
		{ what: 'a field missing', status: 400, body: {} },
		{ what: 'an unknown key', status: 409, body: { accKey: '0000000000000000XXXX' } },
		{ what: 'a malformed key', status: 409, body: { accKey: "'}} {{ 1 }}" } },
		{ what: 'a key that is no text', status: 400, body: { accKey: { '0': 'x' } } },
	].map(({ what, status, body }) => ({
		name: `rotate with ${what} changes nothing`,
		run: async () => {
			const { hostGroup, name } = story.account;
			const send = async () => await call(ROTATE, { hostGroup, name, ...body });
			return await story.account.unchanged(status, send);
		},
	})),
];

/** The platform fails in the middle: the caller is told what was done, and a repeated call heals it. */
export const failures = ({ sandbox, call }: Scene, story: Story): Check[] => [
	{
		name: 'confirm without a key changes nothing',
		run: async () => await story.account.unchanged(400, () => call(CONFIRM, {})),
	},
	{
		name: 'rotate and confirm answer when the platform fails',
		run: async () => {
			const { account, second } = story;
			const denied = { kind: 'code', code: ACCESS_DENIED, text: 'access denied' } as const;
			sandbox.faults.add({ method: 's3.account.GetKeys', times: 2, ...denied });
			await account.unchanged(502, () => account.confirm(second.accKey));
			await account.unchanged(502, () => account.rotate());
			sandbox.faults.add({ method: 's3.account.RevokeKey', times: 2, ...denied });
			await account.unchanged(502, () => account.rotate());
			return await account.unchanged(502, () => account.confirm(second.accKey));
		},
	},
	{
		name: 'rotate says what it did when generating fails, and repeating it heals',
		run: async () => {
			const { account, second } = story;
			const rejected = { kind: 'code', code: BILLING_REJECTED, text: 'rejected' } as const;
			sandbox.faults.add({ method: 's3.account.GenerateKey', ...rejected });
			const answer = await account.rotate();
			answered(answer, 502);
			same(answer.body.changed, [`spare pair ${second.accKey} revoked`], 'changed');
			same(await account.keys(), [account.inUse.accKey], 'keys');
			story.second = await account.rotated();
			return `HTTP 502 with changed ${JSON.stringify(answer.body.changed)}, then 200`;
		},
	},
	{
		name: 'rotate whose new pair was made but never answered is healed by repeating it',
		run: async () => {
			const { account } = story;
			sandbox.faults.add({ method: 's3.account.GenerateKey', kind: 'dropAfter' });
			const answer = await account.rotate();
			answered(answer, 502);
			same((await account.keys()).length, 2, 'keys');
			story.second = await account.rotated();
			return `HTTP 502, keys 2; then 200, keys 2`;
		},
	},
];
