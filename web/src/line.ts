/** A line of bytes to a machine: the emulator, a serial port, QEMU's websocket, or the shell in the page. */
export interface Line {
	/** Sends bytes, in order. A line that is closed drops them. */
	send(bytes: Uint8Array): void;
	/** Calls back with what arrives. Returns what ends that. */
	onBytes(callback: (bytes: Uint8Array) => void): () => void;
	/** Calls back once when the other end is gone, with the reason, for people. */
	onEnd(callback: (why: string) => void): void;
	/** Closes the line. */
	close(): void;
}

const encoder = new TextEncoder();

/** Sends text as UTF-8. */
export function sendText(line: Line, text: string): void {
	line.send(encoder.encode(text));
}

/** The receivers of a line, for those who implement one. */
export class Receivers {
	private readonly callbacks = new Set<(bytes: Uint8Array) => void>();
	private readonly ends = new Set<(why: string) => void>();
	private ended: string | undefined;

	/** See Line.onBytes. */
	add(callback: (bytes: Uint8Array) => void): () => void {
		this.callbacks.add(callback);
		return () => this.callbacks.delete(callback);
	}

	/** See Line.onEnd. Calls back at once if the line has ended. */
	addEnd(callback: (why: string) => void): void {
		if (this.ended === undefined) this.ends.add(callback);
		else callback(this.ended);
	}

	/** Hands bytes to all receivers. */
	receive(bytes: Uint8Array): void {
		for (const callback of [...this.callbacks]) callback(bytes);
	}

	/** Reports the end, once. */
	end(why: string): void {
		if (this.ended !== undefined) return;
		this.ended = why;
		for (const callback of this.ends) callback(why);
	}
}
