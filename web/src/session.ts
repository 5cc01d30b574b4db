import { Receivers, sendText, type Line } from "./line.ts";

/* Colours, moves of the cursor and bells, which are no text. */
const CONTROL = /\x1b\[[0-9;?]*[@-~]|[\x00-\x09\x0b-\x1f\x7f]/g;
/* The image's prompt is the path of the current node. */
const PROMPT = /(?:^|\n)\/[\w,.+@/-]*> $/;
/* After this line of `load` and `send` the line is the transfer's. */
const TRANSFER_BEGINS = /\n(?:Send|Receive) now: [^\n]*\n/;
const TAIL = 4096;
const SILENCE_MS = 15_000;
const PIECE = 8; // bytes that are typed at once
const ECHO_MS = 1000;

/** Text without control characters, its lines ended by LF. */
export function plain(text: string): string {
	return text.replace(CONTROL, "");
}

/** True if the text ends with the image's prompt. */
export function endsWithPrompt(text: string): boolean {
	return PROMPT.test(plain(text.slice(-TAIL)));
}

/**
 * A machine with Firstlight's prompt at the other end of a line. What the page itself asks is not
 * shown; what the visitor types meanwhile is sent after it.
 */
export class Session implements Line {
	private readonly receivers = new Receivers();
	private readonly decoder = new TextDecoder("latin1");
	private readonly commands = new Set<() => void>();
	private tail = "";
	private held: Uint8Array[] = [];
	private turn: Promise<unknown> = Promise.resolve();
	private quiet = false;
	private entered = false;

	constructor(private readonly line: Line) {
		line.onBytes((bytes) => this.receive(bytes));
		line.onEnd((why) => this.receivers.end(why));
	}

	send(bytes: Uint8Array): void {
		if (this.quiet) {
			this.held.push(bytes);
			return;
		}
		this.entered ||= bytes.includes(13);
		this.line.send(bytes);
	}

	onBytes(callback: (bytes: Uint8Array) => void): () => void {
		return this.receivers.add(callback);
	}

	onEnd(callback: (why: string) => void): void {
		this.receivers.addEnd(callback);
	}

	close(): void {
		this.line.close();
	}

	/** Calls back when a command that the visitor typed has ended. */
	onCommand(callback: () => void): void {
		this.commands.add(callback);
	}

	/** Types a command once the prompt is there, as the visitor would: what it printed. */
	command(text: string): Promise<string> {
		return this.alone(false, () => this.run(text));
	}

	/**
	 * The same unseen: neither the terminal nor the image's history shows it.
	 * @param progress is called with what was printed so far
	 */
	ask(text: string, progress?: (text: string) => void): Promise<string> {
		return this.alone(true, () => this.run(` ${text}`, progress));
	}

	/**
	 * Types `load` or `send`, and gives the line to a transfer: what the image reports at its end.
	 * Fails where the command does not begin one, with what the image says.
	 */
	transfer(command: string, run: (line: Line) => Promise<void>): Promise<string> {
		return this.alone(true, async () => {
			await this.prompt();
			const begun = this.until((text) => TRANSFER_BEGINS.test(text) || endsWithPrompt(text));
			sendText(this.line, `${command}\r`);
			const text = await begun;
			this.show(text);
			if (!TRANSFER_BEGINS.test(text)) throw new Error(answerOf(text).trim());
			const report = this.until(endsWithPrompt, undefined, Infinity);
			await run(this.line);
			const printed = await report;
			const shown = printed.slice(printed.search(/[^\n]*crc32|[^\n]*\n[^\n]*$/));
			this.show(shown);
			return plain(shown);
		});
	}

	/** One after the other; what is typed meanwhile is held back. */
	private alone<T>(quiet: boolean, run: () => Promise<T>): Promise<T> {
		const turn = this.turn.then(async () => {
			this.quiet = quiet;
			try {
				return await run();
			} finally {
				this.quiet = false;
				for (const bytes of this.held.splice(0)) this.send(bytes);
			}
		});
		this.turn = turn.catch(() => undefined);
		return turn;
	}

	private async run(text: string, progress?: (text: string) => void): Promise<string> {
		await this.prompt();
		const printed = this.until(endsWithPrompt, progress);
		printed.catch(() => undefined); // reported below
		await this.type(`${text}\r`);
		return answerOf(await printed);
	}

	/* A UART's FIFO may have 16 bytes, and the hart sleeps: the first byte wakes it, and each piece waits
	 * for the echo of the one before it. */
	private async type(text: string): Promise<void> {
		for (let at = 0; at < text.length;) {
			const piece = text.slice(at, at === 0 ? 1 : at + PIECE);
			const echo = this.came(piece.length);
			sendText(this.line, piece);
			await echo;
			at += piece.length;
		}
	}

	/* Waits until that many bytes have come, or for a while. */
	private came(count: number): Promise<void> {
		return new Promise((resolve) => {
			const end = (): void => {
				stop();
				clearTimeout(timer);
				resolve();
			};
			const stop = this.line.onBytes((bytes) => {
				count -= bytes.length;
				if (count <= 0) end();
			});
			const timer = setTimeout(end, ECHO_MS);
		});
	}

	/** Waits for the prompt; Enter brings it where the machine has printed nothing yet. */
	private async prompt(): Promise<void> {
		if (endsWithPrompt(this.tail)) return;
		const printed = this.until(endsWithPrompt);
		if (!this.tail) sendText(this.line, "\r");
		await printed;
	}

	/** What comes until it is enough; that is looked for after the end of a line. */
	private until(
		enough: (text: string) => boolean,
		progress?: (text: string) => void,
		silence = SILENCE_MS,
	): Promise<string> {
		return new Promise((resolve, reject) => {
			let text = "";
			let timer: ReturnType<typeof setTimeout> | undefined;
			const end = (): void => {
				stop();
				clearTimeout(timer);
			};
			const wait = (): void => {
				clearTimeout(timer);
				if (silence === Infinity) return;
				timer = setTimeout(() => {
					end();
					reject(new Error("the machine does not answer: its prompt did not come"));
				}, silence);
			};
			const stop = this.line.onBytes((bytes) => {
				text += this.decoder.decode(bytes);
				progress?.(text);
				wait();
				if (!text.includes("\n") || !enough(text)) return;
				end();
				resolve(text);
			});
			this.line.onEnd((why) => {
				end();
				reject(new Error(why));
			});
			wait();
		});
	}

	private receive(bytes: Uint8Array): void {
		this.tail = (this.tail + this.decoder.decode(bytes)).slice(-TAIL);
		if (this.quiet) return;
		this.receivers.receive(bytes);
		if (!this.entered || !endsWithPrompt(this.tail)) return;
		this.entered = false;
		for (const callback of this.commands) callback();
	}

	private show(text: string): void {
		this.receivers.receive(Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
	}
}

/** What a command printed, between its echo and the next prompt. */
function answerOf(printed: string): string {
	const text = plain(printed);
	return text.slice(text.indexOf("\n") + 1, text.lastIndexOf("\n") + 1);
}
