import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';

// What n8n shows above the panel before a run: one hint for each operation that destroys or shows a secret.

const SECRET = /contains a secret key/;
const UNLESS_DRY = '!$parameter["dryRun"]';

/** The words of each operation's hint, and when it shows. */
const WARNINGS: Record<string, [words: RegExp, when?: string]> = {
	'account create': [SECRET, '$parameter["options"]["withAccessKey"] !== false'],
	'account delete': [/all its access keys\. This cannot be undone/],
	'key generate': [SECRET],
	'key getAll': [SECRET, '$parameter["options"]["includeSecretKeys"]'],
	'key regenerate': [/old key stops working immediately\..*contains a secret key/],
	'key revoke': [/this access key stops working immediately\. This cannot be undone/],
	'key revokeOthers': [/another access key .* stops working immediately\. This cannot be undone/],
	'key rotate': [SECRET],
	'bucket delete': [/All objects in the bucket are deleted first/, '$parameter["emptyFirst"]'],
	'object delete': [/A deleted object cannot be restored/],
	'object deleteMany': [/Deleted objects cannot be restored\. Turn on Dry Run/, UNLESS_DRY],
	'object moveMany': [/The originals are deleted .* Turn on Dry Run/, UNLESS_DRY],
};

const CONDITION =
	/^=\{\{ \$parameter\["resource"\] === "(\w+)" && \$parameter\["operation"\] === "(\w+)"(?: && (.+))? \}\}$/;

const hints = [new JelasticS3Account(), new JelasticS3Bucket()].flatMap(
	({ description }) => description.hints ?? [],
);
const warnings = hints.map(({ message, displayCondition, ...more }) => {
	const [, resource, operation, when] = CONDITION.exec(displayCondition ?? '') ?? [];
	return { name: `${resource} ${operation}`, when, message, more };
});

test('they are all there, and no others', () => {
	expect(warnings.map(({ name }) => name).sort()).toEqual(Object.keys(WARNINGS).sort());
});

test.each(warnings)('$name', ({ name, when, message, more }) => {
	expect(message).toMatch(WARNINGS[name][0]);
	expect(when).toBe(WARNINGS[name][1]);
	// In any other place, n8n goes on to show it after the run.
	const place = { location: 'outputPane', whenToDisplay: 'beforeExecution' };
	expect(more).toEqual({ type: 'warning', ...place });
});
