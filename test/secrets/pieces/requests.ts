import type { RequestRecord, Sandbox } from '../../../sandbox/platform';
import type { Lane } from '../lane';
import type { Piece } from '../secret';

/** The sandbox's access log: what came to a platform and to its S3 endpoints, each request in three pieces. */
export function* accessLog({ requests }: Sandbox, lane: Lane): Generator<Piece> {
	for (const record of requests) {
		const { apiMethod = '?', method, path, query, headers, body } = record;
		const side = sideOf(record);
		const address = `${method} ${apiMethod}`;
		yield { place: `${side}: URL`, address, lane, bytes: Buffer.from(`${path}?${query}`) };
		const lines = JSON.stringify(headers);
		yield { place: `${side}: headers`, address, lane, bytes: Buffer.from(lines) };
		const encoding = side === 'platform' ? 'utf8' : 'latin1';
		yield { place: `${side}: body`, address, lane, bytes: Buffer.from(body, encoding) };
	}
}

const sideOf = ({ server }: RequestRecord) =>
	server === 'platform' ? ('platform' as const) : ('S3 endpoint' as const);
