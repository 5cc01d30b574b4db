import { LINE_MAX, typeable } from "./command.ts";
import { sendText } from "./line.ts";
import { Shell, type Answer } from "./shell.ts";
import type { FileStore } from "./wasi.ts";
import type { Machine } from "./machine_tree.ts";

/*
 * Ctrl-E and Ctrl-U: what the visitor has half typed makes room; the shell's Ctrl-Y brings it back.
 */
const CLEAR_LINE = "\x05\x15";
const LINE_FEED = 10;

/**
 * One open tree: what the pictures ask, and the prompt at which they type. The pictures read a shell
 * in the page. Edits are typed at the prompt that the visitor sees: that shell's or, of a tree that
 * came from a machine, the machine's.
 */
export class TreeModel {
	private readonly callbacks = new Set<() => void>();
	private readonly listeners = new Set<() => void>();
	private answers = new Map<string, Answer>();
	private known: Uint8Array;

	private constructor(
		private reader: Shell,
		readonly name: string,
		readonly machine: Machine | undefined,
	) {
		this.known = reader.blob();
		this.follow();
	}

	/** Opens a tree. @throws NotATree */
	static async open(
		bytes: Uint8Array,
		name: string,
		files: FileStore,
		machine?: Machine,
	): Promise<TreeModel> {
		return new TreeModel(await Shell.open(bytes, name, files), name, machine);
	}

	/** The shell in the page; of a machine's tree, only pictures use it. */
	get shell(): Shell {
		return this.reader;
	}

	/** The bytes of the tree in use. */
	get bytes(): Uint8Array {
		return this.known;
	}

	/** Calls back when the tree in use has changed. */
	onChange(callback: () => void): void {
		this.callbacks.add(callback);
	}

	/** Calls back when the shell has run a line: files or other trees may have changed. */
	onOutput(callback: () => void): void {
		this.listeners.add(callback);
	}

	/** What a command prints about the tree in use; asked once for each state of it. */
	ask(line: string): Answer {
		let answer = this.answers.get(line);
		if (!answer) {
			answer = this.reader.ask(line);
			this.answers.set(line, answer);
		}
		return answer;
	}

	/** The document that such a command prints with -j; undefined where it prints none. */
	report<T>(line: string): T | undefined {
		return documentOf<T>(this.ask(line));
	}

	/** The document of a command that is not about the tree in use alone, such as `dt` and `diff`. */
	reportNow<T>(line: string): T | undefined {
		return documentOf<T>(this.reader.ask(line));
	}

	/**
	 * Types a command at the prompt, and Enter: what it printed.
	 * @throws Error with the reason, if it cannot be typed, or the machine does not answer
	 */
	async type(line: string): Promise<string> {
		const why = unfit(line);
		if (why) throw new Error(why);
		return this.machine ? this.typeAtMachine(this.machine, line) : this.typeHere(line);
	}

	/** Puts text at the prompt, without Enter, for the visitor to complete. */
	put(text: string): void {
		sendText(this.machine ? this.machine.line : this.reader, CLEAR_LINE + typeable(text));
	}

	/** Takes a machine's tree that was fetched again. */
	async replace(bytes: Uint8Array): Promise<void> {
		this.reader = await Shell.open(bytes, this.name, this.reader.files);
		this.follow();
		this.compare();
	}

	/** Fetches a machine's tree again, if it has changed. */
	async fetch(): Promise<void> {
		const bytes = await this.machine?.fetchIfChanged();
		if (bytes) await this.replace(bytes);
	}

	/** Ends the shell. */
	close(): void {
		this.callbacks.clear();
		this.listeners.clear();
		this.reader.close();
	}

	private async typeAtMachine(machine: Machine, line: string): Promise<string> {
		const printed = await machine.command(line);
		await this.fetch();
		return printed;
	}

	/* The shell in the page has run it when send returns. */
	private typeHere(line: string): string {
		const decoder = new TextDecoder();
		let printed = "";
		const done = this.reader.onBytes((bytes) => {
			printed += decoder.decode(bytes, { stream: true });
		});
		sendText(this.reader, `${CLEAR_LINE}${line}\r`);
		done();
		return answerOf(printed);
	}

	/* After each line: a command may have edited, or chosen another tree. An echo of a key has no LF. */
	private follow(): void {
		this.reader.onBytes((bytes) => {
			if (!bytes.includes(LINE_FEED)) return;
			this.compare();
			for (const listener of this.listeners) listener();
		});
	}

	private compare(): void {
		const now = this.reader.blob();
		if (same(now, this.known)) return;
		this.known = now;
		this.answers = new Map();
		for (const callback of this.callbacks) callback();
	}
}

function documentOf<T>(answer: Answer): T | undefined {
	try {
		return JSON.parse(answer.out) as T;
	} catch {
		return undefined;
	}
}

/* What a command answered, without its echo and the prompt after it. */
function answerOf(printed: string): string {
	return printed.split("\r\n").slice(1, -1).join("\n");
}

function unfit(line: string): string | undefined {
	if (line !== typeable(line)) return "A name here has bytes that cannot be typed.";
	if (line.length > LINE_MAX)
		return `That would be a line of ${line.length} characters; the shell takes ${LINE_MAX}.`;
	return undefined;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
