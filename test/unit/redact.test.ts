import { looksSecret, masked, quotable } from '../../nodes/shared/api/redact';

const LOOKS = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';
const SHORT = 'a-secret-that-looks-like-nothing';

test.each([
	[`no such key ${LOOKS}`, 'no such key ***'],
	[`{"secretKey":"${SHORT}"}`, '{"secretKey":"***"}'],
	[`{\\"acc_secret\\":\\"${SHORT}\\"}`, '{\\"acc_secret\\":\\"***\\"}'],
	[`secret_access_key=${SHORT}&x=1`, 'secret_access_key=***&x=1'],
	[`<SecretKey>${SHORT}</SecretKey>`, '<SecretKey>***</SecretKey>'],
	[`Server=h;Password=${SHORT};`, 'Server=h;Password=***;'],
	[`s3://AKIA:${SHORT}@host/b`, 's3://AKIA:***@host/b'],
	[`?k=${LOOKS.replaceAll('/', '%2F').replaceAll('+', '%2b')}&x=1`, '?k=***&x=1'],
	[`{"k":"${LOOKS.replaceAll('/', '\\/')}"}`, '{"k":"***"}'],
	['The bucket "secret" does not exist', 'The bucket "secret" does not exist'],
	['x'.repeat(400), 'x'.repeat(300)],
])('%s', (text, expected) => {
	expect(quotable(text, {})).toBe(expected);
});

test('what was sent may be named again', () => {
	const text = `no bucket ${LOOKS}, secret=${SHORT}`;
	expect(quotable(text, { bucketName: LOOKS, key: SHORT })).toBe(text);
});

test('a row is masked by names, looks and places, whatever is in what', () => {
	expect(
		masked(
			{
				...{ name: LOOKS, enabled: true, size: 5, none: null },
				owner: { secretKey: SHORT, passwords: { ftp: SHORT } },
				...{ keyPair: ['AKIA', SHORT], uri: `s3://AKIA:${SHORT}@host/`, note: `is ${LOOKS}` },
				...{ connectionString: `AccessKey=A;SecretKey=${SHORT}`, [LOOKS]: 1 },
			},
			[LOOKS],
		),
	).toEqual({
		...{ name: LOOKS, enabled: true, size: 5, none: null },
		owner: { secretKey: '********', passwords: { ftp: '********' } },
		...{ keyPair: ['AKIA', '********'], uri: 's3://AKIA:********@host/', note: 'is ********' },
		...{ connectionString: 'AccessKey=A;SecretKey=********', '********': 1 },
	});
	expect([looksSecret(LOOKS), looksSecret(`${LOOKS}1`)]).toEqual([true, false]);
});
