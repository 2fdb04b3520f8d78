import { containersOf, isDeep, isRecord, payloadNames, Unreadable, type Answer } from './read';
import { ENVELOPE, POLICIES, VALUES } from './spellings';

/**
 * The policy in an answer, parsed; undefined where there is none.
 * @throws Unreadable where a policy comes as a text that is not JSON
 */
export function policyOf(answer: Answer): unknown {
	const containers = containersOf(answer);
	const found = containers
		.flatMap((container) => [...VALUES.policy, ...POLICIES].map((name) => container[name]))
		.map((value): unknown =>
			Array.isArray(value) ? (value.length === 1 ? value[0] : value) : value,
		)
		.find((value) => isPolicy(parsed(value)));
	if (Array.isArray(found)) return found.map(parsed);
	if (found !== undefined) return parsed(found);
	const hasPayload = containers.some((container) => payloadNames(container, ENVELOPE).length > 0);
	if (hasPayload && !isEmptyList(answer)) throw new Unreadable('policy', answer);
	return undefined;
}

const isEmptyList = (answer: Answer) =>
	[...VALUES.policy, ...POLICIES].some((name) => {
		const value = answer[name];
		return value === '' || (Array.isArray(value) && value.length === 0);
	});

const isPolicy = (value: unknown): boolean =>
	Array.isArray(value)
		? value.length > 0 && value.every((entry) => isPolicy(parsed(entry)))
		: isRecord(value) && ('Statement' in value || 'Version' in value || 'statement' in value);

function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		const document = JSON.parse(value) as unknown;
		return isDeep(document) ? undefined : document;
	} catch {
		return undefined;
	}
}
