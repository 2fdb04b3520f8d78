import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MIB = 2 ** 20;

/** What is in use, in MiB, once all that is not needed any more is gone. */
export function heapInUse(): number {
	collect();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MIB;
}
