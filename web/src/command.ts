/* Command lines of the shell: `help syntax`. */

/** The longest line that the shell takes. */
export const LINE_MAX = 512;

const PLAIN = /^[\w@,.+/:#?=-]+$/;

/** One word of a command line, quoted if need be. */
export function word(text: string): string {
	return PLAIN.test(text) && !text.startsWith("#") ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

/** The path of a property, as set and rm take it. */
export function propertyPath(node: string, property: string): string {
	return word(`${node === "/" ? "" : node}/${property}`);
}

/**
 * Whether @text is operands of one command, without anything that begins another one or writes a
 * file. What is asked aside must not edit.
 */
export function isOneCommand(text: string): boolean {
	const bare = text.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|\\./g, "");
	return !/[;|&>\r\n"']/.test(bare.replace(/&(?=[\w{/])/g, "")) && !hasControl(text);
}

/** A line as it can be typed: without control characters, which are keys. */
export function typeable(text: string): string {
	return [...text].filter((c) => !hasControl(c)).join("");
}

function hasControl(text: string): boolean {
	return [...text].some((c) => c < " " || c === "\x7f");
}
