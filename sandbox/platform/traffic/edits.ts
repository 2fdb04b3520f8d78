import type { Answer, RequestRecord } from './record';
import type { Work } from './fault';
import { jsonOf } from './pages';
import { withText } from './spoiling';

type Row = Record<string, unknown>;

/** Changes the JSON that the platform answers. */
type Edit = (payload: Row, detail: string | undefined) => Row;

/** Gives each field of an object, at any depth, what `change` makes of it. */
function eachField(value: unknown, change: (name: string, content: unknown) => unknown): unknown {
	if (Array.isArray(value)) return value.map((one) => eachField(one, change));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([name, content]) => [
		name,
		change(name, eachField(content, change)),
	]);
	return Object.fromEntries(entries);
}

const fields = (payload: Row, change: (name: string, content: unknown) => unknown): Row =>
	eachField(payload, change) as Row;

/** As S3 encodes keys in a listing: a space is a plus. */
const encoded = (key: unknown) => encodeURIComponent(String(key)).replaceAll('%20', '+');

const DENIALS: Record<string, string> = { True: 'False', '1': '0', yes: 'no', '': '' };

const TIMES = ['createdAt', 'creationDate', 'lastModified'];

/** How times are written, none of them with a zone. */
const TIME_FORMS: Record<string, (time: Date) => string> = {
	/** `Aug 19, 2021, 2:51:37 PM`, as Java's default format and others write it, without the second comma. */
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

export const EDITS = {
	/** Something else's list in the payload's place. */
	foreignList: ({ result, source }) => ({ result, source, grantees: [{ name: 'alice' }] }),
	/** What is alone in its list stands there by itself. */
	loneElements: (payload) =>
		fields(payload, (_, content) =>
			Array.isArray(content) && content.length === 1 ? (content[0] as unknown) : content,
		),
	/** The last key of a page first. */
	unsortedKeys: (payload) =>
		fields(payload, (name, content) =>
			name === 'objects' ? (content as unknown[]).reverse() : content,
		),
	encodedKeys: ({ ...payload }, encodingType = 'url') => ({
		...fields(payload, (name, content) => {
			if (name === 'commonPrefixes') return (content as unknown[]).map(encoded);
			return name === 'key' ? encoded(content) : content;
		}),
		encodingType,
	}),
	truncationWord: (payload, word = 'True') =>
		fields(payload, (name, content) =>
			name === 'isTruncated' ? (content ? word : (DENIALS[word] ?? word)) : content,
		),
	hiddenSecrets: (payload, mask = '***') =>
		fields(payload, (name, content) => (name === 'secretKey' ? mask : content)),
	disabledPairs: (payload) =>
		fields(payload, (name, content) =>
			name === 'keys' ? (content as Row[]).map((pair) => ({ ...pair, enabled: false })) : content,
		),
	otherTimes: (payload, form = 'java') =>
		fields(payload, (name, content) =>
			TIMES.includes(name) ? TIME_FORMS[form](timeOf(String(content))) : content,
		),
} satisfies Record<string, Edit>;

/** A fault that changes what the platform answers; `text` says how. */
export const edited = (edit: Edit) => ({
	appliesTo: ({ server }: RequestRecord) => server === 'platform',
	hit: async ({ text }: { text?: string }, _: RequestRecord, work: Work): Promise<Answer> => {
		const answer = await work();
		return withText(answer, JSON.stringify(edit((await jsonOf(answer)) as Row, text)));
	},
});
