import { word } from "./command.ts";
import { download, make } from "./dom.ts";
import { TerminalPane } from "./terminal.ts";
import { fragmentOf, LINK_MAX } from "./tree_link.ts";
import type { TreeModel } from "./tree_model.ts";
import type { TreeRow } from "./reports.ts";
import { ChecksView } from "./views/checks.ts";
import { DifferencesView } from "./views/differences.ts";
import { FilesView } from "./views/files.ts";
import { clocksView, interruptsView } from "./views/links.ts";
import { MemoryView } from "./views/memory.ts";
import { TabbedViews } from "./views/tabbed.ts";
import { TreeView } from "./views/tree.ts";
import { sizeWords, type View, type ViewContext } from "./views/view.ts";

/* How long a line for the visitor stays. */
const SAID_MS = 8000;

/** The pictures of one tree, and the shell beside them. */
export class Workbench {
	readonly element = make("div", { class: "workbench" });
	private readonly views: TabbedViews;
	private readonly tree: TreeView;
	private readonly differences: DifferencesView;
	private readonly said = make("p", { class: "said", role: "status" });
	private readonly title = make("p", { class: "title" });
	private readonly pane = make("div", { class: "terminal" });
	private readonly context: ViewContext;
	private terminal: TerminalPane | undefined;
	private drawing = 0;
	private changed = false;

	/** @param openOther asks for another tree; @param compare asks for a file to compare with */
	constructor(
		private readonly model: TreeModel,
		openOther: () => void,
		compare: () => void,
	) {
		this.context = {
			model,
			show: (path) => {
				this.views.show("tree");
				this.tree.show(path);
			},
			type: (line) => this.type(line),
			put: (text) => {
				model.put(text);
				this.showShell();
			},
			say: (text) => this.say(text),
		};
		this.tree = new TreeView(this.context);
		this.differences = new DifferencesView(this.context, compare);
		this.views = this.makeViews();
		this.element.append(
			this.bar(openOther),
			this.views.tabs,
			this.said,
			make("div", { class: "beside" }, this.views.panels, this.pane),
		);
		model.onChange(() => this.redraw(true));
		model.onOutput(() => this.redraw(false));
		model.shell.files.onChange(() => this.redraw(false));
	}

	/** Starts the terminal; call it when the element is in the page. */
	begin(): void {
		const { model } = this;
		this.terminal = new TerminalPane(this.pane, `Shell over ${model.name}`);
		this.terminal.attach(model.machine?.line ?? model.shell);
		if (model.machine) {
			this.terminal.write(
				`Typed here goes to ${model.machine.name}: Enter shows its prompt.\r\n`,
			);
		} else {
			model.shell.begin(this.terminal.size.columns);
			new ResizeObserver(() => this.resize()).observe(this.pane);
		}
		this.views.refresh();
		this.name();
	}

	/** Types a command at the prompt. Says what is not to be seen there: the reason why it cannot be
	 * typed or, on a narrow screen, what it printed. */
	type(line: string): void {
		this.model
			.type(line)
			.then((printed) => this.isShellHidden() && this.say(printed))
			.catch((error: unknown) => this.say((error as Error).message));
	}

	/** Shows a line for the visitor, for a while. */
	say(text: string): void {
		this.said.textContent = text;
		setTimeout(() => {
			if (this.said.textContent === text) this.said.textContent = "";
		}, SAID_MS);
	}

	/** Opens a file of the store as another tree, and shows what differs. */
	compareWith(file: string): void {
		const before = this.trees();
		this.type(`dt open ${word(file)}`);
		const opened = this.trees().find(
			(tree) => !before.some((one) => one.number === tree.number),
		);
		this.views.show("differences");
		if (opened) this.differences.compareWith(opened.number);
		else this.say(`${file} was not opened: the shell says why.`);
	}

	private trees(): TreeRow[] {
		return this.model.reportNow<{ trees: TreeRow[] }>("dt -j")?.trees ?? [];
	}

	private makeViews(): TabbedViews {
		const checks = new ChecksView(this.context);
		const files = new FilesView(this.context, (name) => this.compareWith(name));
		const shell: View = {
			element: make("div", { class: "shell-note" }),
			refresh: () => this.terminal?.fit(),
		};
		const tree = { id: "tree", name: "Tree", view: this.tree };
		return new TabbedViews(
			[
				tree,
				{ id: "memory", name: "Memory", view: new MemoryView(this.context) },
				{ id: "interrupts", name: "Interrupts", view: interruptsView(this.context) },
				{ id: "clocks", name: "Clocks", view: clocksView(this.context) },
				{ id: "checks", name: "Check", view: checks, count: () => checks.count },
				{ id: "differences", name: "Differences", view: this.differences },
				{
					id: "files",
					name: "Files",
					view: files,
					count: () => this.model.shell.files.names.length,
				},
				{ id: "shell", name: "Shell", view: shell },
			],
			tree,
			(id) => {
				this.element.classList.toggle("shell-only", id === "shell");
				if (id === "shell") requestAnimationFrame(() => this.terminal?.fit());
			},
		);
	}

	/* Once for many changes: a command prints in pieces. */
	private redraw(changed: boolean): void {
		this.changed ||= changed;
		if (this.drawing) return;
		this.drawing = window.setTimeout(() => {
			this.drawing = 0;
			this.views.refresh(this.changed);
			if (this.changed) this.name();
			this.changed = false;
		});
	}

	private name(): void {
		const root = this.model.report<{ properties: { name: string; value?: string }[] }>(
			"ls -j /",
		);
		const model = root?.properties.find((row) => row.name === "model")?.value ?? "";
		this.title.replaceChildren(
			make("strong", {}, this.model.name),
			make("span", {}, model.replace(/^"|"$/g, "")),
			make("span", { class: "note" }, sizeWords(BigInt(this.model.bytes.length))),
			...(this.model.machine ? [make("span", { class: "badge" }, "live")] : []),
		);
	}

	private bar(openOther: () => void): HTMLElement {
		const save = make("select", {
			"aria-label": "Save the tree as",
			onchange: () => {
				const ending = save.value;
				save.value = "";
				this.save(ending);
			},
		});
		for (const [value, text] of [
			["", "Save…"],
			[".dtb", ".dtb  the tree, as a blob"],
			[".dts", ".dts  the tree, as source"],
			[".dtbo", ".dtbo  the edits, as an overlay"],
		] as const)
			save.append(make("option", { value }, text));
		const bar = make(
			"div",
			{ class: "bar" },
			this.title,
			make("span", { class: "space" }),
			make("button", { onclick: () => this.type("undo") }, "Undo"),
			make("button", { onclick: () => this.type("redo") }, "Redo"),
			save,
			make("button", { onclick: () => void this.link() }, "Link"),
			make("button", { onclick: openOther }, "Open…"),
		);
		if (this.model.machine)
			bar.append(make("button", { onclick: () => void this.model.fetch() }, "Read again"));
		return bar;
	}

	/* A machine has no files: what was fetched is saved here. */
	private save(ending: string): void {
		if (!ending) return;
		const name = `${this.model.name.replace(/\.[^.]*$/, "")}${ending}`;
		const { shell, machine } = this.model;
		const line = `save ${word(name)}`;
		const before = shell.files.get(name);
		if (machine) shell.ask(line);
		else this.type(line);
		const bytes = shell.files.get(name);
		if (bytes && bytes !== before) download(name, bytes);
		else this.say("Nothing was saved: the shell says why.");
	}

	private async link(): Promise<void> {
		const fragment = await fragmentOf(this.model.bytes, this.model.name);
		const link = location.href.replace(/#.*/, "") + fragment;
		if (link.length > LINK_MAX) {
			this.say(
				`The link would have ${link.length} characters; more than ${LINK_MAX} are cut in many places. Send the file.`,
			);
			return;
		}
		history.replaceState(null, "", fragment);
		try {
			await navigator.clipboard.writeText(link);
			this.say(`Copied: a link of ${link.length} characters that holds all of this tree.`);
		} catch {
			this.say(`The address of this page is the link now: ${link.length} characters.`);
		}
	}

	/* On a narrow screen one thing is shown at a time. */
	private isShellHidden(): boolean {
		return getComputedStyle(this.pane).display === "none";
	}

	private showShell(): void {
		if (this.isShellHidden()) this.views.show("shell");
		this.terminal?.focus();
	}

	private resize(): void {
		if (this.terminal && this.pane.clientWidth)
			this.model.shell.columns(this.terminal.size.columns);
	}
}
