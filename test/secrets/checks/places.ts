import type { Chapter, Check } from '../../../sandbox/n8n/checks/check';
import { holds, same } from '../../../sandbox/n8n/checks/expect';
import { belongs } from '../belongs';
import type { Found, Kind, Place, Secret } from '../secret';
import type { Scene } from './scene';

const KINDS: Kind[] = ['token', 'secret key', 'signature', 'webhook key'];

const isOnMainPlatform = ({ lane, text }: Secret) => lane?.platforms[0].sandbox.token === text;
const isShown = (secret: Secret) => secret.isShown === true;
const isFetched = ({ lane }: Secret) => lane?.does === 'object download';
const isAny = () => true;

/** Where secrets have to be found: they were asked for there, or are used there. */
const HAVE_TO_BE: Array<[Kind, Place[], string, (secret: Secret) => boolean]> = [
	['token', ['platform: body', 'decrypted credential'], 'each token', isOnMainPlatform],
	[
		'secret key',
		['execution', 'answer', 'database row'],
		'each secret key that was asked for',
		isShown,
	],
	[
		'signature',
		['execution', 'answer', 'database row'],
		'each presigned URL that was asked for',
		isShown,
	],
	['signature', ['S3 endpoint: URL'], "each download's presigned URL", isFetched],
	['webhook key', ['execution', 'database row', 'decrypted credential'], 'the webhook key', isAny],
];

/** Where a finding is, without what differs from one execution to the next. */
const placeOf = ({ secret, form, place }: Found) => `${secret.kind}, ${form}, in: ${place}`;

const exampleOf = ({ address, lane, secret }: Found) =>
	[address, ...[lane ?? secret.lane].flatMap((one) => (one ? [`"${one.does}"`] : []))].join(', ');

/** Findings in words, without the secrets: how many in each place, and one of them. */
function words(leaks: Found[]): string {
	const places = [...new Set(leaks.map(placeOf))];
	const lines = places.map((where) => {
		const there = leaks.filter((one) => placeOf(one) === where);
		return `\n        ${there.length} × ${where}: ${exampleOf(there[0])}`;
	});
	return lines.join('');
}

const nowhereElse = (kind: Kind, { found, secrets }: Scene): Check => ({
	name: `each ${kind} is nowhere but where it belongs`,
	run: () => {
		const ofKind = found.filter(({ secret }) => secret.kind === kind);
		const leaks = ofKind.filter((one) => !belongs(one));
		holds(leaks.length === 0, `${leaks.length} leaks:${words(leaks)}`);
		const places = [...new Set(ofKind.map(({ place }) => place))];
		const count = secrets.filter((secret) => secret.kind === kind).length;
		return Promise.resolve(`${count}, found in: ${places.join(', ') || 'nothing'}`);
	},
});

const isThere = (
	[kind, place, what, which]: [Kind, Place, string, (secret: Secret) => boolean],
	{ found, secrets }: Scene,
): Check => ({
	name: `${what} is found in: ${place}`,
	run: () => {
		const wanted = secrets.filter((secret) => secret.kind === kind && which(secret));
		holds(wanted.length > 0, 'there is none');
		const there = new Set(found.filter((one) => one.place === place).map(({ secret }) => secret));
		same(wanted.filter((secret) => !there.has(secret)).length, 0, 'not found');
		return Promise.resolve(`${wanted.length}`);
	},
});

/** Secrets are found where they belong, and nowhere else. */
export const places: Chapter<Scene> = {
	title: 'Secrets',
	checks: (scene) => [
		...KINDS.map((kind) => nowhereElse(kind, scene)),
		...HAVE_TO_BE.flatMap(([kind, all, what, which]) =>
			all.map((place) => isThere([kind, place, what, which], scene)),
		),
	],
};
