import { make } from "../dom.ts";
import type { TreeModel } from "../tree_model.ts";

/** One picture of a tree. */
export interface View {
	readonly element: HTMLElement;
	/** It also shows what is not of the tree in use: files, other trees. */
	readonly beyond?: boolean;
	/** Reads anew; called when the tree has changed, or the view is shown. */
	refresh(): void;
}

/** What a view may use. */
export interface ViewContext {
	readonly model: TreeModel;
	/** Shows a node in the tree view. */
	show(path: string): void;
	/** Types a command at the prompt; shows the reason if that is impossible. */
	type(line: string): void;
	/** Puts text at the prompt, and gives it the keyboard. */
	put(text: string): void;
	/** Shows a line for the visitor, for a while. */
	say(text: string): void;
}

/* Where a name may be broken: after these. */
const BREAKS = /(?<=[/@,_-])/;

/** A node's name, as a link that shows it in the tree view. */
export function nodeLink(context: ViewContext, path: string, text = path): HTMLElement {
	const parts = text.split(BREAKS).flatMap((part, at) => (at ? [make("wbr"), part] : [part]));
	return make(
		"a",
		{
			class: "link",
			href: "#",
			title: path,
			onclick: (event: Event) => {
				event.preventDefault();
				context.show(path);
			},
		},
		...parts,
	);
}

/** The last name of a path. */
export function nameOf(path: string): string {
	return path === "/" ? "/" : path.slice(path.lastIndexOf("/") + 1);
}

/** Says why a picture is empty. */
export function emptyNote(text: string): HTMLElement {
	return make("p", { class: "note empty" }, text);
}

/** Bytes for people: 4 KiB, 1.5 GiB. */
export function sizeWords(bytes: bigint): string {
	const units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
	let unit = 0;
	let value = Number(bytes);
	while (value >= 1024 && unit < units.length - 1) {
		value /= 1024;
		unit++;
	}
	return `${Number.isInteger(value) ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Hz for people: 24 MHz. */
export function rateWords(hz: number): string {
	const steps: [number, string][] = [
		[1e9, "GHz"],
		[1e6, "MHz"],
		[1e3, "kHz"],
	];
	for (const [step, unit] of steps) if (hz >= step) return `${hz / step} ${unit}`;
	return `${hz} Hz`;
}
