import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './index';

const HELP = `A local Jelastic platform with S3, for development and tests.

  npm run sandbox -- [options]

  --port N         the platform's port; 0 takes a free one
  --data DIR       keep accounts, buckets, objects and tokens here; without it they go at the end
  --store=ceph     stand on a Ceph cluster of its own instead of the embedded store
  --seed           fill an empty sandbox with the demonstration's data
  --latency-ms N   delay each answer
  --json           print one line of JSON when it listens
  --help           print this
`;

const OPTIONS = {
	port: { type: 'string' },
	data: { type: 'string' },
	store: { type: 'string' },
	seed: { type: 'boolean' },
	'latency-ms': { type: 'string' },
	json: { type: 'boolean' },
	help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
	const { values } = parseArgs({ options: OPTIONS });
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const sandbox = await startSandbox({
		port: numberOf('port', values.port),
		dataDir: values.data,
		store: values.store,
		seed: values.seed,
		latencyMs: numberOf('latency-ms', values['latency-ms']),
	});
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
	}
	process.stdout.write(values.json ? asJson(sandbox) : asText(sandbox));
}

function numberOf(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,6}$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}"`);
	return Number(text);
}

function asJson({ url, token, tokens, hostGroups, endpoints }: Sandbox): string {
	return `${JSON.stringify({ url, token, tokens, hostGroups, endpoints })}\n`;
}

function asText({ url, tokens, hostGroups, endpoints }: Sandbox): string {
	const groups = hostGroups.map((name) => `  ${name.padEnd(24)}${endpoints[name]}`);
	const rows = Object.entries(tokens).map(([name, token]) => `  ${name.padEnd(24)}${token}`);
	return [
		`The platform listens at ${url}`,
		'',
		'Host groups and their S3 endpoints:',
		...groups,
		'',
		'Access tokens:',
		...rows,
		'',
		'Ctrl-C stops it.',
		'',
	].join('\n');
}

main().catch((cause: Error & { cause?: { code?: string } }) => {
	const isInUse = cause.cause?.code === 'LEVEL_LOCKED';
	process.stderr.write(
		isInUse ? 'Another sandbox uses this data directory.\n' : `${cause.message}\n`,
	);
	process.exitCode = 1;
});
