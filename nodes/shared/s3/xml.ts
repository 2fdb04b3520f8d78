const ENTITIES = new Map([
	['lt', '<'],
	['gt', '>'],
	['amp', '&'],
	['quot', '"'],
	['apos', "'"],
]);
const NAMES = new Map([...ENTITIES].map(([name, character]) => [character, name]));

/** A text as it stands within XML. */
export const escapeXml = (text: string): string =>
	text.replace(
		/[<>&"'\p{Cc}]/gu,
		(character) => `&${NAMES.get(character) ?? `#${character.codePointAt(0)}`};`,
	);

const LAST_CODE_POINT = 0x10ffff;

const unescaped = (text: string): string =>
	text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
		if (name) return ENTITIES.get(String(name)) ?? whole;
		const code = hex ? parseInt(String(hex), 16) : Number(decimal);
		return code > LAST_CODE_POINT ? whole : String.fromCodePoint(code);
	});

/** What a namespace puts before a name. */
const PREFIX = '(?:[\\w.-]{1,40}:)?';

/**
 * The contents of every element of a name. S3's answers to what this package asks are flat (Amazon S3 API
 * Reference), so no parser is needed. It goes through the text once: one expression for the whole would
 * look for each missing end anew, for minutes in a long text.
 */
export function elements(xml: string, name: string): string[] {
	const begin = new RegExp(`<${PREFIX}${name}(?:\\s[^<>]*)?(?<!/)>`, 'gi');
	const end = new RegExp(`</${PREFIX}${name}\\s*>`, 'gi');
	const contents: string[] = [];
	while (begin.test(xml)) {
		end.lastIndex = begin.lastIndex;
		const found = end.exec(xml);
		if (!found) break;
		contents.push(xml.slice(begin.lastIndex, found.index));
		begin.lastIndex = end.lastIndex;
	}
	return contents;
}

/** Whether there is an element of a name, from its beginning to its end; it may be empty. */
export const hasElement = (xml: string, name: string): boolean =>
	new RegExp(`<${PREFIX}${name}(?:\\s[^<>]*)?/>`, 'i').test(xml) || elements(xml, name).length > 0;

/** The text of the first element of a name; undefined where there is none. */
export function elementText(xml: string, name: string): string | undefined {
	const [content] = elements(xml, name);
	if (content === undefined) return undefined;
	const asIs = content.trim();
	if (!asIs.startsWith(CDATA) || !asIs.endsWith(CDATA_END)) return unescaped(content);
	return asIs.slice(CDATA.length, -CDATA_END.length).split(`${CDATA_END}${CDATA}`).join('');
}

const CDATA = '<![CDATA[';
const CDATA_END = ']]>';
