import { keyPairsOf, type Answer } from '../answers';
import { CallFailed } from '../api/failures';
import type { withAccessKey } from '../fields/accessKeys';
import type { hostGroup, newAccount } from '../fields/common';
import type { ifExists } from '../fields/ifExists';
import { omitUndefined } from '../answers/omitUndefined';
import type { ResultItem, TaskOf } from '../operation';
import { freshPair, isTold, type ToldPair } from './freshPair';
import { accountNamed, type OwnAccount } from './ownAccounts';
import { nothingDone, withProgress, type Progress } from './progress';

type CreateTask = TaskOf<
	[typeof hostGroup, typeof newAccount, typeof ifExists],
	[typeof withAccessKey]
>;

/** Account: Create. Gives what an S3 client needs: the first pair, and the endpoint. */
export async function createAccount(task: CreateTask): Promise<ResultItem[]> {
	const { hostGroup, accountName, ifExists, withAccessKey = true } = task.values;
	// Looked up first, because a refusal is told from others only by its text.
	const existing = ifExists === 'use' ? await accountNamed(task, accountName) : undefined;
	const answer = existing
		? {}
		: await task.call('s3.account.Create', { hostGroup, name: accountName });
	const created = existing === undefined;
	if (!withAccessKey) return [{ json: { accountName, created, hostGroup } }];
	const progress = nothingDone();
	try {
		const access = await accessOf(task, { existing, told: toldIn(answer) }, progress);
		return [{ json: omitUndefined({ accountName, ...access, created, hostGroup }) }];
	} catch (error) {
		throw withProgress(error, created ? createdText(accountName, progress) : '');
	}
}

/** The first pair whose secret key is readable, and the endpoint. */
async function accessOf(
	task: CreateTask,
	{ existing, told }: { existing?: OwnAccount; told?: ToldPair },
	progress: Progress,
) {
	const { accountName } = task.values;
	const account =
		existing ??
		(await accountNamed(task, accountName).catch((error: unknown) => {
			// The secret key may be returned only this once, and counts for more than the endpoint.
			if (told) return undefined;
			throw error;
		}));
	const { pairs = [] } = account ?? {};
	const readable = told ?? pairs.find(isTold);
	if (!readable && pairs.length > 0) throw secretIsHidden(pairs[0].accessKey);
	const { accessKey, secretKey } =
		readable ?? (await freshPair(task, { accountName, known: [] }, progress));
	// The platform may list an account only once it has a pair.
	const listed =
		account ??
		(readable ? undefined : await accountNamed(task, accountName).catch(() => undefined));
	return { accessKey, secretKey, endpoint: listed?.endpoint };
}

/** The object storage answers with the pair that it makes; the platform may, too. */
function toldIn(answer: Answer): ToldPair | undefined {
	try {
		return keyPairsOf(answer).find(isTold);
	} catch {
		return undefined;
	}
}

const secretIsHidden = (accessKey: string) =>
	new CallFailed({
		message: `The platform does not return the secret key of the access key "${accessKey}"`,
		advice: 'Generate another with Access Key: Generate, or turn off "With Access Key".',
	});

const createdText = (accountName: string, { mayBeMade }: Progress) =>
	[
		`The account "${accountName}" was created.`,
		mayBeMade ? 'An access key may have been generated.' : '',
		'To continue with it, run this again with "If It Already Exists" set to "Use It".',
	]
		.filter(Boolean)
		.join(' ');
