import { boardOptions, boards, boardTree, fetchBytes, fileButton, onDrop } from "./boards.ts";
import { make } from "./dom.ts";
import { Emulator } from "./emulator.ts";
import { sendText } from "./line.ts";
import type { Panel } from "./tabs.ts";
import { TerminalPane } from "./terminal.ts";
import { makeTour } from "./tour.ts";

const OWN = "emulator.dtb";
const OWN_NOTE = "A RISC-V machine emulated in this page runs the same image as a board does.";
const BOARD_NOTE =
	"The image runs with this board's tree. The board's devices are not here, so its console is the firmware's.";

let parts: Promise<[WebAssembly.Module, Uint8Array]> | undefined;

/** The emulator and the image, loaded once. */
function load(): Promise<[WebAssembly.Module, Uint8Array]> {
	parts ??= Promise.all([
		fetchBytes("emulator.wasm").then((bytes) => WebAssembly.compile(new Uint8Array(bytes))),
		fetchBytes("firstlight.bin"),
	]);
	parts.catch(() => (parts = undefined));
	return parts;
}

/** The panel "Try it": the image on the emulator. */
class TryPanel implements Panel {
	private readonly note = make("p", { class: "note", role: "status" }, OWN_NOTE);
	private readonly choice = make("select", { "aria-label": "Board" });
	private readonly terminal: TerminalPane;
	private readonly tourButton: HTMLButtonElement;
	private readonly tour: HTMLElement;
	private tree = { bytes: fetchBytes(OWN), note: OWN_NOTE };
	private emulator: Emulator | undefined;
	private runs = 0;

	constructor(private readonly element: HTMLElement) {
		const screen = make("div", { class: "terminal" });
		this.tourButton = make("button", { onclick: () => this.showTour(true) }, "Guided tour");
		this.tour = makeTour(
			(command) => this.type(command),
			() => this.showTour(false),
		);
		element.classList.add("try");
		element.append(
			make(
				"div",
				{ class: "bar" },
				this.choice,
				fileButton("Open a .dtb…", ".dtb,.dtbo,.fdt", (file) => this.open(file)),
				make("button", { onclick: () => this.boot() }, "Restart"),
				this.tourButton,
				this.note,
			),
			make("div", { class: "split" }, screen, this.tour),
		);
		this.choice.append(make("option", { value: OWN }, "Emulator's own machine"));
		this.choice.addEventListener("change", () => this.choose());
		this.terminal = new TerminalPane(screen, "Terminal of the emulated machine");
		onDrop(element, (file) => this.open(file));
		this.showTour(true);
		void this.boot();
		void this.fillChoice();
	}

	shown(): void {
		this.terminal.fit();
		this.terminal.focus();
	}

	private async fillChoice(): Promise<void> {
		try {
			this.choice.append(...boardOptions(await boards()));
		} catch (error) {
			this.say((error as Error).message, true);
		}
	}

	private choose(): void {
		const file = this.choice.value;
		if (file === OWN) this.tree = { bytes: fetchBytes(OWN), note: OWN_NOTE };
		else if (file.endsWith(".dtb")) {
			const bytes = boards().then((list) => {
				const board = list.find((one) => one.file === file);
				if (!board) throw new Error(`${file}: there is no such tree`);
				return boardTree(board);
			});
			this.tree = { bytes, note: BOARD_NOTE };
		}
		void this.boot();
	}

	private open(file: File): void {
		const bytes = file.arrayBuffer().then((buffer) => new Uint8Array(buffer));
		this.tree = { bytes, note: `${file.name}: ${BOARD_NOTE}` };
		void this.boot();
	}

	/** Starts the machine anew with the chosen tree. */
	private async boot(): Promise<void> {
		const run = ++this.runs;
		try {
			const [[module, image], tree] = await Promise.all([load(), this.tree.bytes]);
			const emulator = await Emulator.boot(module, image, tree);
			if (run !== this.runs) return emulator.close();
			this.emulator?.close();
			this.emulator = emulator;
			this.terminal.reset();
			this.terminal.attach(emulator);
			emulator.onEnd((why) => this.say(`${why} Restart starts it again.`));
			this.say(this.tree.note);
			if (this.mayFocus()) this.terminal.focus();
		} catch (error) {
			if (run === this.runs) this.say((error as Error).message, true);
		}
	}

	/** Whoever is on a tab or in another panel stays there. */
	private mayFocus(): boolean {
		const now = document.activeElement;
		return now === document.body || this.element.contains(now);
	}

	private type(command: string): void {
		if (this.emulator) sendText(this.emulator, `${command}\r`);
		this.terminal.focus();
	}

	private showTour(on: boolean): void {
		this.tour.hidden = !on;
		this.tourButton.hidden = on;
		this.terminal.fit();
		if (this.mayFocus()) this.terminal.focus();
	}

	private say(text: string, wrong = false): void {
		this.note.textContent = text;
		this.note.classList.toggle("error", wrong);
	}
}

/** Makes the panel "Try it". */
export function startTryPanel(element: HTMLElement): Panel {
	return new TryPanel(element);
}
