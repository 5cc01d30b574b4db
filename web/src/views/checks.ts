import { make } from "../dom.ts";
import type { CheckReport, FindingRow } from "../reports.ts";
import { emptyNote, nodeLink, type View, type ViewContext } from "./view.ts";

/* Advice that is a command line, and where the visitor has to go on: at its conditions, or at a word in
 * capitals that stands for what only he knows. */
const COMMAND = /^(set|mk|mv|rm|enable|disable|overlay) \S/;
const GO_ON = /, (?:unless|after|or) | as its |(?<=[ /<"])&?(?:NAME|ADDRESS|CELLS|PATH|PROVIDER)\b/;

/* The worst first; a check that could not run has none. */
const SEVERITIES = ["error", "warning", "note"] as const;

/** What `check -j` found, with its fixes as buttons. */
export class ChecksView implements View {
	readonly element = make("div", { class: "checks" });

	constructor(private readonly context: ViewContext) {}

	/** How many errors and warnings there are, for the tab. */
	get count(): number {
		const sum = this.report()?.sum;
		return sum ? sum.errors + sum.warnings : 0;
	}

	refresh(): void {
		const report = this.report();
		this.element.replaceChildren();
		if (!report) {
			this.element.append(
				emptyNote(`check cannot run: ${this.context.model.ask("check -j").err}`),
			);
			return;
		}
		const found = SEVERITIES.flatMap((severity) =>
			report.findings.filter((row) => row.severity === severity),
		);
		this.element.append(this.summary(report, found));
		const list = make("ul", { class: "findings" });
		for (const row of found) list.append(this.row(row));
		this.element.append(list);
	}

	private report(): CheckReport | undefined {
		return this.context.model.report<CheckReport>("check -j");
	}

	private summary({ sum }: CheckReport, found: FindingRow[]): HTMLElement {
		const fixable = found.filter((row) => row.commands?.length).length;
		const bar = make(
			"div",
			{ class: "bar" },
			make(
				"strong",
				{},
				`${plural(sum.errors, "error")}, ${plural(sum.warnings, "warning")}, ${plural(sum.notes, "note")}`,
			),
			make(
				"span",
				{ class: "note" },
				`${sum.checks - sum.not_run} of ${sum.checks} checks ran; the others need a machine.`,
			),
		);
		if (fixable)
			bar.append(
				make(
					"button",
					{ class: "main", onclick: () => this.context.type("check -f") },
					`Fix ${fixable === 1 ? "the one" : `all ${fixable}`} with one clear answer (check -f)`,
				),
			);
		return bar;
	}

	private row(row: FindingRow): HTMLElement {
		const item = make(
			"li",
			{
				class: `finding is-${row.severity ?? ""}`,
				"data-severity": row.severity,
				"data-check": row.check,
				"data-node": row.node,
			},
			make(
				"p",
				{ class: "head" },
				make("strong", { class: "severity" }, row.severity ?? ""),
				" ",
				...(row.node ? [nodeLink(this.context, row.node), " "] : []),
				make("code", { class: "note" }, row.check),
			),
			make("p", {}, [row.what, row.details].filter(Boolean).join(": ")),
		);
		this.addFixes(item, row);
		return item;
	}

	private addFixes(item: HTMLElement, row: FindingRow): void {
		const { commands, advice } = row;
		if (commands?.length)
			item.append(
				make(
					"button",
					{ class: "fix", onclick: () => this.context.type(commands.join(" && ")) },
					"Fix it: ",
					make("code", {}, commands.join(" && ")),
				),
			);
		else if (advice) item.append(make("p", { class: "advice" }, advice));
		if (!commands?.length && advice && COMMAND.test(advice))
			item.append(
				make(
					"button",
					{
						class: "fix",
						onclick: () => this.context.put(advice.split(GO_ON)[0] ?? advice),
					},
					"Begin it at the prompt",
				),
			);
	}
}

function plural(count: number, what: string): string {
	return `${count} ${what}${count === 1 ? "" : "s"}`;
}
