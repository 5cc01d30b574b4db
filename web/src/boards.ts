import { make } from "./dom.ts";

/** A row of trees/list.json. */
export interface Board {
	file: string;
	maker: string;
	model: string;
	bytes: number;
}

/** Fetches a file of the page. Fails with a message for people. */
export async function fetchBytes(name: string): Promise<Uint8Array> {
	const response = await fetch(name);
	if (!response.ok) throw new Error(`${name}: cannot be loaded (${response.status})`);
	return new Uint8Array(await response.arrayBuffer());
}

let listed: Promise<Board[]> | undefined;

/** The boards whose trees the page has. */
export function boards(): Promise<Board[]> {
	listed ??= fetchBytes("trees/list.json").then(
		(bytes) => JSON.parse(new TextDecoder().decode(bytes)) as Board[],
	);
	listed.catch(() => (listed = undefined));
	return listed;
}

/** A board's tree. */
export function boardTree(board: Board): Promise<Uint8Array> {
	return fetchBytes(`trees/${board.file}`);
}

/** The boards as choices, grouped by makers; a choice's value is the file's name. */
export function boardOptions(list: Board[]): HTMLOptGroupElement[] {
	const makers = [...new Set(list.map((board) => board.maker))];
	return makers.map((maker) =>
		make(
			"optgroup",
			{ label: maker },
			...list
				.filter((board) => board.maker === maker)
				.map((board) => make("option", { value: board.file }, board.model || board.file)),
		),
	);
}

/** Calls back with a file that is dropped on the element, and marks the element meanwhile. */
export function onDrop(element: HTMLElement, callback: (file: File) => void): void {
	element.addEventListener("dragover", (event) => {
		event.preventDefault();
		element.classList.add("drop");
	});
	element.addEventListener("dragleave", () => element.classList.remove("drop"));
	element.addEventListener("drop", (event) => {
		event.preventDefault();
		element.classList.remove("drop");
		const file = event.dataTransfer?.files[0];
		if (file) callback(file);
	});
}

/** A button that opens files. */
export function fileButton(
	label: string,
	accept: string,
	callback: (file: File) => void,
): HTMLLabelElement {
	const input = make("input", { type: "file", accept, class: "file" });
	input.addEventListener("change", () => {
		const file = input.files?.[0];
		if (file) callback(file);
		input.value = "";
	});
	return make("label", { class: "button" }, label, input);
}
