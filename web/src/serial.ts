/* Serial ports by Web Serial. Source: https://wicg.github.io/serial/. */
import { join } from "./bytes.ts";
import { Receivers, type Line } from "./line.ts";
import { endsWithPrompt } from "./session.ts";

/** The rates that boards use, the likeliest first. */
export const RATES = [115200, 1500000, 9600, 57600, 38400, 921600, 230400, 460800, 19200, 3000000];

const LISTEN_MS = 400;
const BUFFER = 1 << 16;

/** Whether this browser has Web Serial. */
export function hasSerial(): boolean {
	return "serial" in navigator;
}

/** An open serial port. */
export class SerialLine implements Line {
	private readonly receivers = new Receivers();
	private readonly writer: WritableStreamDefaultWriter<Uint8Array>;
	private reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
	private closing = false;

	private constructor(
		private readonly port: SerialPort,
		writable: WritableStream<Uint8Array>,
	) {
		this.writer = writable.getWriter();
		void this.read();
	}

	/** Opens a port at a rate. Fails with a message for people. */
	static async open(port: SerialPort, rate: number): Promise<SerialLine> {
		try {
			await port.open({ baudRate: rate, bufferSize: BUFFER });
		} catch (error) {
			throw new Error(`the port cannot be opened: ${(error as Error).message}`);
		}
		if (!port.writable) throw new Error("the port cannot be written to");
		return new SerialLine(port, port.writable);
	}

	send(bytes: Uint8Array): void {
		if (!this.closing) this.writer.write(bytes).catch((error: unknown) => this.lost(error));
	}

	onBytes(callback: (bytes: Uint8Array) => void): () => void {
		return this.receivers.add(callback);
	}

	onEnd(callback: (why: string) => void): void {
		this.receivers.addEnd(callback);
	}

	close(): void {
		void this.release();
	}

	/** Closes the port; afterwards it can be opened again. */
	async release(): Promise<void> {
		if (this.closing) return;
		this.closing = true;
		await this.reader?.cancel().catch(() => undefined);
		await this.writer.abort().catch(() => undefined);
		this.writer.releaseLock();
		await this.port.close().catch(() => undefined);
		this.receivers.end("Closed.");
	}

	/** Framing errors and the like end a stream, not the port: it has another one then. */
	private async read(): Promise<void> {
		while (this.port.readable && !this.closing) {
			this.reader = this.port.readable.getReader() as ReadableStreamDefaultReader<Uint8Array>;
			try {
				for (;;) {
					const { value, done } = await this.reader.read();
					if (done) break;
					this.receivers.receive(value);
				}
			} catch {
				// The next stream goes on; if there is none, the device is gone.
			} finally {
				this.reader.releaseLock();
			}
		}
		if (!this.closing) this.lost("the device is gone");
	}

	private lost(why: unknown): void {
		this.receivers.end(
			`The port was lost: ${why instanceof Error ? why.message : String(why)}`,
		);
	}
}

/** How much of what came at some rate is text: 0 to 1. A prompt is certain. */
export function likelihood(bytes: Uint8Array): number {
	if (!bytes.length) return 0;
	const text = new TextDecoder("latin1").decode(bytes);
	if (endsWithPrompt(text)) return 1;
	const good = [...bytes].filter(
		(byte) => byte === 10 || byte === 13 || byte === 27 || (byte >= 32 && byte < 127),
	);
	return (0.99 * good.length) / bytes.length;
}

/** Presses Enter at the usual rates until something that can be read answers. */
export async function findRate(
	port: SerialPort,
	report: (rate: number) => void,
): Promise<number | undefined> {
	let best: { rate: number; how: number } | undefined;
	for (const rate of RATES) {
		report(rate);
		const how = await tryRate(port, rate);
		if (how > 0.95) return rate;
		if (how > (best?.how ?? 0.7)) best = { rate, how };
	}
	return best?.rate;
}

async function tryRate(port: SerialPort, rate: number): Promise<number> {
	const line = await SerialLine.open(port, rate);
	const pieces: Uint8Array[] = [];
	line.onBytes((bytes) => pieces.push(bytes));
	line.send(Uint8Array.of(13));
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, LISTEN_MS);
		line.onBytes(() => {
			if (likelihood(join(pieces)) < 1) return;
			clearTimeout(timer);
			resolve();
		});
	});
	await line.release();
	return likelihood(join(pieces));
}
