import { make } from "../dom.ts";
import type { ClockRow, IrqRow } from "../reports.ts";
import { emptyNote, nameOf, nodeLink, rateWords, type View, type ViewContext } from "./view.ts";

/** A line from a node to what it depends on. */
interface Link {
	from: string;
	to: string | undefined;
	/** What the entry is called at the node. */
	name: string;
	/** What it means at the other end, or why it leads nowhere. */
	meaning: string;
	/** Order among the lines to the same node. */
	order: number;
}

interface Words {
	caption: string;
	empty: string;
	nowhere: string;
	from: string;
}

const ROW = 30; /* pixels; views.css has it, too */
const SVG = "http://www.w3.org/2000/svg";

/** Who depends on whom: for each provider a fan of lines from those that use it. */
class LinksView implements View {
	readonly element = make("div", { class: "links" });

	constructor(
		private readonly context: ViewContext,
		private readonly words: Words,
		private readonly read: () => Link[],
	) {}

	refresh(): void {
		const links = this.read();
		this.element.replaceChildren();
		if (!links.length) {
			this.element.append(emptyNote(this.words.empty));
			return;
		}
		this.element.append(make("p", { class: "note" }, this.words.caption));
		for (const [to, group] of groups(links)) this.element.append(this.group(to, group));
	}

	private group(to: string | undefined, links: Link[]): HTMLElement {
		const list = make("ul", { class: "sources" });
		for (const link of links) list.append(this.row(link));
		return make(
			"section",
			{ class: `fan${to === undefined ? " nowhere" : ""}`, "data-to": to },
			list,
			fan(links.length),
			make(
				"div",
				{ class: "target" },
				to === undefined
					? make("strong", { class: "bad" }, this.words.nowhere)
					: nodeLink(this.context, to, distinct(to)),
				make(
					"span",
					{ class: "note" },
					`${links.length} ${this.words.from}${links.length === 1 ? "" : "s"}`,
				),
			),
		);
	}

	private row(link: Link): HTMLElement {
		return make(
			"li",
			{
				title: `${link.from}: ${link.name} ${link.meaning}`,
				"data-from": link.from,
				"data-to": link.to,
				"data-meaning": link.meaning,
			},
			nodeLink(this.context, link.from, distinct(link.from)),
			make("span", { class: "name" }, link.name),
			make("span", { class: "note" }, link.meaning),
		);
	}
}

/** Who interrupts whom, by `irq -r -j /`. */
export function interruptsView(context: ViewContext): View {
	return new LinksView(
		context,
		{
			caption:
				"Left: what interrupts. Right: the controller it leads to. A controller that interrupts another one is on both sides.",
			empty: "No node of this tree has an interrupt.",
			nowhere: "leads nowhere",
			from: "interrupt",
		},
		() =>
			(context.model.report<{ interrupts: IrqRow[] }>("irq -r -j /")?.interrupts ?? []).map(
				(row) => ({
					from: row.node,
					to: row.controller,
					name: row.name ?? "",
					meaning: [row.meaning ?? row.specifier?.join(" "), row.fault]
						.filter(Boolean)
						.join(": "),
					order: row.specifier?.[0] ?? 0,
				}),
			),
	);
}

/** Who clocks whom, by `clock -r -j /`. */
export function clocksView(context: ViewContext): View {
	return new LinksView(
		context,
		{
			caption:
				"Left: what needs a clock. Right: what makes it. A clock made of another one is on both" +
				" sides.",
			empty: "No node of this tree needs a clock.",
			nowhere: "leads nowhere",
			from: "clock",
		},
		() =>
			(context.model.report<{ clocks: ClockRow[] }>("clock -r -j /")?.clocks ?? []).map(
				(row) => ({
					from: row.node,
					to: row.fault ? undefined : row.provider,
					name: row.name ?? row.property,
					meaning: [
						row.args?.length ? `output ${row.args.join(" ")}` : "",
						row.output,
						row.hz === undefined ? "" : rateWords(row.hz),
						row.fault,
					]
						.filter(Boolean)
						.join(", "),
					order: row.args?.[0] ?? 0,
				}),
			),
	);
}

/* A name without an address, such as each hart's interrupt-controller, is of use with its parent's. */
function distinct(path: string): string {
	const name = nameOf(path);
	const parent = path.slice(0, path.length - name.length - 1);
	return name.includes("@") || !parent ? name : `${nameOf(parent)}/${name}`;
}

/* What leads nowhere first, since someone has to fix it; each hart's own last; the largest first. */
function groups(links: Link[]): [string | undefined, Link[]][] {
	const found = new Map<string | undefined, Link[]>();
	for (const link of links) {
		const group = found.get(link.to);
		if (group) group.push(link);
		else found.set(link.to, [link]);
	}
	for (const group of found.values()) group.sort((a, b) => a.order - b.order);
	const rank = (to: string | undefined) =>
		to === undefined ? 0 : to.startsWith("/cpus/") ? 2 : 1;
	return [...found].sort(
		([a, some], [b, others]) => rank(a) - rank(b) || others.length - some.length,
	);
}

/* Lines from the middle of each row to the provider, whose name is at the top. */
function fan(count: number): SVGElement {
	const height = count * ROW;
	const svg = document.createElementNS(SVG, "svg");
	const end = Math.min(height / 2, ROW);
	svg.setAttribute("viewBox", `0 0 100 ${height}`);
	svg.setAttribute("preserveAspectRatio", "none");
	svg.setAttribute("height", String(height));
	svg.setAttribute("aria-hidden", "true");
	for (let row = 0; row < count; row++) {
		const path = document.createElementNS(SVG, "path");
		const y = (row + 0.5) * ROW;
		path.setAttribute("d", `M0 ${y} C 60 ${y}, 40 ${end}, 100 ${end}`);
		svg.append(path);
	}
	return svg;
}
