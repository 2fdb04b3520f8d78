import type { Evidence } from './evidence';

const number = (value: number) => value.toLocaleString('en-US');
const megabytes = (bytes: number) => `${number(Math.round(bytes / 1e6))} MB`;

/** What was run and searched, in numbers. */
export function figures(evidence: Evidence, faults: number, took: string): string {
	const { lanes, saved, secrets, searched, found } = evidence;
	const operations = new Set(lanes.filter(({ isSaved }) => isSaved).map(({ does }) => does));
	const calls = lanes.reduce((sum, { answers }) => sum + answers.length, 0);
	const failures = saved.reduce((sum, one) => sum + one.failures.length, 0);
	const kinds = [...new Set(secrets.map(({ kind }) => kind))].map(
		(kind) => `${kind} ${number(secrets.filter((secret) => secret.kind === kind).length)}`,
	);
	const bytes = [...searched.values()].reduce((sum, one) => sum + one.bytes, 0);
	const lines = [
		`operations      ${operations.size} (with their variants), and the editor's lists and credential test`,
		`faults          ${faults}, on each kind of request that each of them sends`,
		`executions      ${number(saved.length)} saved; ${number(calls)} calls with those of the editor`,
		`failures        ${number(failures)}`,
		`secrets         ${number(secrets.length)}: ${kinds.join(', ')}`,
		`searched        ${megabytes(bytes)} in ${searched.size} kinds of places, found ${number(found.length)} times`,
		...[...searched].map(
			([place, sum]) =>
				`  ${place.padEnd(22)} ${number(sum.pieces).padStart(9)} pieces ${megabytes(sum.bytes).padStart(10)}`,
		),
		`time            ${took}`,
	];
	return `\nFigures\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
