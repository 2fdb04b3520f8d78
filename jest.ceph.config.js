// The sandbox's own tests, on a Ceph cluster that is started once for all of them.
/** @type {import('jest').Config} */
module.exports = {
	...require('./jest.config.js'),
	testMatch: ['<rootDir>/test/sandbox/**/*.test.ts'],
	globalSetup: '<rootDir>/test/support/ceph/start.ts',
	globalTeardown: '<rootDir>/test/support/ceph/stop.ts',
	testTimeout: 60_000,
	maxWorkers: 2,
};
