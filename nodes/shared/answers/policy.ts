import {
	containersOf,
	hasPayload,
	isNestedTooDeeply,
	isRecord,
	UnexpectedAnswer,
	valuesUnder,
	type Answer,
} from './read';
import { POLICIES, VALUES } from './fieldNames';

const NAMES = [...VALUES.policy, ...POLICIES];

/**
 * The policy in an answer, parsed; undefined where there is none.
 * @throws UnexpectedAnswer where a policy comes as a text that is not JSON
 */
export function policyOf(answer: Answer): unknown {
	const containers = containersOf(answer);
	const found = containers
		.flatMap((container) => valuesUnder(container, NAMES))
		.map((value): unknown =>
			Array.isArray(value) ? (value.length === 1 ? value[0] : value) : value,
		)
		.find((value) => isPolicy(parsed(value)));
	if (Array.isArray(found)) return found.map(parsed);
	if (found !== undefined) return parsed(found);
	const isSomething = containers.some((container) => hasPayload(container));
	if (isSomething && !isEmptyList(answer)) throw new UnexpectedAnswer('policy', answer);
	return undefined;
}

const isEmptyList = (answer: Answer) =>
	valuesUnder(answer, NAMES).some(
		(value) => value === '' || (Array.isArray(value) && value.length === 0),
	);

const isPolicy = (value: unknown): boolean =>
	Array.isArray(value)
		? value.length > 0 && value.every((entry) => isPolicy(parsed(entry)))
		: isRecord(value) &&
			['Statement', 'Version', 'statement'].some((name) => Object.hasOwn(value, name));

function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		const document = JSON.parse(value) as unknown;
		return isNestedTooDeeply(document) ? undefined : document;
	} catch {
		return undefined;
	}
}
