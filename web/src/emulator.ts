import { bootFacts } from "./fdt.ts";
import { Receivers, type Line } from "./line.ts";
import { Wasi } from "./wasi.ts";

/** What web/wasm/emulator.h declares. */
interface Exports {
	memory: WebAssembly.Memory;
	_initialize(): void;
	page_buffer(): number;
	page_room(): number;
	page_ram(address: bigint): number;
	page_boot(entry: bigint, hart: bigint, tree: bigint, timebase: bigint): void;
	page_type(count: number): number;
	page_take(): number;
	page_run(us: number): number;
	page_sleep(): number;
}

const enum State {
	Busy,
	Asleep,
	Off,
	Failed,
}

/* emulator/machine.h: RAM_IMAGE, RAM_TREE and the end of RAM. */
const IMAGE = 0x80200000n;
const TREE = 0x82200000n;
const RAM_END = 0x84000000n;

const SLICE_MS = 12; // leaves the page the rest of a frame
const STEP_US = 250; // of the machine's time, an instruction a nanosecond
const OWED_MS = 100; // a machine that was held up does not catch up with more than that

/** The emulated machine. Its time passes as fast as ours while it waits. */
export class Emulator implements Line {
	private readonly receivers = new Receivers();
	private readonly channel = new MessageChannel();
	private waiting: ReturnType<typeof setTimeout> | undefined;
	private typed: Uint8Array[] = [];
	private last = performance.now();
	private owed = 0;
	private off = false;
	private posted = false;
	private errors = "";

	private constructor(
		private readonly machine: Exports,
		wasi: Wasi,
	) {
		wasi.err = (bytes) => (this.errors += new TextDecoder().decode(bytes));
		this.channel.port1.onmessage = () => {
			this.posted = false;
			this.slice();
		};
	}

	/** Boots an image with a tree. Throws where the tree does not fit into RAM. */
	static async boot(
		module: WebAssembly.Module,
		image: Uint8Array,
		tree: Uint8Array,
	): Promise<Emulator> {
		if (BigInt(tree.length) > RAM_END - TREE)
			throw new Error(`a tree of ${tree.length} bytes does not fit into the machine's RAM`);
		const wasi = new Wasi();
		const instance = await WebAssembly.instantiate(module, wasi.imports);
		wasi.attach(instance);
		const machine = instance.exports as unknown as Exports;
		machine._initialize();
		const emulator = new Emulator(machine, wasi);
		emulator.load(IMAGE, image);
		emulator.load(TREE, tree);
		const { hart, timebase } = bootFacts(tree);
		machine.page_boot(IMAGE, BigInt(hart), TREE, BigInt(timebase));
		emulator.wake();
		return emulator;
	}

	send(bytes: Uint8Array): void {
		if (this.off) return;
		this.typed.push(bytes);
		this.wake();
	}

	onBytes(callback: (bytes: Uint8Array) => void): () => void {
		return this.receivers.add(callback);
	}

	onEnd(callback: (why: string) => void): void {
		this.receivers.addEnd(callback);
	}

	close(): void {
		this.off = true;
		clearTimeout(this.waiting);
		this.channel.port1.close();
	}

	private load(address: bigint, bytes: Uint8Array): void {
		const at = this.machine.page_ram(address);
		if (!at) throw new Error("the browser has no memory for the machine's RAM");
		new Uint8Array(this.machine.memory.buffer).set(bytes, at);
	}

	/** Goes on as soon as the page has done what else it has to do. */
	private wake(): void {
		clearTimeout(this.waiting);
		if (this.posted) return;
		this.posted = true;
		this.channel.port2.postMessage(0);
	}

	/** Runs until the slice is over, or the machine has nothing to do until later. */
	private slice(): void {
		if (this.off) return;
		const begin = performance.now();
		this.owed = Math.min(this.owed + begin - this.last, OWED_MS);
		this.last = begin;
		let state = State.Busy;
		do {
			this.type();
			const us = state === State.Asleep ? this.nap() : STEP_US;
			state = this.machine.page_run(us);
			this.owed -= us / 1000;
			this.take();
		} while (
			state < State.Off &&
			(state === State.Busy || this.owed > 0) &&
			performance.now() - begin < SLICE_MS
		);
		this.goOn(state);
	}

	/** Microseconds until it wakes up, of the time that is to pass. */
	private nap(): number {
		const ms = Math.min(this.owed, this.machine.page_sleep());
		return Math.max(STEP_US, Math.floor(ms * 1000));
	}

	private goOn(state: State): void {
		if (this.off) return;
		if (state >= State.Off) {
			this.close();
			this.receivers.end(state === State.Off ? "The machine is off." : this.errors.trim());
		} else if (state === State.Busy || this.owed > 0) {
			this.wake();
		} else {
			clearTimeout(this.waiting);
			const ms = Math.min(this.machine.page_sleep(), 1000);
			this.waiting = setTimeout(() => this.slice(), ms);
		}
	}

	/** Types as much as finds room. */
	private type(): void {
		for (let bytes = this.typed[0]; bytes; bytes = this.typed[0]) {
			const part = bytes.subarray(0, this.machine.page_room());
			new Uint8Array(this.machine.memory.buffer).set(part, this.machine.page_buffer());
			const count = this.machine.page_type(part.length);
			if (count === bytes.length) this.typed.shift();
			else this.typed[0] = bytes.subarray(count);
			if (count < part.length) return;
		}
	}

	private take(): void {
		const count = this.machine.page_take();
		if (!count) return;
		const at = this.machine.page_buffer();
		this.receivers.receive(new Uint8Array(this.machine.memory.buffer).slice(at, at + count));
	}
}
