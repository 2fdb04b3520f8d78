// A node's code (X.node.ts) stands beside its description for n8n's menu (X.node.json). Jest tries .ts first;
// Node.js, in whose processes some tests run the nodes, tries .json first, unless it comes last.
const extensions: Record<string, unknown> = require.extensions;
const { '.json': json } = extensions;
delete extensions['.json'];
extensions['.json'] = json;

export {};
