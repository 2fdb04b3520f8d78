import crypto from 'node:crypto';
import { EU, unlessOnCeph, useDirectory, withSandbox } from './support';

const dataDir = useDirectory();
const onEmbedded = unlessOnCeph('its keys are drawn in the same way');

onEmbedded('draws an access key again while an account has it', async () => {
	await withSandbox({ dataDir: dataDir() }, async (sandbox) => {
		const { accKey } = await sandbox.createAccount(EU, 'one');
		const drawn = [accKey.slice(-4), accKey.slice(-4), 'AAAA', accKey.slice(-4), 'BBBB'];
		const original = crypto.randomBytes.bind(crypto);
		const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
		const dice = jest.spyOn(crypto, 'randomBytes').mockImplementation(((size: number) => {
			const next = size === 4 ? drawn.shift() : undefined;
			return next ? Buffer.from([...next].map((one) => letters.indexOf(one))) : original(size);
		}) as never);
		const second = await sandbox.createAccount(EU, 'two');
		const id = { hostGroup: EU, ownerUid: sandbox.ownerUid, name: 'two' };
		const third = await sandbox.store.generateKey(id as never);
		dice.mockRestore();
		expect([second.accKey, third.accKey].map((key) => key.slice(-4))).toEqual(['AAAA', 'BBBB']);
		expect(drawn).toEqual([]);
	});
});
