const { createRequire, isBuiltin } = require('node:module');
const { compileFunction } = require('node:vm');
const Runtime = require('jest-runtime').default;

const RELATIVE_OR_ABSOLUTE = /^[./]/;

/**
 * Loads packages once per worker. Jest loads them again for each file of tests, and n8n-core with what it needs, 2,000
 * modules, takes longer than most files' tests. Our own modules are loaded for each file, as usual. A file that needs an
 * n8n-core of its own begins with `@jest-environment node`.
 */
module.exports = class SharedPackages extends Runtime {
	constructor(config, environment, ...more) {
		super(config, environment, ...more);
		const { executor } = this;
		this.sharesGlobals = environment.global === globalThis;
		if (this.sharesGlobals) {
			executor.compile = (source, filename) =>
				compileFunction(source, executor.injectedModuleParameters, { filename });
		}
	}

	requireModuleOrMock(from, name) {
		const isPackage = !RELATIVE_OR_ABSOLUTE.test(name) && !isBuiltin(name);
		return isPackage && this.sharesGlobals
			? createRequire(from)(name)
			: super.requireModuleOrMock(from, name);
	}
};
