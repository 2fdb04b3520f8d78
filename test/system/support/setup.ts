import console from 'node:console';

// Progress as it comes: Jest's own console adds a stack to each line.
globalThis.console = console;
