import { make } from "./dom.ts";
import { MachineView } from "./machine_view.ts";
import type { Panel } from "./tabs.ts";
import { WebsocketLine } from "./websocket.ts";

const ADDRESS = "ws://127.0.0.1:7703";
const COMMAND =
	"qemu-system-riscv64 -M virt -display none -kernel firstlight.bin -serial websocket:127.0.0.1:7703,server=on,wait=on";

/** Makes the panel "QEMU": a machine whose serial line is a websocket. */
export function startQemuPanel(
	element: HTMLElement,
	showTree: () => void,
	address?: string,
): Panel {
	const input = make("input", {
		type: "url",
		value: address ?? ADDRESS,
		size: 28,
		"aria-label": "Websocket address",
	});
	const button = make("button", { class: "main", type: "submit" }, "Connect");
	const form = make("form", { class: "bar" }, input, button);
	element.classList.add("live");
	element.append(
		form,
		make(
			"p",
			{ class: "note hint" },
			"Start QEMU so, or both it and this page by make run-web in a checkout: ",
			make("code", {}, COMMAND),
		),
	);
	const view = new MachineView(element, "Terminal of the machine in QEMU", showTree);
	let line: WebsocketLine | undefined;
	const connect = async (): Promise<void> => {
		line?.close();
		try {
			line = await WebsocketLine.open(input.value);
			view.attach(line, input.value);
		} catch (error) {
			view.say((error as Error).message, true);
		}
	};
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		void connect();
	});
	if (address) void connect();
	return { shown: () => view.shown() };
}
