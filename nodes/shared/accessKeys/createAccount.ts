import { isUsablePair, keyPairsOf, type Answer, type KeyPair, type UsablePair } from '../answers';
import { CallFailed } from '../api/failures';
import type { withAccessKey } from '../fields/accessKeys';
import type { hostGroup, newAccount } from '../fields/common';
import type { ifExists } from '../fields/ifExists';
import { omitUndefined } from '../answers/omitUndefined';
import type { ResultItem, TaskOf } from '../operation';
import { freshPair } from './freshPair';
import { pairsOf } from './newPair';
import { accountNamed, type OwnAccount } from './ownAccounts';
import { madeText, nothingDone, withProgress, type Progress } from './progress';

type CreateTask = TaskOf<
	[typeof hostGroup, typeof newAccount, typeof ifExists],
	[typeof withAccessKey]
>;

/**
 * Account: Create. Gives what an S3 client needs: the first pair, and the endpoint. Of an account that exists already
 * only if that is asked for: whoever can name it would have its secret key.
 */
export async function createAccount(task: CreateTask): Promise<ResultItem[]> {
	const { hostGroup, accountName, ifExists } = task.values;
	// Looked up first, because a refusal is told from others only by its text.
	const existing = ifExists === 'use' ? await accountNamed(task, accountName) : undefined;
	const created = existing === undefined;
	const answer = created
		? await task.call('s3.account.Create', { hostGroup, name: accountName })
		: {};
	const { withAccessKey = created } = task.values;
	if (!withAccessKey) return [{ json: { accountName, created, hostGroup } }];
	const progress = nothingDone();
	try {
		const access = await accessOf(task, { existing, given: givenIn(answer) }, progress);
		return [{ json: omitUndefined({ accountName, ...access, created, hostGroup }) }];
	} catch (error) {
		throw withProgress(error, created ? createdText(accountName, progress) : '');
	}
}

/** A pair that can be used, and the endpoint. */
async function accessOf(
	task: CreateTask,
	{ existing, given }: { existing?: OwnAccount; given?: UsablePair },
	progress: Progress,
) {
	const { hostGroup, accountName } = task.values;
	const account =
		existing ??
		(await accountNamed(task, accountName).catch((error: unknown) => {
			// The secret key may be returned only this once, and counts for more than the endpoint.
			if (given) return undefined;
			throw error;
		}));
	const { pairs = [] } = account ?? {};
	const readable = given ?? pairs.find(isUsablePair);
	if (readable) return { ...bare(readable), endpoint: account?.endpoint };
	// Others may use them.
	if (existing && pairs.length > 0) throw secretIsHidden(pairs[0]);
	progress.unusable.push(...pairs.map(({ accessKey }) => accessKey));
	const making = {
		make: async () => await task.call('s3.account.GenerateKey', { hostGroup, name: accountName }),
		look: async () => await pairsOf(task, accountName),
		...{ known: pairs, kept: [] },
	};
	const pair = await freshPair(task, making, progress);
	// The platform may list an account only once it has a pair.
	const listed = account ?? (await accountNamed(task, accountName).catch(() => undefined));
	return { ...bare(pair), endpoint: listed?.endpoint };
}

const bare = ({ accessKey, secretKey }: UsablePair) => ({ accessKey, secretKey });

/** The object storage answers with the pair that it makes; the platform may, too. */
function givenIn(answer: Answer): UsablePair | undefined {
	try {
		return keyPairsOf(answer).find(isUsablePair);
	} catch {
		return undefined;
	}
}

const secretIsHidden = ({ accessKey, secretKey }: KeyPair) =>
	new CallFailed({
		message:
			secretKey === undefined
				? `The platform does not return the secret key of the access key "${accessKey}"`
				: `The platform says that the access key "${accessKey}" is not enabled`,
		advice: 'Generate another with Access Key: Generate, or turn off "With Access Key".',
	});

const createdText = (accountName: string, progress: Progress) =>
	[
		`The account "${accountName}" was created.`,
		progress.mayBeMade && progress.unusable.length === 0
			? 'An access key may have been generated.'
			: '',
		progress.unusable.length > 0 ? madeText(progress) : '',
		'To continue with it, run this again with "If It Already Exists" set to "Use It" and "With Access Key" turned on.',
	]
		.filter(Boolean)
		.join(' ');
