import { accountsOf, readRequired } from '../answers';
import { distinct, entry, isIn, type SearchContext } from './search';

async function accountRows({ ask, chosen }: SearchContext) {
	const hostGroup = chosen('hostGroup');
	return accountsOf(await ask('s3.account.GetKeys', {})).filter((row) =>
		isIn(hostGroup, row.hostGroup),
	);
}

/** The accounts of the chosen host group, or of all. */
export async function accounts(asking: SearchContext) {
	const names = (await accountRows(asking)).map(({ accountName }) => accountName);
	return distinct(names.filter((name) => name !== undefined).map((name) => entry(name)));
}

/** Their access keys, each with its account. */
export async function accessKeys(asking: SearchContext) {
	return distinct(
		(await accountRows(asking)).flatMap(({ accountName, keys }) =>
			keys.map((pair) => {
				const accessKey = readRequired(pair, 'accessKey');
				return entry(accountName ? `${accessKey} (${accountName})` : accessKey, accessKey);
			}),
		),
	);
}
