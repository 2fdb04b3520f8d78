// Runs one node of the pack, as its argument says, in a process that a test can kill.
import './setup';
import './typescriptFirst';
import { runNode, type Trial } from './engine';

void runNode(JSON.parse(process.argv[2]) as Trial).then(({ json, error }) => {
	console.log(JSON.stringify({ json, error: error?.message }));
	process.exit(0);
});
