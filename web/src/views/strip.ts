import { make } from "../dom.ts";
import type { RegionRow } from "../reports.ts";
import { sizeWords } from "./view.ts";

/* Of the strip's height, in percent: what a region loses for each region around it. */
const INSET = 18;
const MOST_INSET = 54;
const LEGEND = [
	["ram", "RAM"],
	["used", "used or reserved"],
	["device", "device"],
	["window", "bridge's window"],
	["disabled", "disabled"],
	["overlap", "overlap"],
] as const;

/**
 * The whole span of addresses, to scale: a region is as wide as its share of the span, and at least a
 * pixel. Arrows go from region to region; a click or Enter leads to its row.
 * @param kindOf the class of a region's colour
 * @param go shows the row of that number
 */
export function memoryStrip(
	regions: RegionRow[],
	kindOf: (region: RegionRow) => string,
	go: (row: number) => void,
): HTMLElement {
	const first = regions.reduce((least, one) => min(least, BigInt(one.base)), 1n << 64n);
	const last = regions.reduce(
		(most, one) => (BigInt(one.last) > most ? BigInt(one.last) : most),
		0n,
	);
	const span = Number(last - first + 1n);
	const strip = make("div", { class: "strip", role: "group", "aria-label": "Regions, to scale" });
	regions.forEach((region, at) => {
		if (region.kind === "gap") return;
		const from = (Number(BigInt(region.base) - first) / span) * 100;
		const width = (Number(BigInt(region.size)) / span) * 100;
		const inset = Math.min(region.depth * INSET, MOST_INSET);
		const label = `${region.name ?? region.kind} at ${region.base}, ${sizeWords(BigInt(region.size))}`;
		strip.append(
			make("a", {
				href: "#",
				class: `${kindOf(region)}${region.overlap ? " overlap" : ""}`,
				style: `left: ${from}%; width: max(1px, ${width}%); top: ${inset}%`,
				title: label,
				"aria-label": label,
				tabindex: strip.childElementCount ? -1 : 0,
				"data-base": region.base,
				onclick: (event: Event) => {
					event.preventDefault();
					go(at);
				},
			}),
		);
	});
	strip.addEventListener("keydown", walk);
	return make(
		"figure",
		{},
		strip,
		make(
			"figcaption",
			{ class: "note" },
			make("span", {}, `0x${first.toString(16)}`),
			make(
				"span",
				{},
				`${sizeWords(BigInt(span))}, to scale; nothing is narrower than a pixel`,
			),
			make("span", {}, `0x${last.toString(16)}`),
		),
		make("p", { class: "legend note" }, ...LEGEND.map(([kind, words]) => key(kind, words))),
	);
}

function key(kind: string, words: string): HTMLElement {
	return make("span", {}, make("i", { class: kind }), words);
}

/* One region is in the tab order, and the arrows go from there. */
function walk(event: KeyboardEvent): void {
	const at = event.target as HTMLElement;
	const to = { ArrowRight: at.nextElementSibling, ArrowLeft: at.previousElementSibling }[
		event.key
	];
	if (!(to instanceof HTMLElement)) return;
	event.preventDefault();
	at.tabIndex = -1;
	to.tabIndex = 0;
	to.focus();
}

function min(a: bigint, b: bigint): bigint {
	return a < b ? a : b;
}
