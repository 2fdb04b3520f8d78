import type { IDataObject } from 'n8n-workflow';
import { itemWith } from './binary';
import { runNode, type Result, type Trial } from './engine';
import { useStub, type StubAnswer, type StubRequest } from './stub';
import { saved } from './things';

export const PAIR = { accKey: 'AK', secretKey: 'the-secret-key' };

/** S3's answer of a failure. */
export const xmlError = (code: string, status = 400, text = 'no'): StubAnswer => ({
	status,
	body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${text}</Message></Error>`,
});

/** What confirms an upload. */
export const STORED: StubAnswer = { headers: { etag: '"tag"' } };

/** A platform and an S3 endpoint that answer what a test wants. */
export function useEndpoint() {
	const platform = useStub();
	const storage = useStub();
	let accounts: () => IDataObject[] = () => [account()];
	let link = '';
	let keys: string[] = [];

	const account = (more: IDataObject = {}): IDataObject => ({
		...{ hostGroup: 'eu', name: 'own', endpoint: storage.url(), keys: [PAIR], ...more },
	});
	const answerOf = ({ path }: StubRequest): StubAnswer => {
		if (path.endsWith('getkeys')) return { body: { result: 0, array: accounts() } };
		if (path.endsWith('getpresignedurl')) return { body: { result: 0, url: link } };
		if (path.endsWith('listobjects')) {
			return { body: { result: 0, objects: keys.map((key) => ({ key, size: 1 })) } };
		}
		return { body: { result: 0 } };
	};
	beforeEach(() => {
		accounts = () => [account()];
		link = `${storage.url()}/b1/endpoint?X-Amz-Signature=1`;
		keys = [];
		platform.answers(answerOf);
		storage.answers(STORED);
	});

	const operate = async (
		operation: string,
		fields: IDataObject = {},
		more: Partial<Trial> = {},
	): Promise<Result> =>
		await runNode({
			...{ node: 'bucket', credential: { host: platform.url(), token: 'token' } },
			parameters: saved({
				...{ resource: 'object', operation, hostGroup: 'eu', bucketName: 'b1', ...fields },
			}),
			...more,
		});

	return {
		platform,
		storage,
		account,
		operate,
		/** What GetKeys answers from now on. */
		haveAccounts: (next: () => IDataObject[]) => (accounts = next),
		linkTo: (url: string) => (link = url),
		haveObjects: (next: string[]) => (keys = next),
		upload: async (fields: IDataObject = {}, more: Partial<Trial> = {}) =>
			await operate(
				'upload',
				{ key: 'a.txt', binaryPropertyName: 'data', ...fields },
				{ items: [await itemWith(Buffer.from('contents'))], ...more },
			),
		download: async (fields: IDataObject = {}, more: Partial<Trial> = {}) =>
			await operate('download', { key: 'a.txt', binaryPropertyName: 'data', ...fields }, more),
		deleteMany: async (fields: IDataObject = {}, more: Partial<Trial> = {}) =>
			await operate(
				'deleteMany',
				{
					allowDeletingEverything: true,
					options: { via: 's3', onObjectFailure: 'report' },
					...fields,
				},
				more,
			),
	};
}
