import type { Store } from '../../sandbox/platform';

/** Remembers every secret key that a store makes from now on, those that nobody is told and those that are gone included. */
export function rememberSecretKeys(store: Store): Set<string> {
	const known = new Set<string>();
	const createAccount = store.createAccount.bind(store);
	const generateKey = store.generateKey.bind(store);
	const regenerateKey = store.regenerateKey.bind(store);
	store.createAccount = async (id) => {
		const account = await createAccount(id);
		for (const { secretKey } of account.keys) known.add(secretKey);
		return account;
	};
	store.generateKey = async (id) => {
		const pair = await generateKey(id);
		known.add(pair.secretKey);
		return pair;
	};
	store.regenerateKey = async (id) => {
		const pair = await regenerateKey(id);
		known.add(pair.secretKey);
		return pair;
	};
	return known;
}
