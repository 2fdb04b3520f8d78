import { fork, type ChildProcess } from 'node:child_process';

type Commands = Record<string, (input: never) => Promise<unknown>>;
interface Question {
	command: string;
	input?: unknown;
}
type Reply = { result: unknown } | { failure: string };

/** In a child process: answers the parent's questions, one after another. */
export function answerParent(commands: Commands): void {
	process.on('message', ({ command, input }: Question) => {
		void commands[command](input as never).then(
			(result) => reply({ result }),
			(cause: unknown) =>
				reply({ failure: cause instanceof Error ? String(cause.stack) : String(cause) }),
		);
	});
	// The parent is gone, however it went.
	process.once('disconnect', () => process.exit());
}

const reply = (message: Reply) => void process.send?.(message);

/** A child process that answers questions. */
export class Child<C extends Commands> {
	private constructor(private readonly process: ChildProcess) {}

	/** @param flags for Node itself, beside those of this process */
	static start<C extends Commands>(file: string, args: string[] = [], flags: string[] = []) {
		return new Child<C>(
			fork(file, args, {
				execArgv: [...process.execArgv, ...flags],
				stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
			}),
		);
	}

	/** Asks for one thing; the next question waits for its answer. */
	async ask<N extends keyof C & string>(
		command: N,
		...[input]: Parameters<C[N]>
	): Promise<Awaited<ReturnType<C[N]>>> {
		return await new Promise((resolve, reject) => {
			const ended = (code: number | null, signal: string | null) =>
				reject(new Error(`A process ended (${code ?? signal}) before it answered "${command}"`));
			this.process.once('exit', ended);
			this.process.once('message', (answer: Reply) => {
				this.process.off('exit', ended);
				if ('failure' in answer) reject(new Error(answer.failure));
				else resolve(answer.result as Awaited<ReturnType<C[N]>>);
			});
			this.process.send({ command, input } satisfies Question);
		});
	}

	/** Lets it end by itself, so that it writes its profile. */
	async end(): Promise<void> {
		if (this.process.exitCode !== null || this.process.signalCode !== null) return;
		const ended = new Promise((resolve) => this.process.once('exit', resolve));
		this.process.disconnect();
		await ended;
	}
}
