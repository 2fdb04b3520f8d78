import type { Context } from './checks/check';
import { loginOf } from './provision';

export const HELP = `npm start -- [flags]

Starts the local Jelastic S3 sandbox and a real n8n with this pack, a credential and the examples in it.

  --port N           the editor's port (default: 5678 if it is free, else any free one)
  --sandbox-port N   the sandbox's port (default: any free one)
  --fresh            delete n8n's database and the sandbox's data first
  --check            run every example through n8n, check what it did in the sandbox, exit 0 or 1;
                     with data of its own, made anew each time
  --keep             with --check: stay up afterwards, to look around, until Ctrl-C
  --help             this text
`;

/** What to print when everything is running. */
export function instructions({ server, sandbox, provisioned, folders }: Context): string {
	const { webhookHeader } = provisioned;
	const [hostGroup] = sandbox.hostGroups;
	const login = loginOf(folders);
	const header = `-H '${webhookHeader.name}: ${webhookHeader.value}' -H 'Content-Type: application/json'`;
	const post = (path: string, body: object) =>
		`curl -sS ${server.url}/webhook/${path} ${header} -d '${JSON.stringify(body)}'`;
	return `
Editor     ${server.url}
  e-mail   ${login.email}
  password ${login.password}
Sandbox    ${sandbox.url}   a Jelastic S3 platform of your own, with data in it
  token    ${sandbox.token}
n8n's log  ${server.log}

What to try
  1. Sign in, choose +, New workflow, and add "Jelastic S3 Bucket", resource Object, operation Get Many. The
     credential "Jelastic sandbox" is there; pick EU Object Storage and the bucket app-logs from the lists.
  2. Open "Scheduled bucket cleanup" and run it: it deletes what is older than 30 days below logs/.
  3. Set up a customer, and look at its account and bucket with Get Many:
     ${post('jelastic-customers', { hostGroup, accountName: 'acme', bucketName: 'acme-files' })}
  4. Rotate its key (put in the accessKey that step 3 answered with), then finish with the new one:
     ${post('jelastic-keys/rotate', { hostGroup, accountName: 'acme', accessKey: 'ACCESS-KEY' })}
     ${post('jelastic-keys/finish', { hostGroup, accessKey: 'NEW-ACCESS-KEY' })}
  5. Open "Overdue access keys" and run it: the message goes to a mailbox that only keeps it.

Everything is kept in ${folders.base} (npm start -- --fresh deletes it). Ctrl-C stops everything.
`;
}
