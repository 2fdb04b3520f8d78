export type Row = Record<string, unknown>;

/** A copy of an object in which each field, at any depth, has the value (and perhaps the name) that it is given. */
export function mapFields(
	payload: Row,
	valueOf: (name: string, content: unknown) => unknown,
	nameOf = (name: string) => name,
): Row {
	const map = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(map);
		if (typeof value !== 'object' || value === null) return value;
		const field = ([name, content]: [string, unknown]) => [
			nameOf(name),
			valueOf(name, map(content)),
		];
		return Object.fromEntries(Object.entries(value).map(field));
	};
	return map(payload) as Row;
}

type Change = (content: never, detail: string | undefined) => unknown;

/** Changes the fields with these names, at any depth. */
const changing =
	(names: string[], change: Change) =>
	(payload: Row, detail: string | undefined): Row =>
		mapFields(payload, (name, content) =>
			names.includes(name) ? change(content as never, detail) : content,
		);

/** As S3 encodes keys in a listing: a space is a plus. */
const encoded = (key: string) => encodeURIComponent(key).replaceAll('%20', '+');

const OPPOSITES: Record<string, string> = { True: 'False', '1': '0', yes: 'no', '': '' };

/** How times are written, none of them with a zone. */
const TIME_FORMATS: Record<string, (time: Date) => string> = {
	/** `Aug 19, 2021 2:51:37 PM`, Java's default. */
	java: (time) =>
		time
			.toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' })
			.replace(/(\d{4}),/, '$1')
			.replace('\u202f', ' '),
	/** `2021-08-19 14:51` */
	minutes: (time) => time.toISOString().slice(0, 16).replace('T', ' '),
	/** `2021-08-19T14:51:37` */
	iso: (time) => time.toISOString().slice(0, 19),
};

const timeOf = (text: string) => new Date(text.includes('T') ? text : `${text.replace(' ', 'T')}Z`);

/** Faults that change the JSON that the platform answers; `detail` is the fault's `text`. */
export const EDITS = {
	/** Another list instead of the payload. */
	foreignList: ({ result, source }) => ({ result, source, grantees: [{ name: 'alice' }] }),
	/** A list with one element becomes that element. */
	loneElements: (payload) =>
		mapFields(payload, (_, content) =>
			Array.isArray(content) && content.length === 1 ? (content[0] as unknown) : content,
		),
	unsortedKeys: changing(['objects'], (rows: Row[]) => rows.reverse()),
	encodedKeys: (payload, encodingType = 'url') => {
		const withKeys = changing(['key'], encoded)(payload, undefined);
		const groups = (names: string[]) => names.map(encoded);
		return { ...changing(['commonPrefixes'], groups)(withKeys, undefined), encodingType };
	},
	truncationWord: changing(['isTruncated'], (isTruncated: boolean, word = 'True') =>
		isTruncated ? word : (OPPOSITES[word] ?? word),
	),
	hiddenSecrets: changing(['secretKey'], (_, mask = '***') => mask),
	disabledPairs: changing(['keys'], (pairs: Row[]) =>
		pairs.map((pair) => ({ ...pair, enabled: false })),
	),
	otherTimes: changing(['createdAt', 'creationDate', 'lastModified'], (time, form = 'java') =>
		TIME_FORMATS[form](timeOf(String(time))),
	),
} satisfies Record<string, (payload: Row, detail: string | undefined) => Row>;
