import { download, make } from "../dom.ts";
import { word } from "../command.ts";
import { emptyNote, sizeWords, type View, type ViewContext } from "./view.ts";

/** The files that the shell here reads and writes. */
export class FilesView implements View {
	readonly element = make("div", { class: "files" });
	readonly beyond = true;

	/** @param compare compares the tree in use with a file */
	constructor(
		private readonly context: ViewContext,
		private readonly compare: (name: string) => void,
	) {}

	refresh(): void {
		const { files } = this.context.model.shell;
		this.element.replaceChildren(
			make(
				"p",
				{ class: "note" },
				"What save and > write, and what you dropped. The files are in this page only: download what" +
					" you want to keep.",
			),
		);
		if (!files.names.length) this.element.append(emptyNote("No files yet."));
		const list = make("ul");
		for (const name of files.names) list.append(this.row(name));
		this.element.append(list);
	}

	private row(name: string): HTMLElement {
		const { files } = this.context.model.shell;
		const bytes = files.get(name) ?? new Uint8Array();
		return make(
			"li",
			{ "data-file": name },
			make("span", { class: "name" }, name),
			make("span", { class: "note" }, sizeWords(BigInt(bytes.length))),
			make("button", { onclick: () => download(name, bytes) }, "Download"),
			...this.use(name),
			make(
				"button",
				{
					class: "quiet",
					"aria-label": `Delete ${name}`,
					onclick: () => files.remove(name),
				},
				"✕",
			),
		);
	}

	private use(name: string): HTMLElement[] {
		if (name.endsWith(".dtbo"))
			return [
				make(
					"button",
					{ onclick: () => this.context.type(`overlay ${word(name)}`) },
					"Apply it",
				),
			];
		if (name.endsWith(".dtb"))
			return [make("button", { onclick: () => this.compare(name) }, "Compare with it")];
		return [];
	}
}
