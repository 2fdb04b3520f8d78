// Imported first by tests that read n8n's own log: all of it goes to the console.
process.env.N8N_LOG_LEVEL = 'debug';

export {};
