import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/platform';
import { runNode, type Result, type Trial } from './engine';
import { referenceOf } from './reference';
import { makeThings, nodeOf, op, saved, type Things } from './things';

export * from './things';

/**
 * A sandbox for the tests of a file: started before the first, without faults, spellings, latency or
 * records of requests at the start of each, stopped after the last.
 */
export function useSandbox(options: SandboxOptions = {}) {
	let started: Sandbox | undefined;
	const sandbox = (): Sandbox => {
		if (!started) throw new Error('The sandbox runs within tests only');
		return started;
	};
	beforeAll(async () => {
		started = await startSandbox(options);
	});
	beforeEach(() => {
		const { faults, spelling, setLatency, requests } = sandbox();
		faults.clear();
		spelling(undefined);
		setLatency(0);
		requests.length = 0;
	});
	afterAll(async () => {
		await started?.stop();
	});

	/** Runs an operation through n8n's engine against the sandbox. */
	const run = async (parameters: IDataObject, more: Partial<Trial> = {}): Promise<Result> =>
		await runNode({
			node: nodeOf(parameters.resource),
			credential: { host: sandbox().url, token: sandbox().token },
			parameters: saved(parameters),
			...more,
		});

	/** Runs an operation that must succeed; answers its items. */
	const must = async (parameters: IDataObject, more: Partial<Trial> = {}) => {
		const { json, error } = await run(parameters, more);
		if (error) throw new Error(`${error.message}. ${error.description}`);
		return json;
	};

	return { sandbox, run, must };
}

/** A sandbox with things of its own for each test. */
export function useThings(options: SandboxOptions = {}) {
	const world = useSandbox(options);
	let made: Things | undefined;
	const things = (): Things => {
		if (!made) throw new Error('The things are there within tests only');
		return made;
	};
	beforeEach(async () => {
		made = await makeThings(world.sandbox());
	});

	/** The parameters of an operation on the test's own things. */
	const own = (name: string, changes: IDataObject = {}): IDataObject =>
		op(name, { ...referenceOf(name).own(things()), ...changes });

	/** How the platform refuses an operation, to which it is asked once. */
	async function refusalOf(name: string, changes: IDataObject = {}) {
		const { error, json } = await world.run(own(name, changes));
		expect(json).toEqual([]);
		const sent = world.sandbox().requests.map(({ apiMethod }) => apiMethod);
		const { method, methods } = referenceOf(name);
		expect(sent).toEqual(methods.slice(0, methods.indexOf(method) + 1));
		const [, advice, answered] = ADVICE.exec(error?.description ?? '') ?? [];
		const { code, requestKey } = (error?.context.data ?? {}) as IDataObject;
		expect(requestKey).toMatch(/^[\da-f-]{36}$/);
		return { message: error?.message, advice, answered: `${answered} (code ${String(code)})` };
	}

	return { ...world, things, own, refusalOf };
}

const ADVICE = /^(.*) The platform answered: (".*")\.$/;
