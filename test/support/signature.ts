import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { PAIR } from './endpoint';
import type { StubRequest } from './stub';

/** The signature that the AWS SDK's own signer makes of a request as it came. */
export async function signatureOf(
	{ method, path, headers, body }: StubRequest,
	{ accKey, secretKey }: typeof PAIR,
): Promise<string> {
	const [pathname, search = ''] = path.split('?');
	const date = String(headers['x-amz-date']);
	const names = /SignedHeaders=([^,]*)/.exec(headers.authorization!)![1].split(';');
	const signer = new SignatureV4({
		...{ service: 's3', region: 'us-east-1', sha256: Sha256, uriEscapePath: false },
		credentials: { accessKeyId: accKey, secretAccessKey: secretKey },
	});
	const signed = await signer.sign(
		{
			...{ method, protocol: 'http:', hostname: headers.host!, path: pathname, body },
			query: Object.fromEntries(new URLSearchParams(search)),
			headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
		},
		{ signingDate: new Date(date.replace(/(....)(..)(..T..)(..)(..)/, '$1-$2-$3:$4:$5')) },
	);
	return signed.headers.authorization;
}
