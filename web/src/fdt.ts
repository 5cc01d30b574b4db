/*
 * The few facts of a device tree that firmware needs before it starts an image. All else about trees
 * is asked of the shell. Source: Devicetree Specification 0.4, chapters 3.8 and 5.
 */

/** What firmware passes on. */
export interface BootFacts {
	/** The first hart that is not disabled. */
	hart: number;
	/** Ticks of its clock a second. */
	timebase: number;
}

const MAGIC = 0xd00dfeed;
const BEGIN = 1;
const END = 2;
const PROPERTY = 3;
const NOP = 4;
const LONGEST = 1000;

const decoder = new TextDecoder("latin1");

function textAt(bytes: Uint8Array, at: number): string {
	let end = at;
	while (end < bytes.length && end - at < LONGEST && bytes[end]) end++;
	return decoder.decode(bytes.subarray(at, end));
}

/** True if the bytes begin as a device tree blob does. */
export function looksLikeTree(bytes: Uint8Array): boolean {
	return (
		bytes.length >= 40 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) === MAGIC
	);
}

interface Seen {
	path: string[];
	name: string;
	value: Uint8Array;
}

/** The properties of a tree in their order, until its end or until it is damaged. */
function* properties(bytes: Uint8Array): Generator<Seen> {
	if (!looksLikeTree(bytes)) return;
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const strings = view.getUint32(12);
	const path: string[] = [];
	for (let at = view.getUint32(8); at + 12 <= bytes.length;) {
		const token = view.getUint32(at);
		at += 4;
		if (token === BEGIN) {
			const name = textAt(bytes, at);
			path.push(name);
			at = (at + name.length + 4) & ~3;
		} else if (token === END) {
			path.pop();
		} else if (token === PROPERTY) {
			const size = view.getUint32(at);
			const name = textAt(bytes, strings + view.getUint32(at + 4));
			yield { path, name, value: bytes.subarray(at + 8, at + 8 + size) };
			at = (at + 8 + size + 3) & ~3;
		} else if (token !== NOP) return;
	}
}

function last32(value: Uint8Array): number {
	if (value.length < 4) return 0;
	return new DataView(value.buffer, value.byteOffset + value.length - 4, 4).getUint32(0);
}

/** Reads them; where the tree does not say them, those of the emulator's own machine. */
export function bootFacts(tree: Uint8Array): BootFacts {
	const harts = new Map<string, { hart: number; disabled: boolean }>();
	let timebase = 0;
	for (const { path, name, value } of properties(tree)) {
		if (path[1] !== "cpus") continue;
		if (name === "timebase-frequency") timebase ||= last32(value);
		const node = path[2];
		if (path.length !== 3 || !node?.startsWith("cpu@")) continue;
		const row = harts.get(node) ?? { hart: 0, disabled: false };
		if (name === "reg") row.hart = last32(value);
		if (name === "status") row.disabled = !decoder.decode(value).startsWith("ok");
		harts.set(node, row);
	}
	const first = [...harts.values()].find((row) => !row.disabled);
	return { hart: first?.hart ?? 0, timebase: timebase || 10_000_000 };
}
