import { make } from "./dom.ts";

interface Step {
	title: string;
	text: string;
	command: string;
}

const STEPS: Step[] = [
	{
		title: "What is here?",
		text: "This is the program as it runs on a board: no operating system, only firmware below it. The commands come in groups.",
		command: "help",
	},
	{
		title: "What does the tree say?",
		text: "Firmware passes a device tree, which describes the board. It is a folder of nodes: Tab completes their names.",
		command: "ls -l /",
	},
	{
		title: "Where is what?",
		text: "The physical memory map by the tree: RAM, what is reserved, and the registers of each device.",
		command: "map",
	},
	{
		title: "Is the tree right?",
		text: "The checks find what dtc does not: overlaps, references to what is not there, clocks without a source. Each line says what to type.",
		command: "check",
	},
	{
		title: "Change it",
		text: "An edit makes a copy, so that firmware's own tree stays as it was. This prints the edit as an overlay's source; undo takes it back.",
		command: "set /chosen/bootargs quiet; export dts",
	},
];

/* There the text is folded: the terminal needs the room. */
const narrow = matchMedia("(max-width: 700px)");

/**
 * The guided tour: five steps, each with a command to type.
 * @param type types a command at the machine's prompt
 * @param leave is called when the visitor leaves the tour
 */
export function makeTour(type: (command: string) => void, leave: () => void): HTMLElement {
	const box = make("aside", { class: "tour", "aria-label": "Guided tour" });
	const show = (at: number): void => {
		const step = STEPS[at];
		if (!step) return;
		const last = at === STEPS.length - 1;
		box.replaceChildren(
			make(
				"details",
				{ open: !narrow.matches },
				make(
					"summary",
					{},
					make("span", { class: "note" }, `Step ${at + 1} of ${STEPS.length}`),
					make("h2", {}, step.title),
				),
				make("p", {}, step.text),
			),
			make("code", { class: "command" }, step.command),
			make(
				"div",
				{ class: "bar" },
				make("button", { class: "main", onclick: () => type(step.command) }, "Type it"),
				make("button", { disabled: at === 0, onclick: () => show(at - 1) }, "Back"),
				make(
					"button",
					{ onclick: () => (last ? leave() : show(at + 1)) },
					last ? "Done" : "Next",
				),
				make("button", { class: "plain", onclick: leave }, "Leave"),
			),
		);
	};
	show(0);
	return box;
}
