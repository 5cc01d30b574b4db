import { propertyPath, typeable, word } from "../command.ts";
import { make } from "../dom.ts";
import type { ClockRow, IrqRow, NodeRow, PropertyRow, ReferenceRow, RegRow } from "../reports.ts";
import { boardFacts } from "./board.ts";
import { emptyNote, nameOf, nodeLink, rateWords, sizeWords, type ViewContext } from "./view.ts";

/* Properties whose value is a number of Hz. */
const RATES = /^(?:timebase-frequency|clock-frequency|.*-frequency|bus-frequency)$/;
const OFF = /^(?:disabled|reserved|fail)/;

/** A node: what it is, its properties with their meaning, and who refers to it. */
export class NodeDetails {
	readonly element = make("section", { class: "node", "aria-label": "The node" });

	/** @param labelled the node with that label, for links in values */
	constructor(
		private readonly context: ViewContext,
		private readonly labelled: (label: string) => NodeRow | undefined,
	) {}

	/** Shows the node. */
	show(node: NodeRow): void {
		const path = word(node.path);
		const properties =
			this.context.model.report<{ properties: PropertyRow[] }>(`ls -j ${path}`)?.properties ??
			[];
		this.element.dataset["node"] = node.path;
		this.element.replaceChildren(
			this.head(node),
			this.table(node, properties, this.meanings(path, properties)),
			this.add(node),
			...this.references(path),
		);
	}

	/** Shows that no node is chosen. */
	clear(): void {
		this.element.replaceChildren(emptyNote("Choose a node."));
	}

	private head(node: NodeRow): HTMLElement {
		const off = node.status !== undefined && OFF.test(node.status);
		const facts = [node.label ? `&${node.label}` : "", ...node.alias].filter(Boolean);
		const head = make(
			"header",
			{},
			make("h2", {}, nameOf(node.path)),
			...(node.path === "/" ? [] : [make("p", { class: "path" }, node.path)]),
			make("p", { class: "facts" }, ...facts.map((fact) => make("code", {}, fact))),
		);
		if (node.path === "/") {
			head.append(boardFacts(this.context));
			return head;
		}
		head.append(
			make(
				"div",
				{ class: "bar" },
				make(
					"button",
					{
						onclick: () =>
							this.context.type(`${off ? "enable" : "disable"} ${word(node.path)}`),
					},
					off ? "Enable" : "Disable",
				),
				make(
					"button",
					{ onclick: () => this.context.type(`rm ${word(node.path)}`) },
					"Remove the node",
				),
			),
		);
		return head;
	}

	/* By property: what its entries mean, one a line. */
	private meanings(path: string, properties: PropertyRow[]): Map<string, (Node | string)[][]> {
		const { model } = this.context;
		const lines = new Map<string, (Node | string)[][]>();
		const add = (property: string, ...line: (Node | string)[]) => {
			const known = lines.get(property);
			if (known) known.push(line);
			else lines.set(property, [line]);
		};
		for (const row of model.report<{ registers: RegRow[] }>(`reg -j ${path}`)?.registers ?? [])
			add(row.property, regMeaning(row));
		const irqs = model.report<{ interrupts: IrqRow[] }>(`irq -j ${path}`)?.interrupts ?? [];
		const irqProperty = properties.some((row) => row.name === "interrupts-extended")
			? "interrupts-extended"
			: "interrupts";
		for (const row of irqs) add(irqProperty, ...this.irqMeaning(row));
		for (const row of model.report<{ clocks: ClockRow[] }>(`clock -j ${path}`)?.clocks ?? [])
			add(row.property, ...this.clockMeaning(row));
		return lines;
	}

	private irqMeaning(row: IrqRow): (Node | string)[] {
		const meaning = [row.name, row.meaning ?? row.specifier?.join(" "), row.fault]
			.filter(Boolean)
			.join(": ");
		return row.controller
			? [`${meaning} at `, nodeLink(this.context, row.controller, nameOf(row.controller))]
			: [meaning];
	}

	private clockMeaning(row: ClockRow): (Node | string)[] {
		const details = [
			row.name,
			row.output,
			row.hz === undefined ? undefined : rateWords(row.hz),
			row.fault,
		].filter(Boolean);
		return row.provider
			? [
					`${details.join(", ")} from `,
					nodeLink(this.context, row.provider, nameOf(row.provider)),
				]
			: [details.join(", ")];
	}

	private table(
		node: NodeRow,
		properties: PropertyRow[],
		meanings: Map<string, (Node | string)[][]>,
	): HTMLElement {
		const table = make("dl", { class: "properties" });
		for (const row of properties) {
			const value = make("dd", {}, this.value(node, row));
			for (const line of meanings.get(row.name) ?? ownMeaning(row))
				value.append(make("p", { class: "meaning" }, ...line));
			table.append(
				make(
					"div",
					{ "data-property": row.name, "data-value": row.value, "data-type": row.type },
					make("dt", {}, row.name),
					value,
				),
			);
		}
		if (!properties.length) return emptyNote("No properties.");
		return table;
	}

	private value(node: NodeRow, row: PropertyRow): HTMLElement {
		const line = make("div", { class: "value" });
		const set = (text: string) =>
			this.context.type(`set ${propertyPath(node.path, row.name)} ${text}`.trimEnd());
		const remove = () => this.context.type(`rm ${propertyPath(node.path, row.name)}`);
		const show = () =>
			line.replaceChildren(
				make(
					"code",
					{},
					...this.linked(row.value ?? (row.type === "flag" ? "(present)" : "")),
				),
				make(
					"span",
					{ class: "tools" },
					tool("✎", `Edit ${row.name}`, () =>
						this.edit(line, row.value ?? "", show, set),
					),
					tool("✕", `Remove ${row.name}`, remove),
				),
			);
		show();
		return line;
	}

	private edit(
		line: HTMLElement,
		text: string,
		cancel: () => void,
		done: (text: string) => void,
	): void {
		const input = make("input", {
			value: text,
			"aria-label": "Value, as in source",
			spellcheck: "false",
			autocapitalize: "off",
		});
		const form = make(
			"form",
			{
				onsubmit: (event: Event) => {
					event.preventDefault();
					const value = typeable(input.value).trim();
					cancel();
					if (value !== text) done(value);
				},
				onkeydown: (event: KeyboardEvent) => {
					if (event.key === "Escape") cancel();
				},
			},
			input,
			make("button", { class: "main" }, "Set"),
		);
		line.replaceChildren(form);
		input.focus();
	}

	private add(node: NodeRow): HTMLElement {
		const name = make("input", { placeholder: "property", "aria-label": "New property" });
		const value = make("input", {
			placeholder: 'value: "text", <1 0x10 &label>, or nothing',
			"aria-label": "Its value, as in source",
		});
		for (const input of [name, value]) input.spellcheck = false;
		return make(
			"form",
			{
				class: "add",
				onsubmit: (event: Event) => {
					event.preventDefault();
					if (!name.value.trim()) return;
					const path = propertyPath(node.path, typeable(name.value.trim()));
					this.context.type(`set ${path} ${typeable(value.value)}`.trimEnd());
				},
			},
			name,
			value,
			make("button", {}, "Add"),
		);
	}

	/* &LABEL in a value leads to the node. */
	private linked(value: string): (Node | string)[] {
		if (value.startsWith('"')) return [value];
		return value.split(/(&[A-Za-z_]\w*)/).map((part) => {
			const node = part.startsWith("&") ? this.labelled(part.slice(1)) : undefined;
			return node ? nodeLink(this.context, node.path, part) : part;
		});
	}

	private references(path: string): HTMLElement[] {
		const rows =
			this.context.model.report<{ references: ReferenceRow[] }>(`refs -j ${path}`)
				?.references ?? [];
		if (!rows.length) return [];
		const list = make("ul", {});
		const seen = new Set<string>();
		for (const row of rows) {
			const key = `${row.from} ${row.property}`;
			if (seen.has(key)) continue;
			seen.add(key);
			list.append(
				make(
					"li",
					{},
					nodeLink(this.context, row.from),
					make("span", { class: "note" }, ` ${row.property}`),
				),
			);
		}
		return [
			make(
				"details",
				{ open: seen.size <= 8 },
				make("summary", {}, `Referred to by ${seen.size}`),
				list,
			),
		];
	}
}

function tool(sign: string, label: string, work: () => void): HTMLElement {
	return make(
		"button",
		{ class: "quiet", "aria-label": label, title: label, onclick: work },
		sign,
	);
}

function regMeaning(row: RegRow): string {
	const name = row.name ? `${row.name}: ` : "";
	if (row.hart !== undefined) return `${name}hart ${row.hart}`;
	if (row.number !== undefined) return `${name}number ${row.number} on its bus`;
	if (row.pci !== undefined) return `${name}PCI ${row.pci}`;
	const size = row.size === undefined ? "" : `, ${sizeWords(BigInt(row.size))}`;
	const moved = row.bus !== undefined && row.bus !== row.cpu ? ` (on its bus ${row.bus})` : "";
	if (row.cpu === undefined)
		return `${name}not reachable by the CPU: ${row.fault ?? row.bus ?? ""}`;
	return `${name}at ${row.cpu}${moved}${size}`;
}

/* What a value means by itself. */
function ownMeaning(row: PropertyRow): (Node | string)[][] {
	const cells = /^<(0x[0-9a-f]+|\d+)>$/.exec(row.value ?? "")?.[1];
	if (cells === undefined) return [];
	if (RATES.test(row.name)) return [[rateWords(Number(cells))]];
	const number = Number(cells);
	return cells.startsWith("0x") && number > 9 && row.name !== "phandle" ? [[String(number)]] : [];
}
