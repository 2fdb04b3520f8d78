// Runs one node of the package, as its argument says, in a process that a test can kill.
import './setup';
import './typescriptFirst';
import { runNode, type Trial } from './engine';

void runNode(JSON.parse(process.argv[2]) as Trial).then(({ json, error }) => {
	const peakMb = Math.round(process.resourceUsage().maxRSS / 1000);
	console.log(JSON.stringify({ json, error: error?.message, peakMb }));
	process.exit(0);
});
