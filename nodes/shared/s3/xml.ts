const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A text as it stands within XML. */
export const escapeXml = (text: string): string =>
	text.replace(/[<>&"'\p{Cc}]/gu, (character) => {
		const name = Object.keys(ENTITIES).find((entity) => ENTITIES[entity] === character);
		return `&${name ?? `#${character.codePointAt(0)}`};`;
	});

const unescaped = (text: string): string =>
	text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
		if (hex) return String.fromCodePoint(parseInt(String(hex), 16));
		if (decimal) return String.fromCodePoint(Number(decimal));
		return ENTITIES[String(name)] ?? whole;
	});

/**
 * The contents of every element of a name. S3's answers to what this package asks are flat (Amazon S3 API
 * Reference), so no parser is needed.
 */
export function elements(xml: string, name: string): string[] {
	return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
		([, content]) => content,
	);
}

/** The text of the first element of a name; undefined where there is none. */
export function elementText(xml: string, name: string): string | undefined {
	const [content] = elements(xml, name);
	return content === undefined ? undefined : unescaped(content);
}
