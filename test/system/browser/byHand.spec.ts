import type { Sandbox } from '../../../sandbox/platform';
import type { NodePanel } from './editor/nodePanel';
import { effortOf, startCounting } from './editor/effort';
import { WEBHOOK_HEADER, expect, test } from './fixtures';

/** Not the host group whose accounts and buckets the other tests expect. */
const HOST_GROUP = 'US Object Storage (s3-us1.example)';
const hostGroupOf = ({ hostGroups }: Sandbox) => hostGroups[1];
const ACCOUNT = 'Jelastic S3 Account';
const BUCKET = 'Jelastic S3 Bucket';
const MOST_CLICKS = 30;

const headers = { [WEBHOOK_HEADER.name]: WEBHOOK_HEADER.value };

/** A webhook that takes a header, and answers with what the last node puts out. */
async function fillWebhook(panel: NodePanel, path: string) {
	await panel.select('httpMethod', 'POST');
	await panel.select('authentication', 'Header Auth');
	await panel.select('responseMode', 'When Last Node Finishes');
	await panel.input('path').fill(path);
}

test.describe('Key rotation by hand, in two lanes', () => {
	test.describe.configure({ mode: 'serial' });

	test('first lane: a webhook and Rotate', async ({ page, canvas, panel, sandbox }) => {
		await sandbox.createAccount(hostGroupOf(sandbox), 'shop');
		await canvas.newWorkflow();
		await startCounting(page);
		await canvas.addTrigger(/On webhook call/);
		await fillWebhook(panel, 'by-hand/rotate');
		await panel.close();
		await canvas.addAction(ACCOUNT, 'Rotate access key');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.pick('accountName', 'shop');
		await panel.enterValue('accessKeyInUse', '={{ $json.body.accessKey }}');
		await panel.close();
	});

	test('second lane: a copy of it, with Revoke Others', async ({ page, canvas, panel }) => {
		await canvas.duplicateAll();
		await canvas.open('Webhook1');
		await panel.input('path').fill('by-hand/finish');
		await panel.close();
		await canvas.open('Rotate access key1');
		await panel.select('operation', 'Revoke Others');
		await panel.enterValue('accessKey', '={{ $json.body.accessKey }}');
		await panel.close();
		await canvas.publish();
		expect((await effortOf(page)).clicks).toBeLessThanOrEqual(MOST_CLICKS);
	});

	test('both calls rotate the key', async ({ page, sandbox }) => {
		const keysNow = async () => {
			const accounts = await sandbox.accounts();
			return accounts.find(({ name }) => name === 'shop')?.keys.map(({ accKey }) => accKey);
		};
		const [inUse] = (await keysNow()) ?? [];
		const call = async (path: string, accessKey: string) => {
			const answer = await page.request.post(`/webhook/${path}`, { headers, data: { accessKey } });
			expect(answer.status()).toBe(200);
			return await answer.json();
		};
		const { accessKey } = await call('by-hand/rotate', inUse);
		expect(await keysNow()).toEqual([inUse, accessKey]);
		expect(await call('by-hand/finish', accessKey)).toMatchObject({ revoked: [inUse] });
		expect(await keysNow()).toEqual([accessKey]);
	});
});

test.describe('A new customer by hand', () => {
	test.describe.configure({ mode: 'serial' });

	test('a webhook and three operations, of which the last one answers', async ({
		page,
		canvas,
		panel,
	}) => {
		const ofCall = (field: string) => `{{ $('Webhook').item.json.body.${field} }}`;
		await canvas.newWorkflow();
		await startCounting(page);
		await canvas.addTrigger(/On webhook call/);
		await fillWebhook(panel, 'by-hand/customer');
		await panel.close();

		await canvas.addAction(BUCKET, 'Create bucket');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.typeExpression('bucketName', ofCall('bucketName'));
		await panel.select('ifExists', 'Use It');
		await panel.close();

		await canvas.addAction(BUCKET, 'Set bucket policy');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.enterValue('bucketName', '={{ $json.bucketName }}');
		await panel.leaveExpression();
		await panel.select('access', 'Public Read');
		await panel.close();

		await canvas.addAction(ACCOUNT, 'Create account');
		await panel.pick('hostGroup', HOST_GROUP);
		await panel.typeExpression('accountName', ofCall('accountName'));
		await panel.select('ifExists', 'Use It');
		await panel.close();
		await canvas.publish();
		await effortOf(page);
	});

	test('a call sets up the customer', async ({ page, sandbox }) => {
		const data = { accountName: 'by-hand', bucketName: 'by-hand-files' };
		const answer = await page.request.post('/webhook/by-hand/customer', { headers, data });
		const account = (await sandbox.accounts()).find(({ name }) => name === 'by-hand');
		expect(account?.keys).toHaveLength(1);
		const [{ accKey: accessKey, secretKey }] = account?.keys ?? [];
		expect(await answer.json()).toMatchObject({ accessKey, secretKey });
		const ref = { hostGroup: hostGroupOf(sandbox), bucket: 'by-hand-files' };
		expect((await sandbox.store.getBucket(ref)).policy).toContain('s3:GetObject');
	});
});

test.describe('Overdue access keys by hand', () => {
	test.describe.configure({ mode: 'serial' });

	test('a schedule, Get Many, one item, one message', async ({ page, canvas, panel }) => {
		await canvas.newWorkflow();
		await startCounting(page);
		await canvas.addTrigger(/On a schedule/);
		await panel.select('field', 'Weeks');
		await panel.close();

		await canvas.addAction(ACCOUNT, 'Get many access keys');
		await panel.input('olderThan').fill('90 days');
		await panel.flip('returnAll');
		await panel.close();

		await canvas.addNode('Aggregate');
		await panel.select('aggregate', 'All Item Data');
		await panel.close();

		await canvas.addNode('Send Email');
		await page.getByText('Send an Email', { exact: true }).click();
		await panel.input('fromEmail').fill('n8n@example.com');
		await panel.input('toEmail').fill('operations@example.com');
		await panel.input('subject').fill('Overdue access keys');
		await panel.select('emailFormat', 'Text');
		await panel.typeExpression('text', "{{ $json.data.map((key) => key.accessKey).join(', ') }}");
		await panel.close();
		await canvas.publish();
		await effortOf(page);
	});

	test('an execution sends one message', async ({ canvas, sandbox, mailbox }) => {
		const id = { hostGroup: hostGroupOf(sandbox), ownerUid: sandbox.ownerUid, name: 'old' };
		const made = await sandbox.store.createAccount(id, new Date('2020-01-31'));
		mailbox.mails.length = 0;
		expect(await canvas.execute()).toBe('success');
		expect(mailbox.mails).toHaveLength(1);
		expect(mailbox.mails[0]).toContain(made.keys[0].accKey);
	});
});
