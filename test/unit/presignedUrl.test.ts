import { presignedExpiry, urlOf } from '../../nodes/shared/answers/presignedUrl';

test.each([
	[
		'Signature Version 4',
		'https://s3.example/b/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260131T235959Z&X-Amz-Expires=3600&X-Amz-Signature=0',
		'2026-02-01T00:59:59Z',
	],
	[
		'Signature Version 4 in small letters',
		'https://s3.example/b/k?x-amz-date=20260131T235959Z&x-amz-expires=1',
		'2026-02-01T00:00:00Z',
	],
	[
		'Signature Version 2',
		'https://s3.example/b/k?AWSAccessKeyId=A&Expires=1769904000&Signature=0',
		'2026-02-01T00:00:00Z',
	],
	['no expiry', 'https://s3.example/b/k', undefined],
	['a start without an end', 'https://s3.example/b/k?X-Amz-Date=20260131T235959Z', undefined],
	['an end without a start', 'https://s3.example/b/k?X-Amz-Expires=3600', undefined],
	['no date', 'https://s3.example/?X-Amz-Date=today&X-Amz-Expires=3600', undefined],
	['no time', 'https://s3.example/b/k?Expires=soon', undefined],
	['nothing', 'https://s3.example/b/k?Expires=', undefined],
	['no URL', 'not a URL', undefined],
	['a number after all time', 'https://s3.example.com/?Expires=1e99', undefined],
	['digits after all time', 'https://s3.example.com/?Expires=99999999999999', undefined],
])('%s', (_, url, expected) => {
	expect(presignedExpiry(url)).toBe(expected);
});

test.each(['https://', 'http://[', 'https://a b/'])('%j is no link', (url) => {
	expect(() => urlOf({ url })).toThrow('the presigned URL is missing');
});
