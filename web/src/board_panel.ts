import { make } from "./dom.ts";
import { MachineView } from "./machine_view.ts";
import { findRate, hasSerial, RATES, SerialLine } from "./serial.ts";
import type { Panel } from "./tabs.ts";

const FIND = "find";
const MISSING =
	"This browser has no Web Serial, so this page cannot open a serial port in it. Chrome, Edge, Opera and " +
	"others that are made of Chromium have it on a desktop, for pages from https:// or from this machine. " +
	"With any other browser, use a terminal program: docs/transfer.md in the repository says how.";

/** The panel "Your board": a real serial port. */
class BoardPanel implements Panel {
	private readonly view: MachineView;
	private readonly rate = make(
		"select",
		{ "aria-label": "Rate" },
		...RATES.map((rate) => make("option", { value: rate }, `${rate} baud`)),
		make("option", { value: FIND }, "find the rate"),
	);
	private readonly open: HTMLButtonElement;
	private readonly close: HTMLButtonElement;
	private line: SerialLine | undefined;

	constructor(element: HTMLElement, showTree: () => void) {
		this.open = make(
			"button",
			{ class: "main", onclick: () => void this.connect() },
			"Open a port…",
		);
		this.close = make(
			"button",
			{ hidden: true, onclick: () => void this.disconnect() },
			"Close",
		);
		element.classList.add("live");
		element.append(make("div", { class: "bar" }, this.rate, this.open, this.close));
		this.view = new MachineView(element, "Terminal of the board", showTree);
		this.view.say(
			"Connect the board's console, and open its port here. 8 data bits, no parity.",
		);
	}

	shown(): void {
		this.view.shown();
	}

	private async connect(): Promise<void> {
		await this.disconnect();
		try {
			const port = await navigator.serial.requestPort();
			const rate = await this.chooseRate(port);
			const line = await SerialLine.open(port, rate);
			this.line = line;
			this.rate.value = String(rate);
			line.onEnd(() => (this.close.hidden = true));
			this.close.hidden = false;
			this.view.attach(line, `the board, ${rate} baud`);
		} catch (error) {
			this.view.say((error as Error).message, true);
		}
	}

	private async chooseRate(port: SerialPort): Promise<number> {
		if (this.rate.value !== FIND) return Number(this.rate.value);
		const found = await findRate(port, (rate) => this.view.say(`Trying ${rate} baud`));
		if (found === undefined)
			throw new Error("no rate gave text: is the board on, and are RX and TX the right way?");
		return found;
	}

	private async disconnect(): Promise<void> {
		await this.line?.release();
		this.line = undefined;
	}
}

/** Makes the panel "Your board". */
export function startBoardPanel(element: HTMLElement, showTree: () => void): Panel {
	if (hasSerial()) return new BoardPanel(element, showTree);
	element.append(make("p", { class: "missing" }, MISSING));
	return { shown() {} };
}
