import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

/** Where jest-circus collects its handlers: of each file anew, or they pile up. */
const EVENT_HANDLERS = Symbol.for('EVENT_HANDLERS');

/**
 * The files of tests that a worker runs share its globals, so that they can share the packages (runtime.cjs). n8n, too,
 * runs nodes in its own globals: there, an `Error` of a node is an `Error` to n8n-core.
 */
export default class SharedGlobals implements JestEnvironment {
	readonly global = globalThis as unknown as JestEnvironment['global'];
	readonly fakeTimers = null;
	readonly fakeTimersModern: ModernFakeTimers;
	readonly moduleMocker = new ModuleMocker(globalThis);
	private readonly replaced = { console: globalThis.console, exit: process.exit };

	constructor({ projectConfig }: JestEnvironmentConfig) {
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	/** Jest loads nothing without a context. runtime.cjs does not use it. */
	getVmContext() {
		return globalThis;
	}

	async setup() {}

	/** Leaves nothing to the next file that this one or Jest has replaced. */
	async teardown() {
		this.fakeTimersModern.dispose();
		this.moduleMocker.restoreAllMocks();
		globalThis.console = this.replaced.console;
		process.exit = this.replaced.exit;
		Reflect.deleteProperty(globalThis, EVENT_HANDLERS);
	}
}
