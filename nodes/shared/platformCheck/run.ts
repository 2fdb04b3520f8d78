import type { IDataObject } from 'n8n-workflow';
import { isRecord, observingReads, UnexpectedAnswer, type Answer } from '../answers';
import { ENVELOPE, PAGE_FIELDS } from '../answers/fieldNames';
import { nameTest } from '../answers/foldedNames';
import { CallFailed } from '../api/failures';
import type { ApiMethod, ParametersOf } from '../api/methods';
import { looksSecret } from '../api/redact';
import type { ResultItem, Task } from '../operation';
import { CHECKS, type Check, type Found } from './checks';

/**
 * Platform: Check. Calls each method that only reads, and says how its answer is understood: which role is read
 * from which field, and which fields nobody knows. Never a value, so that the result can be published.
 * @throws CallFailed where no method can be called at all
 */
export async function checkPlatform(task: Task): Promise<ResultItem[]> {
	const found: Found = {};
	const values = new Set<string>();
	const items: IDataObject[] = [];
	let failure: CallFailed | undefined;
	let isAnswered = false;
	for (const check of CHECKS) {
		const parameters = check.parameters(found);
		if (!parameters) {
			items.push({ method: check.method, tried: false, problem: check.without });
			continue;
		}
		const { item, cause } = await checkMethod(task, check, parameters, { found, values });
		items.push({ method: check.method, tried: true, ...item });
		isAnswered ||= cause === undefined || cause.failure.isNotPermitted === true;
		failure ??= cause;
	}
	if (failure && !isAnswered) throw failure;
	// A name that stands in any answer as a value, too, is data: some answers name fields by it.
	const isName = (name: unknown) => !values.has(String(name)) && !looksSecret(String(name));
	return items.map(({ unknownFields, ...json }) => ({
		json: Array.isArray(unknownFields)
			? { ...json, unknownFields: unknownFields.filter(isName).slice(0, MOST_NAMES) }
			: json,
	}));
}

/** Calls one method and reads its answer. @param seen takes what the answer shows: for later checks, and all values */
async function checkMethod(
	task: Task,
	{ method, understand }: Check,
	parameters: Record<string, string | number>,
	seen: { found: Found; values: Set<string> },
): Promise<{ item: IDataObject; cause?: CallFailed }> {
	const outcome = await task.call(method, parameters as ParametersOf<ApiMethod>).then(
		(answer) => ({ answer }),
		(cause: unknown) => ({ cause }),
	);
	if ('cause' in outcome) {
		const { cause } = outcome;
		if (!(cause instanceof CallFailed)) throw cause;
		return { cause, item: refusal(cause) };
	}
	const { answer } = outcome;
	const roles: Record<string, string[]> = {};
	const observe = (role: string, field: string) => {
		const fields = (roles[role] ??= []);
		if (!fields.includes(field)) fields.push(field);
	};
	let problem: string | undefined;
	try {
		Object.assign(seen.found, defined(observingReads(observe, () => understand(answer))));
	} catch (error) {
		// Not its message, which names the fields that came: a name may be data.
		problem = error instanceof UnexpectedAnswer ? error.what : 'The answer cannot be read';
	}
	const unknownFields = namesIn(answer, new Set(Object.values(roles).flat()), seen.values);
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

/** A call that failed, by its code alone: its text may hold values. */
function refusal({ failure }: CallFailed): IDataObject {
	const { isNotPermitted = false, details } = failure;
	// Only the platform itself answers with a number; a gateway and the network do not know what is permitted.
	if (typeof details?.code !== 'number')
		return { problem: 'The platform did not answer', ...details };
	const problem = isNotPermitted
		? 'The access token lacks this permission'
		: 'The platform answered with a failure';
	return { permitted: !isNotPermitted, problem, ...details };
}

const defined = (found: Found): Found =>
	Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));

const isKnownBeside = nameTest([...ENVELOPE, ...PAGE_FIELDS]);

/** No answer has so many fields of different names; one that has names its fields by data. */
const MOST_NAMES = 50;

/** The names of the fields in an answer that were not read, at any depth. @param values takes the values beside them */
function namesIn(answer: Answer, known: Set<string>, values: Set<string>): string[] {
	const names = new Set<string>();
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
		.filter((name) => !known.has(name) && !isKnownBeside(name))
		.filter((name) => /^[a-z][\w-]{0,39}$/i.test(name));
}
