import { openCephStore } from './ceph';
import { openEmbeddedStore } from './embedded';
import type { Store } from './store';

/** What a sandbox can stand on. Both pass the same tests. */
const STORES = { embedded: openEmbeddedStore, ceph: openCephStore };

export type StoreName = keyof typeof STORES;

/** Opens a store by its name; by default the one that the environment names, for tests. */
export async function openStore(
	name: string = process.env.SANDBOX_STORE || 'embedded',
	directory: string,
	isTemporary: boolean,
): Promise<Store> {
	if (!Object.hasOwn(STORES, name)) {
		throw new Error(`No store "${name}"; there are: ${Object.keys(STORES).join(', ')}`);
	}
	return await STORES[name as StoreName](directory, isTemporary);
}
