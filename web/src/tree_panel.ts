import { word } from "./command.ts";
import { make } from "./dom.ts";
import type { Machine } from "./machine_tree.ts";
import { Shell } from "./shell.ts";
import type { Panel } from "./tabs.ts";
import { treeOf } from "./tree_link.ts";
import { TreeModel } from "./tree_model.ts";
import { Workbench } from "./tree_workbench.ts";
import { FileStore } from "./wasi.ts";

export type { Machine } from "./machine_tree.ts";

/* A tree of Linux, listed by trees/list.json. */
interface Board {
	file: string;
	model: string;
}

const SOURCE = /\.dtso?$/;
const OVERLAY = /\.dtbo$/;
const FILE_MAX = 64 << 20;

let panel: TreePanel | undefined;
let waiting: (() => void) | undefined;

/**
 * Opens a tree in the panel "Read a tree", and shows it. Called again with the same machine, it only
 * takes the new bytes: the view stays where it is.
 */
export function openTree(bytes: Uint8Array, name: string, machine?: Machine): void {
	if (panel) void panel.open(bytes, name, machine);
	else waiting = () => openTree(bytes, name, machine);
}

/** Makes the panel "Read a tree". */
export function startTreePanel(element: HTMLElement): Panel {
	panel = new TreePanel(element);
	waiting?.();
	waiting = undefined;
	return { shown: () => panel?.shown() };
}

class TreePanel {
	private readonly files = new FileStore();
	private readonly start = make("div", { class: "start" });
	private readonly message = make("div", { class: "message", role: "alert" });
	private readonly picker = make("input", {
		type: "file",
		accept: ".dtb,.dtbo,.dts,.dtso",
		hidden: true,
	});
	private model: TreeModel | undefined;
	private bench: Workbench | undefined;
	private overlay: string | undefined;
	private picked: (file: File) => Promise<void> = (file) => this.take(file);
	private read = "";

	constructor(private readonly element: HTMLElement) {
		element.replaceChildren(this.message, this.start, this.picker);
		this.picker.addEventListener("change", () => {
			const file = this.picker.files?.[0];
			if (file) void this.picked(file);
			this.picker.value = "";
		});
		element.addEventListener("dragover", (event) => {
			event.preventDefault();
			element.classList.add("dropping");
		});
		element.addEventListener("dragleave", () => element.classList.remove("dropping"));
		element.addEventListener("drop", (event) => this.drop(event));
		addEventListener("hashchange", () => this.readLink());
		this.showStart();
	}

	/* The tab is shown: perhaps by a link. */
	shown(): void {
		this.readLink();
	}

	async open(bytes: Uint8Array, name: string, machine?: Machine): Promise<void> {
		try {
			if (machine && this.model?.machine === machine) await this.model.replace(bytes);
			else this.show(await TreeModel.open(bytes, name, this.files, machine));
		} catch (error) {
			this.refuse(error);
		}
	}

	private show(model: TreeModel): void {
		this.model?.close();
		this.model = model;
		this.message.replaceChildren();
		this.start.hidden = true;
		this.bench?.element.remove();
		this.bench = new Workbench(
			model,
			() => this.showStart(),
			() => this.pick((file) => this.compare(file)),
		);
		this.element.append(this.bench.element);
		this.bench.begin();
		this.applyWaiting();
	}

	/* An overlay that was dropped before its base. */
	private applyWaiting(): void {
		if (this.overlay === undefined) return;
		this.bench?.type(`overlay ${word(this.overlay)}`);
		this.overlay = undefined;
	}

	private refuse(error: unknown): void {
		const text = error instanceof Error ? error.message : String(error);
		this.message.replaceChildren(make("p", { class: "error" }, text));
	}

	private readLink(): void {
		if (location.hash === this.read || !location.hash.startsWith("#tree=")) return;
		this.read = location.hash;
		treeOf(location.hash)
			.then((tree) => tree && this.open(tree.bytes, tree.name))
			.catch((error: unknown) => this.refuse(error));
	}

	private drop(event: DragEvent): void {
		event.preventDefault();
		this.element.classList.remove("dropping");
		const file = event.dataTransfer?.files[0];
		if (file) void this.take(file);
	}

	private pick(picked: (file: File) => Promise<void>): void {
		this.picked = picked;
		this.picker.click();
	}

	/* A file that was dropped or chosen. */
	private async take(file: File): Promise<void> {
		this.message.replaceChildren();
		if (SOURCE.test(file.name)) return this.explainSource(file.name);
		if (file.size > FILE_MAX)
			return this.refuse(`${file.name} has ${file.size} bytes: that is no device tree.`);
		const bytes = new Uint8Array(await file.arrayBuffer());
		if (OVERLAY.test(file.name) || (await isOverlay(bytes)))
			return this.takeOverlay(file.name, bytes);
		if (this.model && !this.bench?.element.hidden && this.start.hidden)
			return this.askWhat(file.name, bytes);
		return this.open(bytes, file.name);
	}

	private explainSource(name: string): void {
		const stem = name.replace(SOURCE, "");
		const ending = name.endsWith(".dtso") ? "dtbo" : "dtb";
		this.message.replaceChildren(
			make(
				"p",
				{},
				`${name} is source, and this page has no compiler. Type this, and drop ${stem}.${ending}:`,
			),
			make("pre", {}, `dtc -@ -O dtb -o ${word(`${stem}.${ending}`)} ${word(name)}`),
		);
	}

	private async takeOverlay(name: string, bytes: Uint8Array): Promise<void> {
		this.files.set(name, bytes);
		const alone = make(
			"button",
			{ onclick: () => void this.open(bytes, name) },
			"Read it by itself",
		);
		if (this.model) {
			const bench = this.bench;
			this.ask(
				`${name} is an overlay. The base is ${this.model.name}.`,
				this.button("Apply it", () => bench?.type(`overlay ${word(name)}`)),
				this.button("Show what it would change", () =>
					bench?.type(`overlay -n ${word(name)}`),
				),
				alone,
			);
			return;
		}
		this.overlay = name;
		this.ask(
			`${name} is an overlay: open the tree that it is for, and it is applied to that.`,
			alone,
		);
	}

	private askWhat(name: string, bytes: Uint8Array): void {
		this.ask(
			`${name}: open it, or compare it with ${this.model?.name ?? ""}?`,
			this.button("Open it", () => void this.open(bytes, name)),
			this.button("Compare", () => {
				this.files.set(name, bytes);
				this.bench?.compareWith(name);
			}),
		);
	}

	private async compare(file: File): Promise<void> {
		this.files.set(file.name, new Uint8Array(await file.arrayBuffer()));
		this.bench?.compareWith(file.name);
	}

	private ask(question: string, ...buttons: HTMLElement[]): void {
		this.message.replaceChildren(
			make("p", {}, question),
			make(
				"div",
				{ class: "bar" },
				...buttons,
				this.button("Cancel", () => {
					this.overlay = undefined;
				}),
			),
		);
		buttons[0]?.focus();
	}

	/* A button that ends the question. */
	private button(text: string, work: () => void): HTMLElement {
		return make(
			"button",
			{
				onclick: () => {
					this.message.replaceChildren();
					work();
				},
			},
			text,
		);
	}

	private showStart(): void {
		this.start.hidden = false;
		if (this.bench) this.bench.element.hidden = true;
		this.start.replaceChildren(
			make("h2", {}, "Read a device tree"),
			make(
				"p",
				{},
				"Drop a .dtb or .dtbo here, or choose one. You get its tree, its memory map, who interrupts" +
					" and clocks whom, what is wrong with it, and a shell to ask and to edit. The file stays on" +
					" your computer.",
			),
			make(
				"div",
				{ class: "bar" },
				make(
					"button",
					{ class: "main", onclick: () => this.pick((file) => this.take(file)) },
					"Choose a file",
				),
				this.boards(),
				...(this.model
					? [make("button", { onclick: () => this.back() }, "Back to the tree")]
					: []),
			),
			make(
				"p",
				{ class: "note" },
				"On Linux, the tree of the machine that runs is /sys/firmware/fdt. For a .dts, the page shows the" +
					" dtc command that makes a .dtb of it.",
			),
		);
	}

	private back(): void {
		this.start.hidden = true;
		this.message.replaceChildren();
		if (this.bench) this.bench.element.hidden = false;
	}

	private boards(): HTMLElement {
		const select = make("select", { "aria-label": "Or a board's tree" });
		select.append(make("option", { value: "" }, "or a board's tree…"));
		select.addEventListener("change", () => void this.load(select.value));
		listBoards()
			.then((boards) => {
				for (const board of boards)
					select.append(make("option", { value: board.file }, board.model || board.file));
			})
			.catch(() => (select.hidden = true));
		return select;
	}

	private async load(file: string): Promise<void> {
		if (!file) return;
		const answer = await fetch(`trees/${file}`);
		if (!answer.ok) return this.refuse(`trees/${file}: ${answer.status} ${answer.statusText}`);
		await this.open(new Uint8Array(await answer.arrayBuffer()), file);
	}
}

/** The boards whose trees come with the page. */
async function listBoards(): Promise<Board[]> {
	const answer = await fetch("trees/list.json");
	return (await answer.json()) as Board[];
}

/* It has an __overlay__: no base has. */
async function isOverlay(bytes: Uint8Array): Promise<boolean> {
	try {
		const shell = await Shell.open(bytes, "dropped");
		return shell.ask("find -j / -name __overlay__").status === 0;
	} catch {
		return false;
	}
}
