// Every operation with every fault of the sandbox.
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/faults/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testTimeout: 120_000,
	maxWorkers: 2,
	maxConcurrency: 12,
};
