import { make } from "../dom.ts";
import type { RegionRow } from "../reports.ts";
import { nameOf, nodeLink, sizeWords, type ViewContext } from "./view.ts";

interface HartRow {
	hart: number;
	node?: string;
	core?: string;
	status?: string;
}

interface ConsoleRow {
	name: string;
	node?: string;
	driver?: string;
	verdict?: string;
	why?: string;
}

/** What the board is, in three lines: harts, RAM, console. */
export function boardFacts(context: ViewContext): HTMLElement {
	const facts = make("dl", { class: "board" });
	for (const [name, what] of [
		["Harts", harts(context)],
		["RAM", ram(context)],
		["Console", consoles(context)],
	] as const)
		facts.append(make("div", {}, make("dt", {}, name), make("dd", {}, ...what)));
	return facts;
}

/* By core: a board may have a small one for its firmware. */
function harts({ model }: ViewContext): string[] {
	const rows = model.report<{ harts: HartRow[] }>("cpus -j")?.harts ?? [];
	const counts = new Map<string, number>();
	for (const row of rows) {
		const off = row.status && row.status !== "okay" ? `, ${row.status}` : "";
		const core = `${row.core ?? "unknown core"}${off}`;
		counts.set(core, (counts.get(core) ?? 0) + 1);
	}
	const words = [...counts].map(([core, count]) => `${count} × ${core}`);
	return [words.join("; ") || "none in this tree"];
}

function ram({ model }: ViewContext): string[] {
	const rows = model.report<{ regions: RegionRow[] }>("mem -j")?.regions ?? [];
	const banks = rows.filter((row) => row.kind === "RAM");
	if (!banks.length) return ["not in this tree: the firmware adds it when the board boots"];
	const all = banks.reduce((sum, row) => sum + BigInt(row.size), 0n);
	return [`${sizeWords(all)} at ${banks.map((row) => row.base).join(", ")}`];
}

function consoles(context: ViewContext): (Node | string)[] {
	const rows = context.model.report<{ consoles: ConsoleRow[] }>("console why -j")?.consoles ?? [];
	const chosen = rows.find((row) => row.verdict === "chosen");
	if (!chosen) return ["none that this tree names"];
	return [
		chosen.node ? nodeLink(context, chosen.node, nameOf(chosen.node)) : chosen.name,
		` ${[chosen.driver, chosen.why].filter(Boolean).join(", ")}`,
	];
}
