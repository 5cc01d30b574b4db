import { fileButton } from "./boards.ts";
import { crc32 } from "./bytes.ts";
import { download, make } from "./dom.ts";
import type { Line } from "./line.ts";
import { Session } from "./session.ts";
import { TerminalPane } from "./terminal.ts";
import { TreeLines, ranges } from "./tree_lines.ts";
import { openTree, type Machine } from "./tree_panel.ts";
import { receiveFiles, sendFiles, type Progress } from "./ymodem.ts";

const ROUNDS = 4; // of asking for damaged lines again
const LOG_BYTES = 16 << 20;

/** A live machine: its terminal, log, files and tree. The board's and QEMU's panels have one each. */
export class MachineView {
	readonly element: HTMLElement;
	private readonly terminal: TerminalPane;
	private readonly status = make("p", { class: "note", role: "status" });
	private readonly tools: HTMLElement;
	private readonly what = make("input", {
		value: "tree",
		size: 12,
		"aria-label": "What to receive: tree, log, a loaded file's name, or ADDRESS,SIZE",
	});
	private session: Session | undefined;
	private machine: LiveMachine | undefined;
	private log: Uint8Array[] = [];

	/** @param place where it goes: it must be visible, since the terminal is measured */
	constructor(place: HTMLElement, label: string, show: () => void) {
		const screen = make("div", { class: "terminal" });
		this.tools = make(
			"div",
			{ class: "bar", hidden: true },
			make(
				"button",
				{
					class: "main",
					onclick: () =>
						this.try(async () => {
							await this.openTree();
							show();
						}),
				},
				"Show its tree",
			),
			fileButton("Send a file…", "", (file) => this.try(() => this.sendFile(file))),
			make(
				"span",
				{ class: "group" },
				this.what,
				make("button", { onclick: () => this.try(() => this.receive()) }, "Receive"),
			),
			make("button", { onclick: () => this.saveLog() }, "Save the log"),
		);
		this.element = make("div", { class: "machine" }, this.tools, this.status, screen);
		place.append(this.element);
		this.terminal = new TerminalPane(screen, label);
	}

	/** Shows a machine. The line before it must have been closed. */
	attach(line: Line, name: string): void {
		const session = new Session(line);
		this.session = session;
		this.machine = undefined;
		this.log = [];
		this.terminal.reset();
		this.terminal.attach(session);
		this.tools.hidden = false;
		line.onBytes((bytes) => this.keep(bytes));
		session.onEnd((why) => {
			this.say(why);
			if (this.session === session) this.tools.hidden = true;
		});
		session.onCommand(() => void this.refresh());
		this.machine = new LiveMachine(session, name, (text) => this.say(text));
		this.say(`Connected to ${name}.`);
		this.terminal.focus();
	}

	/** See Panel.shown. */
	shown(): void {
		this.terminal.fit();
		this.terminal.focus();
	}

	/** Says what happens. */
	say(text: string, wrong = false): void {
		this.status.textContent = text;
		this.status.classList.toggle("error", wrong);
	}

	private try(run: () => Promise<void>): void {
		run().catch((error: unknown) => this.say((error as Error).message, true));
	}

	private async openTree(): Promise<void> {
		const { machine } = this;
		if (!machine) return;
		openTree(await machine.fetch(), machine.name, machine);
		this.terminal.focus();
	}

	/** After a command of the visitor's: another tree is shown, where one is. */
	private async refresh(): Promise<void> {
		const { machine } = this;
		if (!machine?.fetched) return;
		const tree = await machine.fetchIfChanged().catch(() => undefined);
		if (tree) openTree(tree, machine.name, machine);
	}

	private async sendFile(file: File): Promise<void> {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const report = await this.session?.transfer("load", (line) =>
			sendFiles(line, [{ name: file.name, bytes }], this.progress("sent")),
		);
		this.judge(report ?? "", file.name, bytes);
	}

	private async receive(): Promise<void> {
		const session = this.session;
		if (!session) return;
		let files: Awaited<ReturnType<typeof receiveFiles>> = [];
		const report = await session.transfer(`send ${this.what.value.trim()}`, async (line) => {
			files = await receiveFiles(line, this.progress("received"));
		});
		for (const file of files) {
			this.judge(report, file.name, file.bytes);
			download(file.name, file.bytes);
		}
	}

	/** Compares the CRC that the image printed with ours. */
	private judge(report: string, name: string, bytes: Uint8Array): void {
		const sum = crc32(bytes).toString(16).padStart(8, "0");
		const whole = `${name}: ${bytes.length} bytes, crc32 ${sum}`;
		if (report.includes(`${bytes.length} bytes  crc32 ${sum}`))
			this.say(`${whole}, as the machine says.`);
		else this.say(`${whole}: the machine reports something else. ${report.trim()}`, true);
	}

	private progress(done: string): Progress {
		return (name, at, total) => this.say(`${name}: ${at} of ${total || "?"} bytes ${done}`);
	}

	private keep(bytes: Uint8Array): void {
		this.log.push(bytes);
		let size = this.log.reduce((sum, piece) => sum + piece.length, 0);
		while (size > LOG_BYTES) size -= this.log.shift()?.length ?? size;
	}

	private saveLog(): void {
		const decoder = new TextDecoder("latin1");
		download("firstlight.log", this.log.map((bytes) => decoder.decode(bytes)).join(""));
	}
}

/** A live machine's tree, for the pictures. */
class LiveMachine implements Machine {
	/** The CRC of the tree that was fetched last. */
	fetched: number | undefined;

	constructor(
		readonly line: Session,
		readonly name: string,
		private readonly say: (text: string) => void,
	) {}

	async command(text: string): Promise<string> {
		return this.line.command(text);
	}

	/** Fetches the tree in use by `export dtb`; damaged lines are asked for again. */
	async fetch(): Promise<Uint8Array> {
		const lines = new TreeLines();
		let numbers = "";
		for (let round = 0; round < ROUNDS; round++) {
			const printed = await this.line.ask(`export dtb ${numbers}`.trim(), (text) => {
				const came = text.split("\n").length;
				this.say(`Reading the tree: ${came} lines`);
			});
			lines.add(printed);
			const { blob, frame } = lines;
			if (blob && frame) {
				this.fetched = frame.crc;
				this.say(`The tree: ${blob.length} bytes, crc32 ${hex(frame.crc)}.`);
				return blob;
			}
			if (!lines.count) throw new Error(`the machine printed no tree: ${printed.trim()}`);
			numbers = ranges(lines.missing);
		}
		throw new Error(`lines of the tree stay damaged: ${numbers}; is the rate right?`);
	}

	async fetchIfChanged(): Promise<Uint8Array | undefined> {
		const lines = new TreeLines();
		lines.add(await this.line.ask("export dtb | head 1"));
		return lines.frame?.crc === this.fetched ? undefined : this.fetch();
	}
}

function hex(sum: number): string {
	return sum.toString(16).padStart(8, "0");
}
