import type { IDataObject } from 'n8n-workflow';
import { runNode, type Trial } from './engine';
import { useStub, type StubAnswer } from './stub';
import { nodeOf, saved } from './things';

/** What is answered to each method, by the last part of its path in lower case; `*` to any other. */
export type Answers = Record<string, object | ((params: Record<string, string>) => object)>;

/** A platform that answers each method as a test says, and any other with nothing but success. */
export function useAnswers() {
	const { answers: answerWith, requests, url } = useStub();
	const methodOf = (path: string) => path.split('/').pop() ?? '';

	/** What is answered from now on; payloads get a `result` of 0 unless they have one. */
	const answers = (given: Answers) =>
		answerWith(({ path, params }): StubAnswer => {
			const answer = given[methodOf(path)] ?? given['*'] ?? {};
			const payload = typeof answer === 'function' ? answer(params) : answer;
			return { body: { result: 0, ...payload } };
		});

	/** Runs an operation through n8n's engine. */
	async function run(parameters: IDataObject, given: Answers = {}, more: Partial<Trial> = {}) {
		answers(given);
		const result = await runNode({
			node: nodeOf(parameters.resource),
			parameters: saved(parameters),
			credential: { host: url(), token: 'the-token' },
			...more,
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

	/** The methods that were called, in their order. */
	const methods = () => requests.map(({ path }) => methodOf(path));

	return { run, answers, sent, methods, requests, url };
}
