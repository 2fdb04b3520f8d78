import { ASKED } from './belongs';
import type { Lane } from './lane';
import type { Saved } from './pieces/executions';
import type { Secret } from './secret';

/** What every presigned URL has, those included whose signatures nobody got to see. */
const ANY_SIGNATURE = 'X-Amz-Signature=';

const signatureIn = (url: string) => /X-Amz-Signature=([\da-f]{64})/.exec(url)?.[1];

/** The texts that the items of lanes which were asked for them show in a field. */
function shownBy(lane: Lane, saved: Saved[], kind: keyof typeof ASKED): string[] {
	const { does, field } = ASKED[kind];
	if (!does.includes(lane.does)) return [];
	return saved
		.filter((execution) => execution.lane === lane)
		.flatMap(({ items }) => items.map((item) => String(item[field] ?? '')));
}

function secretsOfLane(lane: Lane, saved: Saved[]): Secret[] {
	const shownKeys = new Set(shownBy(lane, saved, 'secret key'));
	const shown = shownBy(lane, saved, 'signature').map(signatureIn);
	const fetched = lane.platforms.flatMap(({ sandbox }) =>
		sandbox.requests.map(({ query }) => signatureIn(query)),
	);
	const signatures = new Set([...shown, ...fetched].filter((text) => text !== undefined));
	return [
		...lane.platforms.map(({ sandbox }): Secret => ({ kind: 'token', text: sandbox.token, lane })),
		...lane.platforms
			.flatMap(({ secretKeys }) => [...secretKeys])
			.map((text): Secret => ({ kind: 'secret key', text, lane, isShown: shownKeys.has(text) })),
		...[...signatures].map((text): Secret => ({
			kind: 'signature',
			text,
			lane,
			isShown: shown.includes(text),
		})),
	];
}

/** Every secret that there was. */
export function allSecrets(lanes: Lane[], saved: Saved[], webhookKey: string): Secret[] {
	return [
		...lanes.flatMap((lane) => secretsOfLane(lane, saved)),
		{ kind: 'signature', text: ANY_SIGNATURE, isShown: true },
		{ kind: 'webhook key', text: webhookKey },
	];
}
