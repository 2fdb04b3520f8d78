/** The name of the node that takes the calls. */
export const CALL = 'Call';

/** What a field of the call's body becomes within a parameter. */
export const slot = (name: string) => `{{ $('${CALL}').first().json.body.${name} }}`;

/** A whole number that comes in such a field, also as a text. */
export const numberSlot = (name: string) => `{{ Number($('${CALL}').first().json.body.${name}) }}`;

/** Texts with such fields in them as n8n writes expressions. */
export function withExpressions<T>(value: T): T {
	if (typeof value === 'string') return (value.includes('{{') ? `=${value}` : value) as T;
	if (Array.isArray(value)) return value.map(withExpressions) as T;
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).map(([name, inner]) => [name, withExpressions(inner)]);
	return Object.fromEntries(fields) as T;
}
