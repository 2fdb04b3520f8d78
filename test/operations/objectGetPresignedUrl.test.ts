import { useThings } from '../support/world';

const { must, own, things } = useThings({ presignedExpirySeconds: 900 });

test('gives a URL that serves the object until the time that the item says', async () => {
	const { hostGroup, bucket: bucketName, key } = things();
	const before = Date.now();
	const [item] = await must(own('object getPresignedUrl'));
	expect(item).toEqual({
		...{ hostGroup, bucketName, key },
		url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/bucket-\d+\/a%20b%2Bc/),
		expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
		method: 'GET',
	});
	expect(await (await fetch(String(item.url))).text()).toBe('contents');
	const seconds = (Date.parse(String(item.expiresAt)) - before) / 1000;
	expect(seconds).toBeGreaterThan(898);
	expect(seconds).toBeLessThan(910);
});
