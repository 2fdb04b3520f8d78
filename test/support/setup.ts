// n8n-core needs decorators' metadata before it is imported, and writes its settings to a folder: a
// scratch one, so that a developer's own n8n is left alone.
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'n8n-user-'));
process.env.N8N_RUNNERS_ENABLED = 'false';
// Tests provoke failures by the hundred; n8n would print each.
process.env.N8N_LOG_LEVEL ??= 'silent';
