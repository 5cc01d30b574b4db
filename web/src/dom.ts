/** What an element is made of: attributes (false and undefined are left out) and listeners. */
export interface Made {
	[name: string]: string | number | boolean | undefined | ((event: never) => void);
}

/**
 * Makes an element. Names that begin with "on" are listeners. Children are nodes or text: text is
 * never markup, whatever a tree or a machine wrote.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	made: Made = {},
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(made)) {
		if (typeof value === "function")
			element.addEventListener(name.slice(2), value as (event: Event) => void);
		else if (value === true) element.setAttribute(name, "");
		else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
	}
	element.append(...children);
	return element;
}

/** The element with that id, which index.html has. */
export function byId(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (!element) throw new Error(`index.html has no #${id}`);
	return element;
}

/** Offers bytes to the visitor as a file. */
export function download(name: string, bytes: Uint8Array | string): void {
	const part = typeof bytes === "string" ? bytes : new Uint8Array(bytes);
	const address = URL.createObjectURL(new Blob([part], { type: "application/octet-stream" }));
	make("a", { href: address, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(address), 10000);
}
