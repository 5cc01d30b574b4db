import { make } from "../dom.ts";
import type { RegionRow } from "../reports.ts";
import { memoryStrip } from "./strip.ts";
import { emptyNote, nodeLink, sizeWords, type View, type ViewContext } from "./view.ts";

/* Pixels of a region of at most one page, and of each doubling of its size. */
const LEAST_HEIGHT = 26;
const HEIGHT_A_DOUBLING = 2.2;
const PAGE_BITS = 12;
/* Said by colour and by the name: in words it would only be noise. */
const PLAIN_KINDS = new Set(["gap", "device"]);
const KINDS: Record<string, string> = {
	RAM: "ram",
	free: "free",
	device: "device",
	disabled: "disabled",
	window: "window",
	gap: "gap",
};

/**
 * The address space by `map -j`: a strip to scale, and a row for each region. Heights of rows grow with
 * the logarithm of the size, since sizes differ by more than a million.
 */
export class MemoryView implements View {
	readonly element = make("div", { class: "memory" });

	constructor(private readonly context: ViewContext) {}

	refresh(): void {
		const regions =
			this.context.model.report<{ regions: RegionRow[] }>("map -j")?.regions ?? [];
		this.element.replaceChildren();
		if (!regions.length) {
			this.element.append(
				emptyNote(
					"This tree places nothing at an address of the CPU: no memory, no devices.",
				),
			);
			return;
		}
		const list = this.list(regions);
		const go = (row: number) => showRow(list.children[row] as HTMLElement);
		this.element.append(memoryStrip(regions, kindOf, go), caption(regions), list);
	}

	private list(regions: RegionRow[]): HTMLElement {
		const list = make("ol", { class: "regions", "aria-label": "Regions by address" });
		for (const region of regions) list.append(this.row(region));
		return list;
	}

	private row(region: RegionRow): HTMLElement {
		const kind = kindOf(region);
		const size = BigInt(region.size);
		const what = region.name ?? region.kind;
		return make(
			"li",
			{
				class: `region ${kind}${region.overlap ? " overlap" : ""}`,
				style: `min-height: ${height(size, kind)}px; --depth: ${region.depth}`,
				"data-base": region.base,
				"data-last": region.last,
				"data-kind": region.kind,
				"data-name": region.name,
				"data-node": region.node,
				"data-overlap": String(region.overlap),
			},
			make("span", { class: "address" }, shortAddress(region.base)),
			make(
				"span",
				{ class: "what" },
				region.node ? nodeLink(this.context, region.node, what) : what,
				...(region.kind === what || PLAIN_KINDS.has(region.kind)
					? []
					: [make("span", { class: "kind" }, ` ${region.kind}`)]),
				...(region.overlap
					? [make("strong", { class: "warn" }, " ! overlaps what is around it")]
					: []),
			),
			make("span", { class: "size" }, sizeWords(size)),
		);
	}
}

function kindOf(region: RegionRow): string {
	return KINDS[region.kind] ?? "used";
}

/* A row can take the keyboard, so that one goes on from there. */
function showRow(row: HTMLElement): void {
	row.tabIndex = -1;
	row.focus();
	row.scrollIntoView({ block: "center" });
}

function caption(regions: RegionRow[]): HTMLElement {
	const overlaps = regions.filter((region) => region.overlap).length;
	return make(
		"p",
		{ class: "note" },
		"By address, lowest first. These rows are not to scale: heights grow with the logarithm of the size, and a gap is" +
			" a broken line. What is indented lies inside of the region above it. " +
			(overlaps === 0
				? "Nothing overlaps."
				: `${overlaps} ${overlaps === 1 ? "region overlaps" : "regions overlap"} another one.`),
	);
}

function height(size: bigint, kind: string): number {
	if (kind === "gap") return LEAST_HEIGHT;
	const bits = size > 0n ? (size - 1n).toString(2).length : 0;
	return LEAST_HEIGHT + Math.max(0, bits - PAGE_BITS) * HEIGHT_A_DOUBLING;
}

/* 0x13fffffff as 0x1_3fffffff: eight digits are read at once. */
function shortAddress(address: string): string {
	const digits = address.slice(2);
	return digits.length > 8 ? `0x${digits.slice(0, -8)}_${digits.slice(-8)}` : address;
}
