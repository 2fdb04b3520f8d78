import type { RuntimeNode } from './runtime-node';
import { withPath } from './commands';
import { OTHER } from './folders';

/** What n8n may take over from the machine; the rest would make runs differ from machine to machine. */
const INHERITED = [
	...['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'COMSPEC', 'TMPDIR', 'TEMP', 'TMP', 'LANG'],
	...['NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'],
];

/** Keeps n8n local and quiet: nothing it would ask the internet for is needed here. */
const LOCAL_AND_QUIET = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_AI_ENABLED: 'false',
	N8N_MCP_COMMUNITY_NODE_DISCOVERY_ENABLED: 'false',
	// It calls home; older ones do not know it, and stop at its name.
	...(!OTHER && { N8N_DISABLED_MODULES: 'mcp-registry' }),
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	GENERIC_TIMEZONE: 'UTC',
	NO_PROXY: '127.0.0.1,localhost',
	no_proxy: '127.0.0.1,localhost',
};

export interface N8nPlace {
	userFolder: string;
	port: number;
	/** Where n8n's JavaScript runner reaches it; its default would collide with another n8n. */
	brokerPort: number;
	/** More of its settings, such as `N8N_LOG_LEVEL`. */
	settings?: NodeJS.ProcessEnv;
}

/** The whole environment of one n8n. */
export function n8nEnvironment(place: N8nPlace, node: RuntimeNode): NodeJS.ProcessEnv {
	const inherited = Object.fromEntries(
		INHERITED.flatMap((name) => {
			const value = process.env[name];
			return value === undefined ? [] : [[name, value]];
		}),
	);
	return {
		...withPath(node.bin, inherited),
		...LOCAL_AND_QUIET,
		N8N_USER_FOLDER: place.userFolder,
		N8N_PORT: String(place.port),
		N8N_RUNNERS_BROKER_PORT: String(place.brokerPort),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${place.port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${place.port}/`,
		...place.settings,
	};
}
