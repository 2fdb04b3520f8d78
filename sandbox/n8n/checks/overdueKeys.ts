import { ended } from '../executions';
import { type CheckGroup, holds, same } from './check';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What the example asks for. */
const KEEP_DAYS = 90;

/** Old access keys are listed in one message; without any there is none. */
export const overdueKeys: CheckGroup = {
	title: 'Example: overdue access keys',
	checks: ({ n8n, sandbox, provisioned, mailbox: { mails } }) => {
		const own = async () =>
			(await sandbox.accounts()).filter(({ ownerUid }) => ownerUid === sandbox.ownerUid);
		const daysOf = ({ createdAt }: { createdAt: Date }) =>
			Math.floor((Date.now() - createdAt.getTime()) / DAY_MS);
		const run = async () => {
			mails.length = 0;
			const workflow = provisioned.workflows.get('overdue-keys');
			holds(workflow, 'the workflow is not there');
			const id = await n8n.runFrom(workflow.id, 'Every Monday at 8');
			same((await ended(n8n, id)).status, 'success', 'the execution');
			return mails;
		};
		return {
			'one message lists the access keys that are too old, and no other': async () => {
				const keys = (await own()).flatMap(({ name, keys: pairs }) =>
					pairs.map((pair) => ({ ...pair, name, days: daysOf(pair) })),
				);
				const overdue = keys.filter(({ days }) => days >= KEEP_DAYS);
				holds(overdue.length > 0 && overdue.length < keys.length, 'nothing to tell apart');
				const sent = await run();
				same(sent.length, 1, 'messages');
				const [mail] = sent;
				for (const { accKey, name, days } of overdue) {
					holds(mail.includes(`${name}: ${accKey}, ${days} days`), `${accKey} is not in ${mail}`);
				}
				for (const { accKey, secretKey, days } of keys) {
					holds(days >= KEEP_DAYS || !mail.includes(accKey), `${accKey} is in the message`);
					holds(!mail.includes(secretKey), `the secret key of ${accKey} is in the message`);
				}
				return `access keys ${keys.length}, in the message ${overdue.length}`;
			},
			'without such a key there is no message': async () => {
				for (const { hostGroup, ownerUid, keys } of await own()) {
					for (const pair of keys.filter((one) => daysOf(one) >= KEEP_DAYS)) {
						await sandbox.store.revokeKey({ hostGroup, ownerUid, accKey: pair.accKey });
					}
				}
				same((await run()).length, 0, 'messages');
				return '0 messages';
			},
		};
	},
};
