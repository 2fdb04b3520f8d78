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
	const names = (await accountRows(asking)).map(({ name }) => name);
	return distinct(names.filter((name) => name !== undefined).map((name) => entry(name)));
}

/** Their access keys, each with its account. */
export async function accessKeys(asking: SearchContext) {
	return distinct(
		(await accountRows(asking)).flatMap(({ name, keys }) =>
			keys.map((pair) => {
				const accKey = readRequired(pair, 'accessKey');
				return entry(name ? `${accKey} (${name})` : accKey, accKey);
			}),
		),
	);
}
