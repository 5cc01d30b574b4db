import type { Line } from "./line.ts";

/** A machine that a tree was fetched from: what is edited in the pictures is typed at its prompt. */
export interface Machine {
	/** What people call it. */
	readonly name: string;
	/** Its line. */
	readonly line: Line;
	/** Types a command at its prompt; what it printed until the next prompt. */
	command(text: string): Promise<string>;
	/** Fetches the tree in use again, if its CRC is no longer that of the last one. Undefined: it is the same. */
	fetchIfChanged(): Promise<Uint8Array | undefined>;
}
