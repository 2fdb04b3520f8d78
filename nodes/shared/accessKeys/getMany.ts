import type { IDataObject } from 'n8n-workflow';
import {
	accountsOf,
	mergedByName,
	enabledOf,
	read,
	readRequired,
	secretOf,
	type AccountRow,
	type Answer,
} from '../answers';
import { timeOf } from '../answers/times';
import { daysSince, toIso } from '../answers/values';
import { masked } from '../api/redact';
import type { accountFilter, createdBefore } from '../fields/common';
import type { ValuesOf } from '../fields/field';
import type { includeSecretKeys } from '../fields/options';
import { omitUndefined } from '../answers/omitUndefined';
import { sayLeftOut } from '../objects/selection';
import { inHostGroup, limited, type ListTask } from '../items';
import type { OptionValues } from '../operation';

const hostGroupOf = ({ hostGroup }: { hostGroup?: string }) => hostGroup;

/** Account: Get Many. */
export function toAccountItems(answer: Answer, task: ListTask): IDataObject[] {
	const all = inHostGroup(accountsOf(answer), task, hostGroupOf);
	if (!task.values.simplify) return limited(all, task).map(({ row }) => masked(row));
	return limited(mergedByName(all), task).map(({ hostGroup, accountName, endpoint, keys }) =>
		omitUndefined({ accountName, keyCount: keys.length, endpoint, hostGroup }),
	);
}

type AccessKeysTask = ListTask<
	ValuesOf<[typeof accountFilter, typeof createdBefore]> & OptionValues<[typeof includeSecretKeys]>
>;

/** A key pair with its account; undefined where the platform does not tell. */
interface OwnedPair extends Pick<AccountRow, 'hostGroup' | 'accountName'> {
	pair: IDataObject;
	/** Epoch milliseconds. */
	createdAt?: number;
}

/** Access Key: Get Many. */
export function toAccessKeyItems(answer: Answer, task: AccessKeysTask): IDataObject[] {
	const { simplify, includeSecretKeys = false } = task.values;
	const shown = limited(pairsMeant(answer, task), task);
	if (includeSecretKeys && shown.some(({ pair }) => secretOf(pair) === undefined)) {
		task.hint(SECRETS_HIDDEN, 'warning');
	}
	return shown.map(({ hostGroup, accountName, pair, createdAt }) => {
		if (!simplify) return includeSecretKeys ? pair : masked(pair);
		return omitUndefined({
			accessKey: readRequired(pair, 'accessKey'),
			secretKey: includeSecretKeys ? secretOf(pair) : undefined,
			accountName,
			createdAt: toIso(createdAt ?? NaN),
			ageDays: createdAt === undefined ? undefined : daysSince(createdAt),
			enabled: enabledOf(pair),
			hostGroup,
		});
	});
}

/** The pairs that the filters choose; one that does not tell what a filter asks for is not among them. */
function pairsMeant(answer: Answer, task: AccessKeysTask): OwnedPair[] {
	const { accountName: owner, olderThan: before } = task.values;
	const pairs = accountsOf(answer).flatMap(({ hostGroup, accountName, keys }) =>
		keys.map((pair): OwnedPair => {
			return { hostGroup, accountName, pair, createdAt: timeOf(read(pair, 'createdAt')) };
		}),
	);
	const owned = inHostGroup(pairs, task, hostGroupOf).filter(
		({ accountName }) => owner === undefined || accountName === owner,
	);
	if (before === undefined) return owned;
	const unknown = owned.filter(({ createdAt }) => createdAt === undefined).length;
	if (unknown > 0) sayLeftOut(task, unknown, 'access keys', 'time of creation');
	return owned.filter(({ createdAt = Infinity }) => createdAt < before);
}

const SECRETS_HIDDEN =
	'The platform does not tell the secret key of every pair: where "secretKey" is missing, it is hidden there. A hidden secret key cannot be read again; generate a new pair if it is lost.';
