import { make } from "../dom.ts";
import type { DifferenceRow, EditRow, TreeRow } from "../reports.ts";
import { emptyNote, nodeLink, type View, type ViewContext } from "./view.ts";

/** Two trees side by side, by `diff -j`, and the edits of the one in use. */
export class DifferencesView implements View {
	readonly element = make("div", { class: "differences" });
	readonly beyond = true;
	private other: number | undefined;

	/** @param compare asks the visitor for a file to compare with */
	constructor(
		private readonly context: ViewContext,
		private readonly compare: () => void,
	) {}

	/** Compares with that tree of `dt list` from now on. */
	compareWith(number: number): void {
		this.other = number;
		this.refresh();
	}

	refresh(): void {
		const { model } = this.context;
		const trees = model.reportNow<{ trees: TreeRow[] }>("dt -j")?.trees ?? [];
		const used = trees.find((tree) => tree.used);
		if (this.other === used?.number || !trees.some((tree) => tree.number === this.other))
			this.other = undefined;
		const line = this.other === undefined ? "diff -j" : `diff -j ${this.other}`;
		const report = model.reportNow<{ differences: DifferenceRow[] }>(line);
		this.element.replaceChildren(
			this.chooser(trees, used),
			report
				? this.table(report.differences)
				: emptyNote(
						"Nothing is edited yet, so there is nothing to compare with. Edit this tree, or open a second one.",
					),
			this.edits(),
		);
	}

	private chooser(trees: TreeRow[], used: TreeRow | undefined): HTMLElement {
		const select = make("select", {
			"aria-label": "Compare with",
			onchange: () => {
				this.other = select.value === "" ? undefined : Number(select.value);
				this.refresh();
			},
		});
		select.append(make("option", { value: "" }, "the tree before the edits"));
		for (const tree of trees)
			if (tree !== used)
				select.append(
					make(
						"option",
						{ value: tree.number, selected: tree.number === this.other },
						`tree ${tree.number}: ${tree.name ?? ""}`,
					),
				);
		return make(
			"div",
			{ class: "bar" },
			make("label", {}, "Compare with ", select),
			make("button", { onclick: () => this.compare() }, "Another file…"),
		);
	}

	private table(differences: DifferenceRow[]): HTMLElement {
		if (!differences.length) return emptyNote("The two trees are the same.");
		const body = make("tbody");
		for (const row of differences) body.append(...this.rows(row));
		return make(
			"table",
			{ class: "sides" },
			make(
				"thead",
				{},
				make(
					"tr",
					{},
					make(
						"th",
						{ scope: "col" },
						this.other === undefined ? "before the edits" : `tree ${this.other}`,
					),
					make("th", { scope: "col" }, "now"),
				),
			),
			body,
		);
	}

	private rows(row: DifferenceRow): HTMLElement[] {
		const at = row.property ? `${row.path === "/" ? "" : row.path}/${row.property}` : row.path;
		const whole =
			row.kind === "node"
				? `${row.nodes} ${row.nodes === 1 ? "node" : "nodes"}`
				: "(no value)";
		const link =
			row.kind === "memreserve" || (row.change === "removed" && row.kind === "node")
				? at
				: nodeLink(this.context, row.path, at);
		return [
			make(
				"tr",
				{
					class: `where ${row.change}`,
					"data-change": row.change,
					"data-kind": row.kind,
					"data-path": row.path,
					"data-property": row.property,
					"data-old": row.old,
					"data-new": row.new,
				},
				make("th", { colspan: 2, scope: "rowgroup" }, `${row.change} `, link),
			),
			make(
				"tr",
				{},
				make("td", { class: "old" }, row.change === "added" ? "" : (row.old ?? whole)),
				make("td", { class: "new" }, row.change === "removed" ? "" : (row.new ?? whole)),
			),
		];
	}

	private edits(): HTMLElement {
		const edits =
			this.context.model.reportNow<{ edits: EditRow[] }>("history -e -j")?.edits ?? [];
		const list = make("ol", { class: "edits" });
		for (const edit of edits)
			list.append(
				make(
					"li",
					{
						value: edit.number,
						class: edit.undone ? "undone" : "",
						"data-edit": edit.edit,
					},
					make("code", {}, edit.edit),
					edit.undone ? " (undone)" : "",
				),
			);
		return make(
			"section",
			{ hidden: !edits.length },
			make("h2", {}, "Edits of this tree"),
			list,
		);
	}
}
