import type { INodeListSearchItems } from 'n8n-workflow';
import { accountsOf, read, readRequired } from '../answers';
import { timeOf } from '../answers/times';
import { daysSince } from '../answers/values';
import { distinct, entry, isIn, unique, type SearchContext } from './search';

async function accountRows({ ask, chosen }: SearchContext) {
	const hostGroup = chosen('hostGroup');
	return accountsOf(await ask('s3.account.GetKeys', {})).filter((row) =>
		isIn(hostGroup, row.hostGroup),
	);
}

/** The accounts of the chosen host group, or of all. */
export async function accounts(context: SearchContext) {
	const names = (await accountRows(context)).map(({ accountName }) => accountName);
	return distinct(names.filter((name) => name !== undefined).map((name) => entry(name)));
}

/** "created 2026-01-31, 12 days ago" */
function ageText(created: number): string {
	const days = daysSince(created);
	const ago = days < 1 ? 'today' : days === 1 ? '1 day ago' : `${days} days ago`;
	return `created ${new Date(created).toISOString().slice(0, 10)}, ${ago}`;
}

/** Their access keys, grouped by account, the oldest of each first: the choice that revokes one needs its age. */
export async function accessKeys(context: SearchContext): Promise<INodeListSearchItems[]> {
	const account = context.chosen('accountName');
	const keys = (await accountRows(context))
		.filter(({ accountName }) => account === '' || accountName === account)
		.flatMap(({ accountName = '', keys: pairs }) =>
			pairs.map((pair) => ({
				accountName,
				accessKey: readRequired(pair, 'accessKey'),
				created: timeOf(read(pair, 'createdAt')),
			})),
		)
		.sort(
			(a, b) =>
				a.accountName.localeCompare(b.accountName) ||
				(a.created ?? Infinity) - (b.created ?? Infinity) ||
				a.accessKey.localeCompare(b.accessKey),
		);
	const entries = keys.map(({ accountName, accessKey, created }) => {
		const owner = accountName === '' ? '' : `${accountName}: `;
		const age = created === undefined ? '' : ` (${ageText(created)})`;
		return entry(`${owner}${accessKey}${age}`, accessKey);
	});
	return unique(entries);
}
