import type { IDataObject } from 'n8n-workflow';
import { runNode } from './engine';
import { useStub, type StubAnswer } from './stub';
import { nodeOf, saved } from './things';

/** What each method is answered, by the last part of its path in lower case. */
export type Answers = Record<string, object | ((params: Record<string, string>) => object)>;

/** A platform that answers each method as a test says, and any other with nothing but success. */
export function useAnswers() {
	const { answers, requests, url } = useStub();
	const methodOf = (path: string) => path.split('/').pop() ?? '';

	/** Runs an operation through n8n's engine; payloads are answered with `result` 0 unless they have one. */
	async function run(parameters: IDataObject, given: Answers) {
		answers(({ path, params }): StubAnswer => {
			const answer = given[methodOf(path)] ?? {};
			const payload = typeof answer === 'function' ? answer(params) : answer;
			return { body: { result: 0, ...payload } };
		});
		const result = await runNode({
			node: nodeOf(parameters.resource),
			parameters: saved(parameters),
			credential: { host: url(), token: 'the-token' },
		});
		const hints = result.run.data.resultData.runData.Node?.at(-1)?.hints ?? [];
		return {
			...result,
			message: result.error?.message,
			description: String(result.error?.description ?? ''),
			hints: hints.map(({ message }) => message),
		};
	}

	/** The parameters that a method was called with, by each call. */
	const sent = (method: string) =>
		requests.filter(({ path }) => methodOf(path) === method).map(({ params }) => params);

	return { run, sent, requests };
}
