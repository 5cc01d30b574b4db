/*
 * What wasi-libc asks of its system, for a module that runs in a page: output, and files in memory.
 * Source: WASI preview 1 (wasi_snapshot_preview1.witx).
 */

const SUCCESS = 0;
const BAD_FILE = 8;
const EXISTS = 20;
const NO_ENTRY = 44;
const INVALID = 28;

const FOLDER_FD = 3;
const FIRST_FILE_FD = 4;
const TYPE_CHARACTERS = 2;
const TYPE_FOLDER = 3;
const TYPE_FILE = 4;
const OPEN_CREATE = 1;
const OPEN_EXCLUSIVE = 4;
const OPEN_TRUNCATE = 8;
const FLAG_APPEND = 1;
const ALL_RIGHTS = 0xffffffffffffffffn;

interface OpenFile {
	name: string;
	at: number;
	append: boolean;
}

/** Named files in memory. A file is never changed in place: each write gives it new bytes. */
export class FileStore {
	private readonly bytes = new Map<string, Uint8Array>();
	private readonly callbacks = new Set<(name: string) => void>();

	/** The names, in alphabetical order. */
	get names(): string[] {
		return [...this.bytes.keys()].sort();
	}

	/** A file's bytes; undefined: there is no such file. */
	get(name: string): Uint8Array | undefined {
		return this.bytes.get(name);
	}

	/** Makes a file, or replaces it. */
	set(name: string, bytes: Uint8Array): void {
		this.bytes.set(name, bytes);
		for (const callback of this.callbacks) callback(name);
	}

	/** Deletes a file. */
	remove(name: string): void {
		if (this.bytes.delete(name)) for (const callback of this.callbacks) callback(name);
	}

	/** Calls back after each change, with the file's name. */
	onChange(callback: (name: string) => void): void {
		this.callbacks.add(callback);
	}
}

/** The functions that a module imports as "wasi_snapshot_preview1". */
export class Wasi {
	/** Catches what the module writes to standard output and standard error. */
	out: (bytes: Uint8Array) => void = () => {};
	err: (bytes: Uint8Array) => void = () => {};
	private memory: WebAssembly.Memory | undefined;
	private readonly open = new Map<number, OpenFile>();

	constructor(private readonly files = new FileStore()) {}

	/** Tells where the module's memory is; call it before any of its functions. */
	attach(instance: WebAssembly.Instance): void {
		this.memory = instance.exports["memory"] as WebAssembly.Memory;
	}

	/** For WebAssembly.instantiate. */
	get imports(): WebAssembly.Imports {
		return {
			wasi_snapshot_preview1: {
				fd_close: (fd: number) => (this.open.delete(fd) ? SUCCESS : BAD_FILE),
				fd_fdstat_get: (fd: number, at: number) => this.status(fd, at),
				fd_fdstat_set_flags: () => SUCCESS,
				fd_prestat_get: (fd: number, at: number) => this.folder(fd, at),
				fd_prestat_dir_name: (_fd: number, at: number, size: number) => {
					this.memoryBytes(at, size).set(new TextEncoder().encode("/").slice(0, size));
					return SUCCESS;
				},
				fd_read: (fd: number, vectors: number, count: number, done: number) =>
					this.read(fd, vectors, count, done),
				fd_write: (fd: number, vectors: number, count: number, done: number) =>
					this.write(fd, vectors, count, done),
				fd_seek: (fd: number, offset: bigint, whence: number, at: number) =>
					this.seek(fd, offset, whence, at),
				path_open: (
					_fd: number,
					_follow: number,
					path: number,
					length: number,
					how: number,
					_rights: bigint,
					_inherited: bigint,
					flags: number,
					at: number,
				) => this.openPath(path, length, how, flags, at),
				proc_exit: (status: number) => {
					throw new Error(`the program ended with status ${status}`);
				},
			},
		};
	}

	private get view(): DataView {
		if (!this.memory) throw new Error("attach was not called");
		return new DataView(this.memory.buffer);
	}

	private memoryBytes(at: number, size: number): Uint8Array {
		return new Uint8Array(this.view.buffer, at, size);
	}

	private vectors(at: number, count: number): Uint8Array[] {
		const view = this.view;
		return Array.from({ length: count }, (_, i) =>
			this.memoryBytes(
				view.getUint32(at + 8 * i, true),
				view.getUint32(at + 8 * i + 4, true),
			),
		);
	}

	private status(fd: number, at: number): number {
		const type = fd === FOLDER_FD ? TYPE_FOLDER : fd < FOLDER_FD ? TYPE_CHARACTERS : TYPE_FILE;
		if (fd >= FIRST_FILE_FD && !this.open.has(fd)) return BAD_FILE;
		const view = this.view;
		view.setUint8(at, type);
		view.setUint16(at + 2, this.open.get(fd)?.append ? FLAG_APPEND : 0, true);
		view.setBigUint64(at + 8, ALL_RIGHTS, true);
		view.setBigUint64(at + 16, ALL_RIGHTS, true);
		return SUCCESS;
	}

	/* The one folder that there is, "/". */
	private folder(fd: number, at: number): number {
		if (fd !== FOLDER_FD) return BAD_FILE;
		this.view.setUint32(at, 0, true);
		this.view.setUint32(at + 4, 1, true);
		return SUCCESS;
	}

	private openPath(path: number, length: number, how: number, flags: number, at: number): number {
		const name = new TextDecoder().decode(this.memoryBytes(path, length).slice());
		const known = this.files.get(name);
		if (!name || name === ".") return INVALID;
		if (!known && !(how & OPEN_CREATE)) return NO_ENTRY;
		if (known && how & OPEN_CREATE && how & OPEN_EXCLUSIVE) return EXISTS;
		if (!known || how & OPEN_TRUNCATE) this.files.set(name, new Uint8Array());
		let fd = FIRST_FILE_FD;
		while (this.open.has(fd)) fd++;
		this.open.set(fd, { name, at: 0, append: (flags & FLAG_APPEND) !== 0 });
		this.view.setUint32(at, fd, true);
		return SUCCESS;
	}

	private read(fd: number, vectors: number, count: number, done: number): number {
		const file = this.open.get(fd);
		if (!file) return BAD_FILE;
		const bytes = this.files.get(file.name) ?? new Uint8Array();
		let total = 0;
		for (const into of this.vectors(vectors, count)) {
			const part = bytes.subarray(file.at, file.at + into.length);
			into.set(part);
			file.at += part.length;
			total += part.length;
		}
		this.view.setUint32(done, total, true);
		return SUCCESS;
	}

	private write(fd: number, vectors: number, count: number, done: number): number {
		const file = this.open.get(fd);
		if (!file && fd !== 1 && fd !== 2) return BAD_FILE;
		let total = 0;
		for (const from of this.vectors(vectors, count)) {
			const part = from.slice();
			if (file) this.store(file, part);
			else if (part.length) (fd === 1 ? this.out : this.err)(part);
			total += part.length;
		}
		this.view.setUint32(done, total, true);
		return SUCCESS;
	}

	private store(file: OpenFile, part: Uint8Array): void {
		const before = this.files.get(file.name) ?? new Uint8Array();
		if (file.append) file.at = before.length;
		const after = new Uint8Array(Math.max(before.length, file.at + part.length));
		after.set(before);
		after.set(part, file.at);
		file.at += part.length;
		this.files.set(file.name, after);
	}

	private seek(fd: number, offset: bigint, whence: number, at: number): number {
		const file = this.open.get(fd);
		if (!file) return BAD_FILE;
		const from = [0, file.at, this.files.get(file.name)?.length ?? 0][whence];
		const to = from === undefined ? -1 : from + Number(offset);
		if (to < 0) return INVALID;
		file.at = to;
		this.view.setBigUint64(at, BigInt(to), true);
		return SUCCESS;
	}
}
