import { timerMs } from '../api/deadline';

/** So many bytes within the time are an answer that goes on; fewer are one that hangs. */
const ENOUGH_BYTES = 1024;

/**
 * A body as it comes, watched: `stop` is called when too little of it came within the time. What whoever
 * takes the bytes needs for them does not count. The clock holds neither the process nor anything else.
 */
export async function* withIdleTimeout<T extends { length: number }>(
	body: AsyncIterable<T>,
	milliseconds: number,
	stop: () => void,
): AsyncGenerator<T> {
	const most = timerMs(milliseconds);
	let since = Date.now();
	let bytes = 0;
	let isWaiting = true;
	let clock: AbortSignal | undefined;
	const look = () => {
		const left = isWaiting ? since + most - Date.now() : most;
		if (left > 0) set(left);
		else stop();
	};
	const set = (time: number) => {
		clock = AbortSignal.timeout(time);
		clock.addEventListener('abort', look);
	};
	set(most);
	try {
		for await (const chunk of body) {
			isWaiting = false;
			const pausedAt = Date.now();
			bytes += chunk.length;
			yield chunk;
			// The time of the taker is taken out; enough bytes begin the time anew.
			since = bytes < ENOUGH_BYTES ? since + Date.now() - pausedAt : Date.now();
			if (bytes >= ENOUGH_BYTES) bytes = 0;
			isWaiting = true;
		}
	} finally {
		clock?.removeEventListener('abort', look);
	}
}
