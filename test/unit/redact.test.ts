import { redact } from '../../nodes/shared/api/redact';

const LOOKS = 'KcPbYv7/2n+0aQwErTyUiOpAsDfGhJkLzXcVbNm1';
const SHORT = 'a-secret-that-looks-like-nothing';

test.each([
	[`no such key ${LOOKS}`, 'no such key ***'],
	[`{"secretKey":"${SHORT}"}`, '{"secretKey":"***"}'],
	[`{\\"acc_secret\\":\\"${SHORT}\\"}`, '{\\"acc_secret\\":\\"***\\"}'],
	[`secret_access_key=${SHORT}&x=1`, 'secret_access_key=***&x=1'],
	[`?k=${LOOKS.replaceAll('/', '%2F').replaceAll('+', '%2b')}&x=1`, '?k=***&x=1'],
	[`{"k":"${LOOKS.replaceAll('/', '\\/')}"}`, '{"k":"***"}'],
	['session tok-1 ended', 'session *** ended'],
	['The bucket "secret" does not exist', 'The bucket "secret" does not exist'],
])('%s', (text, expected) => {
	expect(redact(text, 'tok-1', {})).toBe(expected);
});

test('what was sent may be named again', () => {
	const text = `no bucket ${LOOKS}, secret=${SHORT}`;
	expect(redact(text, '', { bucketName: LOOKS, key: SHORT })).toBe(text);
});
