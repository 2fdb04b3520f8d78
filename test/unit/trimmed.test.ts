import { objectKey, optionalName, trimmedName } from '../../nodes/shared/parse/text';
import { trimmed } from '../../nodes/shared/parse/trimmed';

const SHOWS_NOTHING = [
	' ',
	'\n',
	'\r\n',
	'\t',
	'\u00a0',
	'\u200b',
	'\u200d',
	'\ufeff',
	'\u2060',
	'\u0000',
];

test.each([...SHOWS_NOTHING, '\u00ad', '\u202e', '\u3164', ' \u200b\n'])(
	'%j around a name is dropped',
	(blank) => {
		const entered = `${blank}logs${blank}`;
		expect(trimmedName(entered, 'Bucket')).toBe('logs');
		expect(optionalName(entered, 'Bucket')).toBe('logs');
		expect(() => trimmedName(blank, 'Bucket')).toThrow('Bucket is empty');
		expect(optionalName(blank, 'Bucket')).toBeUndefined();
		// Keys are bytes.
		expect(objectKey(entered, 'Object Key')).toBe(entered);
	},
);

test.each(['a\u200bb', '❤\ufe0f', '\u{1f3f4}\u{e0067}\u{e007f}', 'é', 'e\u0301', '\u{1f600}'])(
	'%j stays',
	(name) => {
		expect(trimmed(name)).toBe(name);
	},
);
