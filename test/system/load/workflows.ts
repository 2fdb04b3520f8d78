import {
	CHOSEN,
	bodyOf,
	EXAMPLES,
	exampleOf,
	fieldsOf,
	type Change,
	type Example,
	type ExampleThings,
	type Row,
} from '../../support/operations';
import { saved } from '../../support/things';
import { callField, type Step, thingsOfCall } from '../support/workflow';
import { NOT_FROM_N8N } from './requestsInFlight';

/** What each run works on: enough to use the highest concurrency. */
export const KEYS = [
	// The one that the example of Move works on.
	CHOSEN[0],
	...Array.from({ length: 11 }, (_, at) => `in/ä ${String(at).padStart(3, '0')}`),
];

/** A workflow that callers run, and what shows that it has done its work. */
export interface LoadWorkflow extends Pick<Example, 'name' | 'file' | 'gives' | 'givesMore'> {
	steps: Step[];
	/** The most requests that one execution may have in flight. */
	concurrency: number;
	/** It has enough to do to use it. */
	usesConcurrency: boolean;
	/** Each key is an item. */
	isPerKey: boolean;
	/** What it changes. */
	changes: Change[];
}

const PER_KEY: Record<string, Row> = {
	'object getPresignedUrl, for each key': {
		parameters: ({ hostGroup, source: bucketName }) => ({
			...{ hostGroup, bucketName, key: '{{ $json.key }}' },
		}),
		requests: [{ method: 's3.bucket.GetPresignedURL', kind: 'links' }],
		gives: (_, keys) => keys.map((key) => ({ key })),
	},
	'object copy, for each key': {
		parameters: ({ hostGroup, source: srcBucketName, target: dstBucketName }) => ({
			...{ hostGroup, srcBucketName, srcKey: '{{ $json.key }}' },
			...{ dstBucketName, dstKey: 'copies/{{ $json.key }}' },
		}),
		requests: [
			{
				...{ method: 's3.bucket.CopyObject', kind: 'changes' },
				does: ({ buckets }, { source, target }, keys) => {
					for (const key of keys) buckets[target][`copies/${key}`] = buckets[source][key];
				},
			},
		],
		gives: (_, keys) => keys.map((key) => ({ dstKey: `copies/${key}`, copied: true })),
	},
};

/** Those that have enough to do to use it. The default is 5, as in the nodes. */
const CONCURRENCY: Record<string, number> = {
	'bucket delete, empty first': 7,
	'object copyMany': 6,
	'object deleteMany': 10,
	'object moveMany': 4,
	'object getPresignedUrl, for each key': 6,
	'object copy, for each key': 3,
};

function workflowOf(example: Example): LoadWorkflow {
	const { name, resource, operation, requests } = example;
	const { options, ...fields } = fieldsOf(example, thingsOfCall);
	const concurrency = CONCURRENCY[name] ?? 5;
	const parameters = {
		...saved({ resource, operation, ...fields }),
		// The request key tells whose request it is.
		options: { ...options, concurrency, ruk: callField('id') },
	};
	return {
		...{ ...example, concurrency, steps: [{ resource, operation, parameters }] },
		...{ usesConcurrency: name in CONCURRENCY, isPerKey: name in PER_KEY },
		changes: requests.flatMap(({ does }) => does ?? []),
	};
}

const exampleNamed = (name: string) => EXAMPLES.find((one) => one.name === name)!;

/** Files pass from one node to the next. */
function downloadThenUpload(): LoadWorkflow {
	const [key] = KEYS;
	const download = workflowOf({
		...exampleNamed('object download'),
		parameters: ({ hostGroup, source: bucketName }) => ({
			...{ hostGroup, bucketName, key, binaryPropertyName: 'data' },
		}),
	});
	const upload = workflowOf(exampleNamed('object upload'));
	return {
		...{ ...upload, name: 'object download, then upload', file: undefined },
		steps: [...download.steps, ...upload.steps],
		changes: [
			({ buckets }, { source, target }) => (buckets[target].uploaded = bodyOf(source, key)),
		],
	};
}

/** Every example but those of large files, and some with several items or nodes. */
export const WORKFLOWS: LoadWorkflow[] = [
	...EXAMPLES.filter(({ isLarge }) => !isLarge).map(workflowOf),
	...Object.entries(PER_KEY).map((row) => workflowOf(exampleOf(row))),
	downloadThenUpload(),
];

/** Expects that links lead to the objects of the caller. */
export async function expectLinks(urls: unknown[], things: ExampleThings): Promise<void> {
	const contents = urls.map(async (url) =>
		(await fetch(String(url), { headers: NOT_FROM_N8N })).text(),
	);
	expect(await Promise.all(contents)).toEqual(KEYS.map((key) => bodyOf(things.source, key)));
}
