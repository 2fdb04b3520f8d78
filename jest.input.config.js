// The tests of bad input by themselves; they print how many cases they tried, and fail where those are too few.
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/input/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/input/start.ts',
	globalTeardown: '<rootDir>/test/input/end.ts',
};
