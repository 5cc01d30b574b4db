/*
 * YMODEM in both directions, in blocks of 1 KiB with CRC-16. Source: Chuck Forsberg, "XMODEM/YMODEM
 * Protocol Reference", 1988, chapters 5 to 7.
 */
import { crc16, join } from "./bytes.ts";
import type { Line } from "./line.ts";

const SOH = 0x01;
const STX = 0x02;
const EOT = 0x04;
const ACK = 0x06;
const NAK = 0x15;
const CAN = 0x18;
const CTRL_Z = 0x1a;
const WANT_CRC = 0x43; // "C"

const SHORT = 128;
const LONG = 1024;
const TRIES = 10;
const ANSWER_MS = 10_000;
const BYTE_MS = 1000;
const START_MS = 3000;

/** A file that goes or came. */
export interface TransferFile {
	name: string;
	bytes: Uint8Array;
}

/** What a transfer reports: which file, and how far it is. The total is 0 where it is unknown. */
export type Progress = (name: string, done: number, total: number) => void;

/** A transfer that did not succeed; the message says why. */
export class TransferError extends Error {}

class TimeOut extends Error {}

/** Bytes of a line, read one by one. */
class Reader {
	private readonly chunks: Uint8Array[] = [];
	private at = 0;
	private wake: (() => void) | undefined;
	private ended: string | undefined;
	private readonly stop: () => void;

	constructor(line: Line) {
		line.onEnd((why) => {
			this.ended = why;
			this.wake?.();
		});
		this.stop = line.onBytes((bytes) => {
			this.chunks.push(bytes);
			this.wake?.();
		});
	}

	close(): void {
		this.stop();
	}

	/** The next byte. Throws TimeOut if none comes. */
	async byte(ms: number): Promise<number> {
		const until = performance.now() + ms;
		for (;;) {
			const chunk = this.chunks[0];
			if (chunk && this.at < chunk.length) return chunk[this.at++] as number;
			if (chunk) {
				this.chunks.shift();
				this.at = 0;
			} else await this.more(until - performance.now());
		}
	}

	/** The next bytes, however they were divided. */
	async bytes(count: number): Promise<Uint8Array> {
		const all = new Uint8Array(count);
		for (let i = 0; i < count; i++) all[i] = await this.byte(BYTE_MS);
		return all;
	}

	/** Drops what has come. */
	drop(): void {
		this.chunks.length = 0;
		this.at = 0;
	}

	private more(ms: number): Promise<void> {
		if (this.ended !== undefined) throw new TransferError(this.ended);
		return new Promise((resolve, reject) => {
			const timer = setTimeout(() => reject(new TimeOut()), Math.max(ms, 0));
			this.wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	}
}

function block(number: number, data: Uint8Array, size: number, padding: number): Uint8Array {
	const bytes = new Uint8Array(size + 5).fill(padding);
	bytes.set([size === LONG ? STX : SOH, number & 0xff, ~number & 0xff]);
	bytes.set(data, 3);
	const sum = crc16(bytes.subarray(3, size + 3));
	bytes.set([sum >> 8, sum & 0xff], size + 3);
	return bytes;
}

/** One of the two sides: its line, and how it is cancelled. */
class Side {
	readonly reader: Reader;

	constructor(
		readonly line: Line,
		private readonly signal: AbortSignal | undefined,
	) {
		this.reader = new Reader(line);
	}

	/** The next byte that is one of those. Two CAN in a row end the transfer. */
	async answer(wanted: number[], ms: number): Promise<number> {
		const until = performance.now() + ms;
		for (let before = 0; ;) {
			if (this.signal?.aborted) throw new TransferError("cancelled");
			const byte = await this.reader.byte(until - performance.now());
			if (wanted.includes(byte)) return byte;
			if (byte === CAN && before === CAN)
				throw new TransferError("the other side cancelled the transfer");
			before = byte;
		}
	}

	/** Tells the other side that all is over. */
	cancel(): void {
		this.line.send(new Uint8Array(8).fill(CAN));
	}
}

/** Runs one side; a failure is reported to the other one. */
async function side<T>(
	line: Line,
	signal: AbortSignal | undefined,
	run: (side: Side) => Promise<T>,
): Promise<T> {
	const one = new Side(line, signal);
	try {
		return await run(one);
	} catch (error) {
		one.cancel();
		if (error instanceof TimeOut) throw new TransferError("the other side does not answer");
		throw error;
	} finally {
		one.reader.close();
	}
}

/**
 * Sends a block until it is acknowledged.
 * @param stubborn false: returns at the first NAK, which says that the other side has not taken it
 * @returns whether it was acknowledged
 */
async function put(side: Side, bytes: Uint8Array, stubborn = true): Promise<boolean> {
	for (let tries = 0; tries < TRIES; tries++) {
		side.line.send(bytes);
		try {
			const answer = await side.answer([ACK, NAK, WANT_CRC], ANSWER_MS);
			if (answer === ACK) return true;
			if (answer === NAK && !stubborn) return false;
		} catch (error) {
			if (!(error instanceof TimeOut)) throw error;
		}
	}
	throw new TransferError(`a block was refused ${TRIES} times`);
}

async function putFile(side: Side, file: TransferFile, progress: Progress): Promise<void> {
	const head = new TextEncoder().encode(`${file.name}\0${file.bytes.length} `);
	await put(side, block(0, head, head.length > SHORT ? LONG : SHORT, 0));
	await side.answer([WANT_CRC], ANSWER_MS);
	let size = LONG;
	for (let at = 0, number = 1; at < file.bytes.length;) {
		const rest = file.bytes.subarray(at, at + size);
		const long = rest.length > SHORT;
		if (await put(side, block(number, rest, long ? LONG : SHORT, CTRL_Z), !long)) {
			at += size;
			number++;
			progress(file.name, Math.min(at, file.bytes.length), file.bytes.length);
		} else size = SHORT; // on a bad line, shorter blocks come through
	}
	await put(side, Uint8Array.of(EOT));
}

/**
 * Sends files to a receiver that has been started, or will be within a minute.
 * @param signal cancels it
 */
export function sendFiles(
	line: Line,
	files: TransferFile[],
	progress: Progress = () => {},
	signal?: AbortSignal,
): Promise<void> {
	return side(line, signal, async (one) => {
		for (const file of files) {
			await one.answer([WANT_CRC], 60_000);
			await putFile(one, file, progress);
		}
		await one.answer([WANT_CRC], ANSWER_MS);
		await put(one, block(0, new Uint8Array(), SHORT, 0));
	});
}

/** A block that came. */
interface Came {
	number: number;
	data: Uint8Array;
}

/** The next block, or "end" of a file. Damaged ones are asked for again. */
async function take(side: Side, ask: number): Promise<Came | "end"> {
	for (let tries = 0; tries < TRIES; tries++) {
		try {
			const kind = await side.answer(
				[SOH, STX, EOT],
				tries || ask !== WANT_CRC ? ANSWER_MS : START_MS,
			);
			if (kind === EOT) return "end";
			const rest = await side.reader.bytes((kind === STX ? LONG : SHORT) + 4);
			const [number = 0, complement] = rest;
			const data = rest.subarray(2, -2);
			const sum = ((rest.at(-2) ?? 0) << 8) | (rest.at(-1) ?? 0);
			if ((number ^ 0xff) === complement && sum === crc16(data)) return { number, data };
		} catch (error) {
			if (!(error instanceof TimeOut)) throw error;
		}
		side.reader.drop();
		side.line.send(Uint8Array.of(ask));
	}
	throw new TransferError("no block came undamaged");
}

interface Head {
	name: string;
	size: number | undefined;
}

/** The name and size in block 0; an empty name: no more files. */
function headOf(data: Uint8Array): Head {
	const text = new TextDecoder().decode(data);
	const [name = "", rest = ""] = text.split("\0");
	const size = parseInt(rest, 10);
	return { name, size: Number.isFinite(size) ? size : undefined };
}

async function takeFile(side: Side, head: Head, progress: Progress): Promise<TransferFile> {
	const pieces: Uint8Array[] = [];
	let done = 0;
	side.line.send(Uint8Array.of(ACK, WANT_CRC));
	for (let next = 1; ;) {
		const came = await take(side, next === 1 ? WANT_CRC : NAK);
		if (came === "end") break;
		if (came.number === (next & 0xff)) {
			pieces.push(came.data);
			done += came.data.length;
			next++;
			progress(head.name, Math.min(done, head.size ?? done), head.size ?? 0);
		} else if (came.number !== ((next - 1) & 0xff)) {
			throw new TransferError("blocks came out of order");
		}
		side.line.send(Uint8Array.of(ACK));
	}
	side.line.send(Uint8Array.of(ACK));
	return { name: head.name, bytes: join(pieces).subarray(0, head.size ?? done) };
}

/**
 * Receives the files of a sender that has been started, or will be within half a minute.
 * @param signal cancels it
 */
export function receiveFiles(
	line: Line,
	progress: Progress = () => {},
	signal?: AbortSignal,
): Promise<TransferFile[]> {
	return side(line, signal, async (one) => {
		const files: TransferFile[] = [];
		for (;;) {
			one.line.send(Uint8Array.of(WANT_CRC));
			const came = await take(one, WANT_CRC);
			if (came === "end") {
				one.line.send(Uint8Array.of(ACK)); // its acknowledgement was lost
				continue;
			}
			if (came.number !== 0) throw new TransferError("no file's name came");
			const head = headOf(came.data);
			if (!head.name) break;
			files.push(await takeFile(one, head, progress));
		}
		one.line.send(Uint8Array.of(ACK));
		return files;
	});
}
