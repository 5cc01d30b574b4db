import { isOneCommand, word } from "../command.ts";
import { make } from "../dom.ts";
import type { NodeRow } from "../reports.ts";
import { NodeDetails } from "./node.ts";
import type { View, ViewContext } from "./view.ts";

/* Criteria of `find` begin so; other text is looked for in names, labels and compatible. */
const CRITERIA = /^[-/&]/;
const OFF = /^(?:disabled|reserved|fail)/;
const FIRST_DEPTH = 1; /* nodes above it are open at first */

/** The tree of nodes by `tree -j`, a search by `find -j`, and the node that is chosen. */
export class TreeView implements View {
	readonly element = make("div", { class: "tree-view" });
	private readonly list = make("ul", { role: "tree", "aria-label": "Nodes", class: "nodes" });
	private readonly details: NodeDetails;
	private readonly search: HTMLInputElement;
	private readonly found = make("p", { class: "note", role: "status" });
	private nodes: NodeRow[] = [];
	private parents: number[] = [];
	private labels = new Map<string, NodeRow>();
	private open = new Set<string>();
	private chosen = "/";
	private matches: Set<string> | undefined;

	constructor(private readonly context: ViewContext) {
		this.details = new NodeDetails(context, (label) => this.labels.get(label));
		this.search = make("input", {
			type: "search",
			placeholder: "Find: a word, or -compatible, -irq, -a ADDRESS, …",
			"aria-label": "Find nodes: a word, or criteria as of the command find",
			spellcheck: "false",
			autocapitalize: "off",
			oninput: () => this.find(),
		});
		this.list.addEventListener("keydown", (event) => this.key(event));
		this.list.addEventListener("click", (event) => this.click(event));
		this.element.append(
			make(
				"div",
				{ class: "browse" },
				make("div", { class: "search" }, this.search, this.found),
				this.list,
			),
			this.details.element,
		);
	}

	refresh(): void {
		const first = !this.nodes.length;
		this.nodes = this.context.model.report<{ nodes: NodeRow[] }>("tree -j /")?.nodes ?? [];
		this.parents = parentsOf(this.nodes);
		this.labels = new Map(
			this.nodes.flatMap((node) => (node.label ? [[node.label, node]] : [])),
		);
		if (first)
			for (const node of this.nodes) if (node.depth < FIRST_DEPTH) this.open.add(node.path);
		if (!this.nodes.some((node) => node.path === this.chosen)) this.chosen = "/";
		this.find();
		this.showDetails();
	}

	/** Chooses a node, opens what is around it, and shows it. */
	show(path: string): void {
		const at = this.nodes.findIndex((node) => node.path === path);
		if (at < 0) return;
		for (let up = this.parents[at] ?? -1; up >= 0; up = this.parents[up] ?? -1)
			this.open.add(this.nodes[up]?.path ?? "");
		if (this.matches && !this.matches.has(path)) {
			this.search.value = "";
			this.find();
		}
		this.choose(path);
		this.draw();
		this.item(path)?.scrollIntoView({ block: "center" });
	}

	private find(): void {
		const text = this.search.value.trim();
		this.matches = undefined;
		this.found.textContent = "";
		this.found.classList.remove("error");
		if (text) this.run(text);
		this.draw();
	}

	private run(text: string): void {
		if (!isOneCommand(text)) {
			this.fail("Quote what is special: ; | & >");
			return;
		}
		const line = `find -j ${text.startsWith("/") ? text : `/ ${criteria(text)}`}`;
		const answer = this.context.model.ask(line);
		const nodes = this.context.model.report<{ nodes?: NodeRow[] }>(line)?.nodes;
		if (!nodes) {
			this.fail(answer.err.split("\n")[0] ?? "find failed");
			return;
		}
		this.matches = new Set(nodes.map((node) => node.path));
		const count = `${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`;
		this.found.textContent = `${count}: ${line.replace(" -j", "")}`;
	}

	private fail(why: string): void {
		this.found.textContent = why;
		this.found.classList.add("error");
	}

	/* The nodes in sight: whose ancestors are open or, of a search, what was found and its ancestors. */
	private visible(): NodeRow[] {
		const wanted = this.matches ? this.around(this.matches) : undefined;
		const shut: number[] = [];
		return this.nodes.filter((node, at) => {
			if (wanted) return wanted.has(at);
			while (shut.length && (shut[shut.length - 1] ?? 0) >= node.depth) shut.pop();
			const hidden = shut.length > 0;
			if (!hidden && !this.open.has(node.path)) shut.push(node.depth);
			return !hidden;
		});
	}

	private around(matches: Set<string>): Set<number> {
		const wanted = new Set<number>();
		this.nodes.forEach((node, at) => {
			if (!matches.has(node.path)) return;
			for (let up = at; up >= 0 && !wanted.has(up); up = this.parents[up] ?? -1)
				wanted.add(up);
		});
		return wanted;
	}

	private draw(): void {
		const focused = this.list.contains(document.activeElement);
		this.list.replaceChildren(...this.visible().map((node) => this.row(node)));
		if (!this.item(this.chosen)) this.list.firstElementChild?.setAttribute("tabindex", "0");
		if (focused) this.item(this.chosen)?.focus();
	}

	private row(node: NodeRow): HTMLElement {
		const branch = this.hasChildren(node);
		const open = this.matches !== undefined || this.open.has(node.path);
		return make(
			"li",
			{
				role: "treeitem",
				"aria-level": node.depth + 1,
				"aria-expanded": branch ? String(open) : undefined,
				"aria-selected": String(node.path === this.chosen),
				tabindex: node.path === this.chosen ? 0 : -1,
				style: `--depth: ${node.depth}`,
				class: [
					node.status !== undefined && OFF.test(node.status) ? "off" : "",
					this.matches?.has(node.path) ? "match" : "",
				].join(" "),
				"data-path": node.path,
				"data-label": node.label,
				"data-status": node.status,
				"data-compatible": node.compatible.join(","),
				"data-reg": node.reg,
			},
			make(
				"span",
				{ class: "twist", "aria-hidden": "true" },
				branch ? (open ? "▾" : "▸") : "",
			),
			make("span", { class: "name" }, node.name),
			...(node.status !== undefined && OFF.test(node.status)
				? [make("span", { class: "badge" }, node.status)]
				: []),
			make("span", { class: "note" }, node.compatible[0] ?? ""),
		);
	}

	private hasChildren(node: NodeRow): boolean {
		const next = this.nodes[this.nodes.indexOf(node) + 1];
		return next !== undefined && next.depth > node.depth;
	}

	private item(path: string): HTMLElement | undefined {
		return [...this.list.children].find(
			(item) => (item as HTMLElement).dataset["path"] === path,
		) as HTMLElement | undefined;
	}

	private choose(path: string): void {
		this.chosen = path;
		this.showDetails();
	}

	private showDetails(): void {
		const node = this.nodes.find((one) => one.path === this.chosen);
		if (node) this.details.show(node);
		else this.details.clear();
	}

	private toggle(path: string, open = !this.open.has(path)): void {
		if (open) this.open.add(path);
		else this.open.delete(path);
	}

	private click(event: MouseEvent): void {
		const target = event.target as HTMLElement;
		const path = target.closest<HTMLElement>("[role=treeitem]")?.dataset["path"];
		if (path === undefined) return;
		if (target.classList.contains("twist") || path === this.chosen) this.toggle(path);
		this.choose(path);
		this.draw();
		this.item(path)?.focus();
	}

	/* The keys of WAI-ARIA's tree. */
	private key(event: KeyboardEvent): void {
		const rows = this.visible();
		const at = Math.max(
			0,
			rows.findIndex((node) => node.path === this.chosen),
		);
		const node = rows[at];
		if (!node) return;
		const to = this.move(event.key, rows, at, node);
		if (to === undefined) return;
		event.preventDefault();
		this.choose(to.path);
		this.draw();
		const item = this.item(to.path);
		item?.focus();
		item?.scrollIntoView({ block: "nearest" });
	}

	private move(key: string, rows: NodeRow[], at: number, node: NodeRow): NodeRow | undefined {
		const open = this.open.has(node.path);
		switch (key) {
			case "ArrowDown":
				return rows[at + 1] ?? node;
			case "ArrowUp":
				return rows[at - 1] ?? node;
			case "Home":
				return rows[0];
			case "End":
				return rows[rows.length - 1];
			case "ArrowRight":
				if (open || !this.hasChildren(node)) return open ? (rows[at + 1] ?? node) : node;
				this.toggle(node.path, true);
				return node;
			case "ArrowLeft":
				if (!open || !this.hasChildren(node))
					return this.nodes[this.parents[this.nodes.indexOf(node)] ?? 0] ?? node;
				this.toggle(node.path, false);
				return node;
			case "Enter":
			case " ":
				this.toggle(node.path);
				return node;
			default:
				return undefined;
		}
	}
}

function criteria(text: string): string {
	if (CRITERIA.test(text)) return text;
	const glob = word(`*${text}*`);
	return `-name ${glob} -or -compatible ${glob} -or -label ${glob} -or -alias ${glob}`;
}

/* The place of each node's parent; -1 of the root. */
function parentsOf(nodes: NodeRow[]): number[] {
	const stack: number[] = [];
	return nodes.map((node, at) => {
		stack.length = node.depth;
		const parent = stack[node.depth - 1] ?? -1;
		stack[node.depth] = at;
		return parent;
	});
}
