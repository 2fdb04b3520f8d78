import { CallFailed, type Failure } from '../api/failures';
import type { ResultItem } from '../operation';

/** What came of an input item's work of which a part failed. */
export interface PartialResult {
	/** Where n8n continues on failures: everything, with what failed among it. */
	items: ResultItem[];
	/** The same for a node with an error output: what failed as items of exactly `{ error }`, which n8n puts out there. */
	itemsBesideErrors: ResultItem[];
	/** Why the node fails after all its input items. */
	ofRun: () => Failure;
}

/** Work that is done as far as it can be. The other input items are still worked on, then the node fails. */
export class PartlyFailed extends CallFailed {
	constructor(readonly result: PartialResult) {
		super(result.ofRun());
	}
}
