import type { ContenderName } from '../names';
import type { Contender } from './contender';

/** How each contender is loaded: its own modules only, so that its memory is its own. */
export const CONTENDER: Record<ContenderName, () => Promise<Contender>> = {
	pack: async () => (await import('./pack')).pack,
	'pack-platform': async () => (await import('./pack')).packThroughPlatform,
	'pack-valid-for': async () => (await import('./pack')).packValidFor,
	'pack-get-usage': async () => (await import('./pack')).packGetUsage,
	'http-request-node': async () => (await import('./httpRequestNode')).httpRequestNode,
	'sequential-loop': async () => (await import('./plainNode')).sequentialLoop,
	'n8n-transport': async () => (await import('./plainNode')).n8nTransport,
	'keep-alive-limit': async () => (await import('./keepAlive')).keepAliveLimit,
};
