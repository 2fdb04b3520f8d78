import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Certificate } from '../listen';

/** Signs the certificates here. A process that is to trust it starts with this in NODE_EXTRA_CA_CERTS. */
export const AUTHORITY_FILE = join(__dirname, 'authority.pem');

/** A server's key and certificate, right in all but that it has expired. */
export function expiredCertificate(): Certificate {
	const pem = readFileSync(join(__dirname, 'expired.pem'), 'utf8');
	return { key: pem, cert: pem };
}
