// What comes to whom: users get this package alone, developers get what the lock files pin. Looks at the advisories for
// what ships, at the licences of what develops and tests it, and at the lock files, and prints what it counted.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** The pack's own, and those of the n8n that `npm start` and the browser's tests install. */
const LOCK_FILES = ['', 'sandbox/n8n/runtime/', 'sandbox/n8n/runtime/2.8.4/'].map(
	(folder) => `${folder}package-lock.json`,
);

/** Licences of development dependencies, as npm spells them: nothing of theirs is in the tarball. */
const LICENCES = new Set([
	...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC-BY-4.0', 'ISC'],
	...['MIT', 'Python-2.0', 'Unlicense'],
	...['Apache-2.0 AND MIT', '(AFL-2.1 OR BSD-3-Clause)', '(MIT OR CC0-1.0)'],
]);

/** Where the lock file names no licence of the kind above. */
const KNOWN: Array<{ packages: RegExp; licence: string }> = [
	{
		packages: /^(@n8n\/.+|n8n-.+)$/,
		licence: "n8n's Sustainable Use License: n8n itself, which runs the nodes in the tests",
	},
	{
		packages: /^@n8n_io\/ai-assistant-sdk$/,
		licence: "n8n's enterprise licence: comes with n8n-core's packages, never called here",
	},
	{
		packages: /^(buildcheck|cpu-features|ssh2)$/,
		licence: 'MIT, in a list "licenses", which npm does not take over',
	},
];

interface Locked {
	license?: string;
	integrity?: string;
	resolved?: string;
	dev?: boolean;
	peer?: boolean;
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** What a lock file pins, by its place below the root. */
function packagesOf(file: string): Array<[string, Locked]> {
	const { packages } = JSON.parse(read(file)) as { packages: Record<string, Locked> };
	return Object.entries(packages).filter(([place]) => place !== '');
}

const nameOf = (place: string) => place.split('node_modules/').at(-1) ?? place;

/** Something that was looked at: how much of it there is, and what is wrong. */
interface Finding {
	what: string;
	wrong: string[];
}

function shipped(): Finding {
	const brought = packagesOf(LOCK_FILES[0]).filter(([, { dev, peer }]) => !dev && !peer);
	// Only what users install: no development dependency, and n8n-workflow is in their n8n.
	const { status, stdout, stderr } = spawnSync(
		'npm',
		['audit', '--omit=dev', '--omit=peer', '--json'],
		{ cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' },
	);
	return {
		what: `npm audit of what ships: ${brought.length} packages beside the pack itself`,
		wrong: [
			...brought.map(([place]) => `${nameOf(place)} would be installed with the pack`),
			...(status === 0 ? [] : [stdout || stderr]),
		],
	};
}

function licensed(): Finding {
	const { license } = JSON.parse(read('package.json')) as { license: string };
	const isMit = license === 'MIT' && read('LICENSE').startsWith('MIT License');
	return {
		what: 'licence of the pack: MIT, in package.json and in LICENSE',
		wrong: isMit ? [] : [`package.json says ${license}; LICENSE has another first line`],
	};
}

function licences(): Finding {
	const all = packagesOf(LOCK_FILES[0]);
	const isKnown = (name: string, license = '') =>
		LICENCES.has(license) || KNOWN.some(({ packages }) => packages.test(name));
	const unknown = all.filter(([place, { license }]) => !isKnown(nameOf(place), license));
	return {
		what: `licences of what it is developed with: ${all.length} packages`,
		wrong: unknown.map(
			([place, { license }]) => `${nameOf(place)}: ${license ?? 'no licence named'}`,
		),
	};
}

function pinned(file: string): Finding {
	const all = packagesOf(file);
	return {
		what: `${file}: ${all.length} packages, each by its checksum and from no address`,
		wrong: all
			.filter(([, { integrity, resolved }]) => integrity === undefined || resolved !== undefined)
			.map(([place]) => `${place} has no checksum, or an address`),
	};
}

const findings = [shipped(), licensed(), licences(), ...LOCK_FILES.map(pinned)];
for (const { what, wrong } of findings) {
	console.log(`${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${what}`);
	for (const text of wrong) console.log(`       ${text}`);
}
const failed = findings.filter(({ wrong }) => wrong.length > 0).length;
console.log(`\n${findings.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
