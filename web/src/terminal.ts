import { FitAddon } from "@xterm/addon-fit";
import { Terminal, type ITheme } from "@xterm/xterm";
import { sendText, type Line } from "./line.ts";

const light: ITheme = {
	background: "#fbfbf8",
	foreground: "#1b2330",
	cursor: "#0b57a4",
	cursorAccent: "#fbfbf8",
	selectionBackground: "#b9d5f5",
};

const dark: ITheme = {
	background: "#0b0e14",
	foreground: "#dbe2ee",
	cursor: "#fca311",
	cursorAccent: "#0b0e14",
	selectionBackground: "#2f4a72",
};

const LEAST_COLUMNS = 80;

const darkWish = matchMedia("(prefers-color-scheme: dark)");

/** A terminal that fills its element. */
export class TerminalPane {
	private readonly terminal: Terminal;
	private readonly fitter = new FitAddon();
	private detach: (() => void) | undefined;

	/** @param label what screen readers call it */
	constructor(
		private readonly element: HTMLElement,
		label: string,
	) {
		this.terminal = new Terminal({
			theme: darkWish.matches ? dark : light,
			fontFamily: getComputedStyle(element).getPropertyValue("--mono"),
			fontSize: fontSizeOf(element),
			scrollback: 5000,
			cursorBlink: true,
			minimumContrastRatio: 4.5,
			screenReaderMode: true,
		});
		this.terminal.loadAddon(this.fitter);
		this.terminal.open(element);
		this.terminal.textarea?.setAttribute("aria-label", label);
		darkWish.addEventListener("change", () => {
			this.terminal.options.theme = darkWish.matches ? dark : light;
		});
		new ResizeObserver(() => this.fit()).observe(element);
		this.fit();
	}

	/** Columns and rows of the screen. */
	get size(): { columns: number; rows: number } {
		return { columns: this.terminal.cols, rows: this.terminal.rows };
	}

	/** Shows what a machine sends. LF alone begins a new line too. */
	write(bytes: Uint8Array | string): void {
		this.terminal.write(bytes);
	}

	/** Calls back with what is typed or pasted. */
	onKeys(callback: (text: string) => void): () => void {
		const listener = this.terminal.onData(callback);
		return () => listener.dispose();
	}

	/** Shows what the line sends, and sends what is typed, until another line is attached. */
	attach(line: Line): void {
		this.detach?.();
		const noBytes = line.onBytes((bytes) => this.write(bytes));
		const noKeys = this.onKeys((text) => sendText(line, text));
		this.detach = () => {
			noBytes();
			noKeys();
		};
	}

	/** Clears screen and scrollback. */
	reset(): void {
		this.terminal.reset();
	}

	/**
	 * Takes as many columns and rows as there is room for, but at least the 80 for which the shell
	 * lays out its lines: where they do not fit, the terminal scrolls sideways. A hidden terminal
	 * stays as it is.
	 */
	fit(): void {
		const room = this.element.clientWidth ? this.fitter.proposeDimensions() : undefined;
		if (room) this.terminal.resize(Math.max(room.cols, LEAST_COLUMNS), Math.max(room.rows, 1));
	}

	/** Gives it the keyboard. */
	focus(): void {
		this.terminal.focus();
	}

	/** The text on the screen and in the scrollback, for tests and for the log. */
	text(): string {
		const buffer = this.terminal.buffer.active;
		const lines: string[] = [];
		for (let row = 0; row < buffer.length; row++)
			lines.push(buffer.getLine(row)?.translateToString(true) ?? "");
		return lines.join("\n").trimEnd();
	}
}

/* Pixels: views whose terminal stands beside other things set --terminal-size. */
function fontSizeOf(element: HTMLElement): number {
	const wish = Number(getComputedStyle(element).getPropertyValue("--terminal-size"));
	return wish || (innerWidth < 600 ? 11 : 14);
}
