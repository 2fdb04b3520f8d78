import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from './index';

const HELP = `A local Jelastic platform with S3, for development and tests.

  npm run sandbox -- [options]

  --port N         the platform's port; 0 takes a free one
  --data DIR       keep accounts, buckets, objects and tokens here; default: a temporary directory
  --store=ceph     use a Ceph cluster of its own instead of the embedded store
  --seed           fill an empty sandbox with demo data
  --latency-ms N   delay each answer
  --json           print one line of JSON when it listens
  --help           print this
`;

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const OPTIONS = {
	...{ port: TEXT, data: TEXT, store: TEXT, 'latency-ms': TEXT },
	...{ seed: FLAG, json: FLAG, help: FLAG },
};

async function main(): Promise<void> {
	const { values } = parseArgs({ options: OPTIONS });
	const { data: dataDir, store, seed, json, help } = values;
	const numberOf = (name: 'port' | 'latency-ms') => {
		const text = values[name];
		if (text === undefined || /^\d{1,6}$/.test(text)) return text && Number(text);
		throw new Error(`--${name} takes a whole number, not "${text}"`);
	};
	if (help) return void process.stdout.write(HELP);
	const numbers = { port: numberOf('port'), latencyMs: numberOf('latency-ms') };
	const sandbox = await startSandbox({ dataDir, store, seed, ...(numbers as object) });
	for (const signal of ['SIGINT', 'SIGTERM']) {
		process.once(signal, () => void sandbox.stop().then(() => process.exit(0)));
	}
	const { url, token, tokens, hostGroups, endpoints } = sandbox;
	const facts = JSON.stringify({ url, token, tokens, hostGroups, endpoints });
	process.stdout.write(json ? `${facts}\n` : describe(sandbox));
}

function describe({ url, tokens, endpoints }: Sandbox): string {
	const rows = (values: Record<string, string>) =>
		Object.entries(values)
			.map(([name, value]) => `  ${name.padEnd(24)}${value}\n`)
			.join('');
	return `The platform listens at ${url}

Host groups and their S3 endpoints:
${rows(endpoints)}
Access tokens:
${rows(tokens)}
Ctrl-C stops it.
`;
}

main().catch((cause: Error & { cause?: { code?: string } }) => {
	const isInUse = cause.cause?.code === 'LEVEL_LOCKED';
	console.error(isInUse ? 'Another sandbox uses this data directory.' : cause.message);
	process.exitCode = 1;
});
