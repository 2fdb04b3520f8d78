import type { IDataObject } from 'n8n-workflow';
import { useStub } from '../../support/stub';

/** An S3 endpoint that answers what a test wants, and the platform's answer that names it. */
export function useStorage() {
	const stub = useStub();
	const account = (more: IDataObject = {}) => ({
		...{ hostGroup: 'hg', name: 'own', endpoint: stub.url() },
		...{ keys: [{ accKey: 'AK', secretKey: 'SK' }], ...more },
	});
	return {
		...stub,
		/** What the platform answers to GetKeys. */
		keysAnswer: (more: IDataObject = {}) => ({ body: { result: 0, array: [account(more)] } }),
	};
}
