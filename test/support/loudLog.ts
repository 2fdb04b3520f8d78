// Imported first by tests that read n8n's own log: all of it goes to the console. n8n-core reads this when it is
// loaded, so they begin with `@jest-environment node`.
process.env.N8N_LOG_LEVEL = 'debug';

export {};
