import type { IDataObject } from 'n8n-workflow';
import { isRecord, observingReads, UnexpectedAnswer, type Answer } from '../answers';
import { ENVELOPE, PAGE_FIELDS } from '../answers/fieldNames';
import { nameTest } from '../answers/foldedNames';
import { CallFailed } from '../api/failures';
import type { ApiMethod, ParametersOf } from '../api/methods';
import type { ResultItem, Task } from '../operation';
import { CHECKS, type Check, type Found } from './checks';

/**
 * Platform: Check. Calls each method that only reads, and says how its answer is understood: which role is read
 * from which field, and which fields nobody knows. Never a value, so that the result can be published.
 * @throws CallFailed where no method can be called at all
 */
export async function checkPlatform(task: Task): Promise<ResultItem[]> {
	const found: Found = {};
	const items: IDataObject[] = [];
	let failure: CallFailed | undefined;
	let isAnswered = false;
	for (const check of CHECKS) {
		const parameters = check.parameters(found);
		if (!parameters) {
			items.push({ method: check.method, tried: false, problem: check.without });
			continue;
		}
		const { item, cause } = await checkMethod(task, check, parameters, found);
		items.push({ method: check.method, tried: true, ...item });
		isAnswered ||= cause === undefined || cause.failure.isNotPermitted === true;
		failure ??= cause;
	}
	if (failure && !isAnswered) throw failure;
	return items.map((json) => ({ json }));
}

/** Calls one method and reads its answer. @param found takes what the answer shows for later checks */
async function checkMethod(
	task: Task,
	{ method, understand }: Check,
	parameters: Record<string, string | number>,
	found: Found,
): Promise<{ item: IDataObject; cause?: CallFailed }> {
	const outcome = await task.call(method, parameters as ParametersOf<ApiMethod>).then(
		(answer) => ({ answer }),
		(cause: unknown) => ({ cause }),
	);
	if ('cause' in outcome) {
		const { cause } = outcome;
		if (!(cause instanceof CallFailed)) throw cause;
		const permitted = cause.failure.isNotPermitted !== true;
		return { cause, item: { permitted, ...cause.failure.details } };
	}
	const { answer } = outcome;
	const roles: Record<string, string[]> = {};
	const observe = (role: string, field: string) => {
		const fields = (roles[role] ??= []);
		if (!fields.includes(field)) fields.push(field);
	};
	let problem: string | undefined;
	try {
		Object.assign(found, defined(observingReads(observe, () => understand(answer))));
	} catch (error) {
		problem = error instanceof UnexpectedAnswer ? error.message : 'The answer cannot be read';
	}
	const unknownFields = namesIn(answer, new Set(Object.values(roles).flat()));
	return {
		item: {
			permitted: true,
			understood: problem === undefined,
			roles,
			unknownFields,
			...(problem !== undefined && { problem }),
		},
	};
}

const defined = (found: Found): Found =>
	Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));

const isKnownBeside = nameTest([...ENVELOPE, ...PAGE_FIELDS]);

/** No answer has so many fields of different names; one that has names its fields by data. */
const MOST_NAMES = 50;

/**
 * The names of the fields in an answer that were not read, at any depth. A name that stands somewhere as a value, too,
 * is data: some answers name fields by it.
 */
function namesIn(answer: Answer, known: Set<string>): string[] {
	const names = new Set<string>();
	const values = new Set<string>();
	const visit = (value: unknown): void => {
		if (Array.isArray(value)) return value.forEach(visit);
		if (!isRecord(value)) {
			values.add(String(value));
			return;
		}
		for (const [name, inner] of Object.entries(value)) {
			names.add(name);
			visit(inner);
		}
	};
	visit(answer);
	return [...names]
		.filter((name) => !known.has(name) && !values.has(name) && !isKnownBeside(name))
		.filter((name) => /^[a-z][\w-]{0,39}$/i.test(name))
		.slice(0, MOST_NAMES);
}
