// n8n's own gate for verified packages (@n8n/scan-community-package), run as n8n runs it on a package
// that was published: once on the sources, once on the tarball. Beside it what the gate leaves to its
// readers: that nothing is installed along with the pack, and that the tarball holds the pack alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** The part of the gate that needs no network: `scanner.mjs` has no types. */
interface Gate {
	analyzePackage: (
		folder: string,
		patterns: string[],
	) => Promise<{ passed: boolean; message?: string; details?: string }>;
	SOURCE_FILE_PATTERNS: string[];
}

/** What the gate lints of a tarball (the end of its `analyzePackageByName`, which keeps it to itself). */
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];

/** What may stand in the tarball: nothing that only builds or tests the pack. */
const SHIPPED =
	/^(dist\/(nodes|credentials)\/.+\.(js|node\.json)|dist\/nodes\/\w+\/__schema__\/.+\.json|dist\/icons\/[^/]+\.svg|README\.md|LICENSE|package\.json)$/;

const NEEDED = ['README.md', 'LICENSE', 'package.json'];

interface Manifest {
	dependencies?: object;
	bundledDependencies?: unknown;
	bundleDependencies?: unknown;
	optionalDependencies?: object;
	peerDependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

const INSTALLS_OTHERS = [
	'dependencies',
	'optionalDependencies',
	'bundledDependencies',
	'bundleDependencies',
] as const;

/** One thing that was looked at, and what is wrong with it. */
interface Check {
	what: string;
	findings: string[];
}

const manifestIn = (folder: string) =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
		.sort();
}

function run(command: string, args: string[]): void {
	const { status, stderr, error } = spawnSync(command, args, {
		cwd: ROOT,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? stderr}`);
}

/** Packs the pack as for publishing, and unpacks it. */
function unpacked(folder: string): string {
	run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder]);
	const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
	if (!tarball) throw new Error('npm pack made no tarball');
	const content = join(folder, 'package');
	mkdirSync(content);
	run('tar', ['-xzf', join(folder, tarball), '-C', content, '--strip-components=1']);
	return content;
}

async function gateOn(
	{ analyzePackage }: Gate,
	what: string,
	folder: string,
	patterns: string[],
): Promise<Check> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	// It passes a folder in which it finds no file.
	const isEmpty = passed && message !== undefined;
	return {
		what: `${what}: ${patterns.join(', ')}`,
		findings: passed && !isEmpty ? [] : [details ?? message ?? 'refused without a reason'],
	};
}

function installsNothing(manifest: Manifest): Check {
	const installed = INSTALLS_OTHERS.filter((field) => manifest[field] !== undefined);
	const peers = JSON.stringify(manifest.peerDependencies);
	const wanted = JSON.stringify({ 'n8n-workflow': '*' });
	return {
		what: 'package.json: installs nothing along, needs n8n-workflow and nothing else',
		findings: [
			...installed.map((field) => `it has "${field}"`),
			...(peers === wanted ? [] : [`"peerDependencies" must be ${wanted}; it is ${peers}`]),
		],
	};
}

function holdsThePackAlone(files: string[], { n8n }: Manifest): Check {
	const needed = [...NEEDED, ...n8n.nodes, ...n8n.credentials];
	return {
		what: `tarball: ${files.length} files, all of them dist/{nodes,credentials,icons}, README.md, LICENSE or package.json`,
		findings: [
			...files.filter((file) => !SHIPPED.test(file)).map((file) => `${file} should not be in it`),
			...needed.filter((file) => !files.includes(file)).map((file) => `${file} is missing`),
		],
	};
}

async function checks(work: string): Promise<Check[]> {
	// The gate makes a folder for its downloads when it is loaded, and leaves it behind.
	process.env.TMPDIR = work;
	const scanner = '@n8n/scan-community-package/scanner/scanner.mjs';
	const gate = (await import(scanner)) as Gate;
	const tarball = unpacked(work);
	const files = filesIn(tarball);
	return [
		await gateOn(gate, "n8n's gate, sources", ROOT, gate.SOURCE_FILE_PATTERNS),
		await gateOn(gate, "n8n's gate, tarball", tarball, TARBALL_PATTERNS),
		installsNothing(manifestIn(tarball)),
		holdsThePackAlone(files, manifestIn(tarball)),
	];
}

async function main(): Promise<number> {
	if (!existsSync(join(ROOT, 'dist', 'nodes'))) {
		console.error('There is nothing built to look at: run npm run build first.');
		return 1;
	}
	const work = mkdtempSync(join(tmpdir(), 'scan-'));
	try {
		const done = await checks(work);
		for (const { what, findings } of done) {
			console.log(`${findings.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
			for (const finding of findings) console.log(`       ${finding}`);
		}
		return done.some(({ findings }) => findings.length > 0) ? 1 : 0;
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		console.error(error);
		process.exitCode = 1;
	},
);
