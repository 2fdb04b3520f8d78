import type { IDataObject } from 'n8n-workflow';
import type { OperationCase, Request } from './cases/case';
import type { FaultRow } from './faultRow';
import { MODIFIED } from './things';

// Answers that go well and are not what was asked for. Each hits only what it can show on.

const named =
	(...names: string[]) =>
	({ method }: Request) =>
		names.includes(method.split('.').pop() ?? '');

const isPlatform = ({ method }: Request) => method.startsWith('s3.');

const isFirst =
	(fits: (request: Request) => boolean) =>
	(request: Request, { requests }: OperationCase) =>
		requests.find(fits) === request;

const isPage = named('ListObjects');
const hasPrefix = (request: Request, { operation, variant }: OperationCase) =>
	isPage(request) && operation.endsWith('Many') && variant !== 'empty first';
const isFromOneToAnother = (request: Request, { operation }: OperationCase) =>
	isPage(request) && ['copyMany', 'moveMany'].includes(operation);

/** A page of what is worked on, and not of what is at the destination already. */
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

/** Times within two minutes of one of those that things were made or modified at. */
function checkTimes(json: IDataObject[]): void {
	const times = json.flatMap((item) =>
		['lastModified', 'createdAt', 'creationDate'].flatMap((name) => item[name] ?? []),
	);
	for (const time of times) {
		expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
		const from = [MODIFIED.getTime(), Date.now()].map((made) => made - Date.parse(String(time)));
		expect(Math.min(...from.map(Math.abs))).toBeLessThan(120_000);
	}
}

const NAMES = ['hostGroup', 'bucketName', 'srcBucketName', 'dstBucketName', 'name', 'accKey'];

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
			const pairs = json.filter((item) => 'accKey' in item && !('secretKey' in item));
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
		...{ isWorkDone: false, tried: 'once', reaches: (request) => !isPlatform(request) },
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
		reaches: (request, operation) =>
			isFirst(() => true)(request, operation) &&
			(operation.operation !== 'getAll' || operation.resource === 'object'),
	},
	{
		name: 'onto itself, by trimmed names',
		fault: { kind: 'trimmedNames', method: '*' },
		fields: (fields, { source }) => ({ ...fields, dstBucketName: `${source} `, dstPrefix: 'in/' }),
		...{ ...always, isWorkDone: false, reaches: isFromOneToAnother },
	},
];
