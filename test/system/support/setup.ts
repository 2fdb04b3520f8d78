import console from 'node:console';

// Prints progress immediately, and without the stack that Jest's own console adds to each line.
globalThis.console = console;
