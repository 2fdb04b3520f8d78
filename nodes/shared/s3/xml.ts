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

/**
 * The contents of every element of a name. S3's answers to what this package asks are flat (Amazon S3 API
 * Reference), so no parser is needed. It goes through the text once: one expression for the whole would
 * look for each missing end anew, for minutes in a long text.
 */
export function elements(xml: string, name: string): string[] {
	const begin = new RegExp(`<${name}(?:\\s[^<>]*)?(?<!/)>`, 'g');
	const end = `</${name}>`;
	const contents: string[] = [];
	while (begin.test(xml)) {
		const at = xml.indexOf(end, begin.lastIndex);
		if (at < 0) break;
		contents.push(xml.slice(begin.lastIndex, at));
		begin.lastIndex = at + end.length;
	}
	return contents;
}

/** Whether there is an element of a name, from its beginning to its end; it may be empty. */
export const hasElement = (xml: string, name: string): boolean =>
	new RegExp(`<${name}(?:\\s[^<>]*)?/>`).test(xml) || elements(xml, name).length > 0;

/** The text of the first element of a name; undefined where there is none. */
export function elementText(xml: string, name: string): string | undefined {
	const [content] = elements(xml, name);
	return content === undefined ? undefined : unescaped(content);
}
