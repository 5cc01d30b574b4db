import { Receivers, type Line } from "./line.ts";

/** A websocket whose messages are bytes, as QEMU's `-serial websocket:` has it. */
export class WebsocketLine implements Line {
	private readonly receivers = new Receivers();

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
		if (this.socket.readyState === WebSocket.OPEN) this.socket.send(new Uint8Array(bytes));
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
