import { Receivers, type Line } from "./line.ts";

/*
 * QEMU (7.2) loses what comes over a websocket while its UART's FIFO of 16 bytes is full. So bytes
 * go in small frames, with a pause in which the machine reads them: some 2 KB a second.
 */
const FRAME = 8;
const PAUSE_MS = 1;

/** A websocket whose messages are bytes, as QEMU's `-serial websocket:` has it. */
export class WebsocketLine implements Line {
	private readonly receivers = new Receivers();
	private readonly queue: Uint8Array<ArrayBuffer>[] = [];

	private constructor(private readonly socket: WebSocket) {
		socket.onmessage = (event: MessageEvent<ArrayBuffer>) =>
			this.receivers.receive(new Uint8Array(event.data));
		socket.onclose = () => this.receivers.end("The other side has closed the connection.");
	}

	/** Connects. Fails with a message for people. */
	static open(address: string): Promise<WebsocketLine> {
		return new Promise((resolve, reject) => {
			const socket = new WebSocket(address);
			socket.binaryType = "arraybuffer";
			const line = new WebsocketLine(socket);
			socket.onopen = () => resolve(line);
			socket.onerror = () =>
				reject(
					new Error(`${address}: no connection; is QEMU running, and with this port?`),
				);
		});
	}

	send(bytes: Uint8Array): void {
		const idle = !this.queue.length;
		for (let at = 0; at < bytes.length; at += FRAME)
			this.queue.push(new Uint8Array(bytes.subarray(at, at + FRAME)));
		if (idle) this.sendFrame();
	}

	private sendFrame(): void {
		const frame = this.queue[0];
		if (!frame || this.socket.readyState !== WebSocket.OPEN) return;
		this.socket.send(frame);
		setTimeout(() => {
			this.queue.shift();
			this.sendFrame();
		}, PAUSE_MS);
	}

	onBytes(callback: (bytes: Uint8Array) => void): () => void {
		return this.receivers.add(callback);
	}

	onEnd(callback: (why: string) => void): void {
		this.receivers.addEnd(callback);
	}

	close(): void {
		this.socket.close();
		this.receivers.end("Closed.");
	}
}
