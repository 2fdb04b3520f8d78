// n8n reads its settings once, when it is loaded: this import comes first.
process.env.N8N_SSRF_PROTECTION_ENABLED = 'true';

export {};
