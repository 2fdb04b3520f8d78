/**
 * What lets n8n do more in the same time: it otherwise activates workflows some time later, a few every few
 * seconds, and begins each execution with a virtual machine of its own for expressions.
 */
export const QUICK = {
	N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false',
	N8N_EXPRESSION_ENGINE: 'legacy',
};
