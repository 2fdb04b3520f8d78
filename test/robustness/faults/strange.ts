import type { IDataObject } from 'n8n-workflow';
import { MODIFIED, whereOf, type Example, type Request } from '../../support/operations';
import type { FaultRow } from './faultRow';

// Answers that report success but are not what was asked for. Each hits only the requests on which it shows.

const named =
	(...names: string[]) =>
	({ method }: Request) =>
		names.includes(method.split('.').pop() ?? '');

const isPlatform = (request: Request) => whereOf(request) === 'platform';

/** Hits the first request of an example that fits. */
export const isFirst =
	(fits: (request: Request) => boolean) =>
	(request: Request, { requests }: Example) =>
		requests.find(fits) === request;

/** Hits the pages of listings. */
export const isPage = named('ListObjects');

const hasPrefix = (request: Request, { operation }: Example) =>
	isPage(request) && operation.endsWith('Many');
const isFromOneToAnother = (request: Request, { operation }: Example) =>
	isPage(request) && ['copyMany', 'moveMany'].includes(operation);

/** Pages of the source, not of what is already at the destination. */
const ofSource: NonNullable<FaultRow['fault']>['match'] = ({ params }) =>
	!params.bucketName.startsWith('target-');

const strange = { isWorkDone: true, isNotCounted: true };
const once = { ...strange, tried: 'once' as const };
const always = { ...strange, tried: 'always' as const };

const page = (
	name: string,
	kind: NonNullable<FaultRow['fault']>['kind'],
	more: Partial<FaultRow> & { text?: string } = {},
): FaultRow => {
	const { text, ...others } = more;
	return { name, fault: { kind, text, match: ofSource }, reaches: isPage, ...strange, ...others };
};

const BY_COMMA = { defaultDelimiter: ',' };

/** Expects times near those at which things were created or modified: a wrong time zone is hours off. */
function checkTimes(json: IDataObject[]): void {
	const times = json.flatMap((item) =>
		['lastModified', 'createdAt', 'creationDate'].flatMap((name) => item[name] ?? []),
	);
	for (const time of times) {
		expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
		const off = [MODIFIED.getTime(), Date.now()].map((made) => made - Date.parse(String(time)));
		expect(Math.min(...off.map(Math.abs))).toBeLessThan(1_800_000);
	}
}

const NAMES = [
	'hostGroup',
	'bucketName',
	'srcBucketName',
	'dstBucketName',
	'accountName',
	'accessKey',
	'accessKeyInUse',
];

const PLACES = ['responses[]', 'object', 'data', 'response.response'];
const FORMS = ['java', 'minutes', 'iso'];
const WORDS = ['True', '1', 'yes', ''];

export const STRANGE: FaultRow[] = [
	page('prefix ignored', 'ignoredPrefix', { reaches: hasPrefix }),
	page('same page again', 'firstPageAgain', { listed: 2 }),
	page('keys go back', 'unsortedKeys'),
	page('groups come again', 'repeatedGroups', { ...always, sandbox: () => BY_COMMA }),
	page('keys encoded', 'encodedKeys', always),
	page('unknown encoding', 'encodedKeys', { ...once, text: 'base32' }),
	...WORDS.map((text) => page(`truncated: "${text}"`, 'truncationWord', { ...always, text })),
	page('truncated: "perhaps"', 'truncationWord', { ...once, text: 'perhaps' }),
	{
		...page('lone elements', 'loneElements', always),
		sandbox: () => ({ ...BY_COMMA, mostOnPage: 1 }),
		reaches: named('ListObjects', 'GetKeys'),
		fault: { kind: 'loneElements' },
	},
	{
		...{ name: 'foreign list', fault: { kind: 'foreignList' }, ...once },
		reaches: named('ListObjects', 'List', 'GetKeys', 'GenerateKey', 'RegenerateKeys'),
	},
	{
		...{ name: 'all pairs', sandbox: () => ({ answersAllPairs: true }), ...once },
		reaches: named('GenerateKey', 'RegenerateKeys'),
	},
	...['***', ''].map((text): FaultRow => ({
		...{ name: `secret: "${text}"`, fault: { kind: 'hiddenSecrets', text }, ...once },
		reaches: named('GetKeys', 'GenerateKey', 'RegenerateKeys'),
	})),
	{
		...{ name: 'disabled pairs', fault: { kind: 'disabledPairs' }, ...once },
		reaches: named('GetKeys'),
		check: (json) => {
			const pairs = json.filter((item) => 'accessKey' in item && 'createdAt' in item);
			for (const pair of pairs) expect(pair).toMatchObject({ enabled: false });
		},
	},
	...FORMS.map((text): FaultRow => ({
		...{ name: `times: ${text}`, fault: { kind: 'otherTimes', text }, ...always },
		reaches: (request, { operation }) => isPlatform(request) && operation === 'getAll',
		check: checkTimes,
	})),
	...PLACES.map((at): FaultRow => ({
		...{ name: `failure in ${at}`, fault: { kind: 'nestedFailure', at }, tried: 'once' },
		...{ isWorkDone: false, reaches: isPlatform },
	})),
	{
		...{ name: 'endpoint with a path', sandbox: () => ({ endpointPath: '/s3' }), ...once },
		reaches: isFirst((request) => !isPlatform(request)),
	},
	{
		...{ name: 'weak tags', fault: { kind: 'weakTags' }, ...always },
		reaches: (request) => !isPlatform(request) || isPage(request),
		check: (json) => expect(JSON.stringify(json)).not.toContain('W/'),
	},
	...[501, 405].map((status): FaultRow => ({
		name: `DeleteObjects: ${status}`,
		fault: {
			...{ kind: 'code', status },
			text: `${status === 501 ? 'NotImplemented' : 'MethodNotAllowed'}: no`,
		},
		reaches: named('DeleteObjects'),
		...always,
	})),
	...['SlowDown', 'InternalError'].map((text): FaultRow => ({
		...{ name: `each key: ${text}`, fault: { kind: 'keysRefused', text } },
		...{ isWorkDone: false, reaches: named('DeleteObjects') },
	})),
	{
		name: 'other clock',
		fault: { kind: 'code', text: 'RequestTimeTooSkewed: The difference', status: 403 },
		...{ isWorkDone: false, tried: 'once' },
		// An answer to HEAD does not name it.
		reaches: (request) => !isPlatform(request) && request.kind !== 'looks',
	},
	{
		...{ name: 'wrong gzip', fault: { kind: 'wrongGzip' }, ...once },
		reaches: named('GetObject'),
	},
	{
		...{ name: 'blanks around names', ...once },
		fields: (fields) =>
			Object.fromEntries(
				Object.entries(fields).map(([name, value]) => [
					name,
					NAMES.includes(name) ? ` ${String(value)}\n` : value,
				]),
			),
		reaches: (request, example) =>
			isFirst(() => true)(request, example) &&
			(example.operation !== 'getAll' || example.resource === 'object'),
	},
	{
		name: 'onto itself, by trimmed names',
		fault: { kind: 'trimmedNames', method: '*' },
		fields: (fields, { source }) => ({ ...fields, dstBucketName: `${source} `, dstPrefix: 'in/' }),
		...{ ...always, isWorkDone: false, reaches: isFromOneToAnother },
	},
];
