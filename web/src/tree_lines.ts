/* The lines that the image's `export dtb` prints. Source: fdt/export/lines.h. */
import { crc32, join } from "./bytes.ts";

const LINE_BYTES = 42;
const MOST_LINES = 100_000;
const FRAME = /=(?:dtb|end) (\d+) (\d+) ([0-9a-f]{8}) [0-9a-f]{8}$/;
const DATA = /(?:^|\s)(\d+) ([A-Za-z0-9+/]+={0,2}) [0-9a-f]{8}$/;

/** What the first and the last line say of a blob. */
export interface TreeFrame {
	size: number;
	lines: number;
	crc: number;
}

/** The undamaged part of a line, without its own sum; undefined: it is damaged, or another text. */
function sound(line: string, form: RegExp): RegExpExecArray | undefined {
	const found = form.exec(line);
	if (!found) return undefined;
	const text = found[0].trimStart();
	const cut = text.lastIndexOf(" ");
	const sum = crc32(new TextEncoder().encode(text.slice(0, cut)));
	return parseInt(text.slice(cut + 1), 16) === sum ? found : undefined;
}

/** Collects lines until the tree is whole; lines may come in any order, and more than once. */
export class TreeLines {
	/** What a first or last line said. */
	frame: TreeFrame | undefined;
	private readonly parts = new Map<number, Uint8Array>();

	/** Looks through printed text; what else is in it does not matter. */
	add(text: string): void {
		for (const line of text.split(/\r*\n/)) this.addLine(line.trimEnd());
	}

	/** The numbers of the lines that have not come whole. */
	get missing(): number[] {
		const count = this.frame?.lines ?? 0;
		return Array.from({ length: count }, (_, i) => i + 1).filter((i) => !this.parts.has(i));
	}

	/** How many lines have come. */
	get count(): number {
		return this.parts.size;
	}

	/** The blob; undefined: it is not whole. Throws where all is there and its CRC is another. */
	get blob(): Uint8Array | undefined {
		if (!this.frame || this.missing.length) return undefined;
		const pieces = Array.from({ length: this.frame.lines }, (_, i) => this.parts.get(i + 1));
		const blob = join(pieces as Uint8Array[]);
		if (blob.length !== this.frame.size || crc32(blob) !== this.frame.crc)
			throw new Error("the tree that came is not the one that was sent: its CRC differs");
		return blob;
	}

	private addLine(line: string): void {
		const frame = sound(line, FRAME);
		if (frame) this.addFrame(Number(frame[1]), Number(frame[2]), parseInt(frame[3] ?? "", 16));
		const data = sound(line, DATA);
		if (data?.[2]) {
			const bytes = Uint8Array.from(atob(data[2]), (letter) => letter.charCodeAt(0));
			this.parts.set(Number(data[1]), bytes);
		}
	}

	private addFrame(size: number, lines: number, crc: number): void {
		if (lines > MOST_LINES || lines !== Math.ceil(size / LINE_BYTES)) return;
		this.frame = { size, lines, crc };
	}
}

/** Line numbers as `export dtb` takes them: 3 17-20. */
export function ranges(numbers: number[]): string {
	const words: string[] = [];
	for (let i = 0; i < numbers.length;) {
		const first = numbers[i] as number;
		let last = first;
		while (numbers[i + 1] === last + 1) {
			last++;
			i++;
		}
		i++;
		words.push(first === last ? String(first) : `${first}-${last}`);
	}
	return words.join(" ");
}
