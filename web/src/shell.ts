import { Receivers, type Line } from "./line.ts";
import { FileStore, Wasi } from "./wasi.ts";

/** What a command printed, and its status: as `firstlight -c` would. */
export interface Answer {
	status: number;
	out: string;
	err: string;
}

/** A tree that cannot be opened; the message is the host shell's. */
export class NotATree extends Error {}

/* The exports of web/wasm/shell.h. */
interface ShellExports {
	_initialize(): void;
	room(size: number): number;
	free(room: number): void;
	open(name: number, blob: number, size: number): number;
	begin(): void;
	columns(columns: number): void;
	keys(keys: number, count: number): void;
	ask(line: number, columns: number): number;
	blob(): number;
	blob_size(): number;
	memory: WebAssembly.Memory;
}

const encoder = new TextEncoder();
const ESCAPED_LINE_END = "\r\n";

let compiled: Promise<WebAssembly.Module> | undefined;

/* Loaded once; each tree has an instance. */
function shellModule(): Promise<WebAssembly.Module> {
	compiled ??= WebAssembly.compileStreaming(fetch("shell.wasm"));
	compiled.catch(() => (compiled = undefined));
	return compiled;
}

/** The host shell over one tree, as a line: what is sent is typed. */
export class Shell implements Line {
	private readonly receivers = new Receivers();
	private readonly caught: { out: Uint8Array[]; err: Uint8Array[] } = { out: [], err: [] };

	private constructor(
		private readonly shell: ShellExports,
		wasi: Wasi,
		readonly files: FileStore,
	) {
		wasi.out = (bytes) => this.caught.out.push(bytes);
		wasi.err = (bytes) => this.caught.err.push(bytes);
	}

	/**
	 * Opens a tree.
	 * @param bytes the blob
	 * @param name what the shell calls it
	 * @param files what the shell reads and writes
	 * @throws NotATree, with the host shell's message
	 */
	static async open(
		bytes: Uint8Array,
		name: string,
		files: FileStore = new FileStore(),
	): Promise<Shell> {
		const wasi = new Wasi(files);
		const instance = await WebAssembly.instantiate(await shellModule(), wasi.imports);
		wasi.attach(instance);
		const shell = new Shell(instance.exports as unknown as ShellExports, wasi, files);
		shell.shell._initialize();
		const blob = shell.put(bytes);
		if (shell.shell.open(shell.put(encoder.encode(`${name}\0`)), blob, bytes.length))
			throw new NotATree(shell.take("err").trim());
		return shell;
	}

	/** Greets and prompts. Attach a terminal first. */
	begin(columns: number): void {
		this.shell.columns(columns);
		this.run(() => this.shell.begin());
	}

	/** Wraps lines there from now on. */
	columns(columns: number): void {
		this.shell.columns(columns);
	}

	send(bytes: Uint8Array): void {
		this.run(() => {
			const at = this.put(bytes);
			this.shell.keys(at, bytes.length);
			this.shell.free(at);
		});
	}

	onBytes(callback: (bytes: Uint8Array) => void): () => void {
		return this.receivers.add(callback);
	}

	onEnd(callback: (why: string) => void): void {
		this.receivers.addEnd(callback);
	}

	close(): void {
		this.receivers.end("closed");
	}

	/**
	 * Runs a line as `firstlight -w COLUMNS -c LINE` does, at the root: the visitor's prompt, current
	 * node and history stay, and the terminal shows nothing.
	 */
	ask(line: string, columns = 0): Answer {
		this.take("out");
		this.take("err");
		const at = this.put(encoder.encode(`${line}\0`));
		const status = this.shell.ask(at, columns);
		this.shell.free(at);
		return { status, out: this.take("out"), err: this.take("err") };
	}

	/** The bytes of the tree in use. */
	blob(): Uint8Array {
		return this.memory(this.shell.blob(), this.shell.blob_size()).slice();
	}

	/* Runs what prints to the terminal. A fault of the module ends this shell, not the page. */
	private run(work: () => void): void {
		try {
			work();
		} catch (error) {
			this.receivers.end(`the shell failed: ${String(error)}; open the tree again`);
		}
		const printed = this.take("out") + this.take("err");
		if (printed)
			this.receivers.receive(encoder.encode(printed.replaceAll("\n", ESCAPED_LINE_END)));
	}

	private take(which: "out" | "err"): string {
		const decoder = new TextDecoder();
		const text = this.caught[which].map((part) => decoder.decode(part, { stream: true }));
		this.caught[which] = [];
		return text.join("") + decoder.decode();
	}

	private put(bytes: Uint8Array): number {
		const at = this.shell.room(Math.max(bytes.length, 1));
		if (!at) throw new Error("no memory for so many bytes");
		this.memory(at, bytes.length).set(bytes);
		return at;
	}

	private memory(at: number, size: number): Uint8Array {
		return new Uint8Array(this.shell.memory.buffer, at, size);
	}
}
