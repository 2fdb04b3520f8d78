import type { Sandbox } from '../platform';
import { LOGIN, type Provisioned } from './provision';
import type { N8nServer } from './server';

/** What the person in front of it sees when everything is up. */
export function whereToLook(
	server: N8nServer,
	sandbox: Sandbox,
	{ webhookHeader }: Provisioned,
	base: string,
): string {
	const [hostGroup] = sandbox.hostGroups;
	const header = `-H '${webhookHeader.name}: ${webhookHeader.value}' -H 'Content-Type: application/json'`;
	const post = (path: string, body: object) =>
		`curl -sS ${server.url}/webhook/${path} ${header} -d '${JSON.stringify(body)}'`;
	return `
Editor     ${server.url}
  e-mail   ${LOGIN.email}
  password ${LOGIN.password}
Sandbox    ${sandbox.url}   a Jelastic S3 platform of your own, with data in it
  token    ${sandbox.token}
n8n's log  ${server.log}

What to try
  1. Sign in, choose +, New workflow, and add "Jelastic S3 Bucket", resource Object, operation Get Many. The
     credential "Jelastic sandbox" is there; pick EU Object Storage and the bucket app-logs from the lists.
  2. Open "Scheduled bucket cleanup" and run it: it deletes what is older than 30 days below logs/.
  3. Set up a customer, and look at its account and bucket with Get Many:
     ${post('jelastic-customers', { hostGroup, name: 'acme', bucketName: 'acme-files' })}
  4. Rotate its key (put in the accKey that step 3 answered with), then confirm with the new one:
     ${post('jelastic-keys/rotate', { hostGroup, name: 'acme', accKey: 'ACCKEY' })}
     ${post('jelastic-keys/confirm', { accKey: 'NEW-ACCKEY' })}

All of it is kept in ${base} (npm start -- --fresh forgets it). Ctrl-C stops everything.
`;
}
