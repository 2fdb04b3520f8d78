import type { RuntimeNode } from './runtime-node';
import { withPath } from './commands';
import { OTHER } from './folders';

/** What n8n inherits; anything else could make runs differ from machine to machine. */
const INHERITED = [
	...['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'COMSPEC', 'TMPDIR', 'TEMP', 'TMP', 'LANG'],
	...['NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'],
];

/** Disabled: none of it is needed here, and most of it calls home. */
const DISABLED = [
	...['SECURE_COOKIE', 'DIAGNOSTICS_ENABLED', 'VERSION_NOTIFICATIONS_ENABLED'],
	...['VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED', 'DYNAMIC_BANNERS_ENABLED', 'TEMPLATES_ENABLED'],
	...['PERSONALIZATION_ENABLED', 'HIRING_BANNER_ENABLED', 'VERIFIED_PACKAGES_ENABLED'],
	...['LICENSE_AUTO_RENEW_ENABLED', 'AI_ENABLED', 'MCP_COMMUNITY_NODE_DISCOVERY_ENABLED'],
].map((name) => [`N8N_${name}`, 'false']);

/** Keeps n8n local. */
const LOCAL = {
	...Object.fromEntries(DISABLED),
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	// It calls home; older versions refuse its name.
	...(!OTHER && { N8N_DISABLED_MODULES: 'mcp-registry' }),
	EXTERNAL_FRONTEND_HOOKS_URLS: '',
	GENERIC_TIMEZONE: 'UTC',
	NO_PROXY: '127.0.0.1,localhost',
	no_proxy: '127.0.0.1,localhost',
};

export interface N8nOptions {
	userFolder: string;
	port: number;
	/** For n8n's JavaScript runner; the default would conflict with another n8n. */
	brokerPort: number;
	/** More of its settings, such as `N8N_LOG_LEVEL`. */
	settings?: NodeJS.ProcessEnv;
}

/** The whole environment of one n8n. */
export function n8nEnvironment(options: N8nOptions, node: RuntimeNode): NodeJS.ProcessEnv {
	const set = Object.entries(process.env).filter(([name]) => INHERITED.includes(name));
	const inherited = Object.fromEntries(set);
	return {
		...withPath(node.bin, inherited),
		...LOCAL,
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_WEBHOOK_URL: `http://127.0.0.1:${options.port}/`,
		N8N_EDITOR_BASE_URL: `http://127.0.0.1:${options.port}/`,
		...options.settings,
	};
}
