/** A tab's panel is made when it is first shown, and told each time that it is. */
export interface Panel {
	shown(): void;
}

/**
 * The tabs by the pattern of WAI-ARIA: one is in the tab order, arrows move. The address' fragment
 * names the tab, so that it can be linked to.
 */
export class Tabs {
	private readonly tabs: HTMLElement[];
	private readonly panels = new Map<string, Panel>();

	/** @param makers by the part of the tabs' ids after "tab-" */
	constructor(
		list: HTMLElement,
		private readonly makers: Record<string, (element: HTMLElement) => Panel>,
	) {
		this.tabs = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
		for (const tab of this.tabs) tab.addEventListener("click", () => this.show(nameOf(tab)));
		list.addEventListener("keydown", (event) => this.key(event));
	}

	/** Whether there is a tab of that name. */
	has(name: string): boolean {
		return name in this.makers;
	}

	/** Shows a panel, and makes it if need be. */
	show(name: string): Panel {
		for (const tab of this.tabs) {
			const chosen = nameOf(tab) === name;
			tab.setAttribute("aria-selected", String(chosen));
			tab.tabIndex = chosen ? 0 : -1;
			panelOf(tab).hidden = !chosen;
		}
		const panel = this.panel(name);
		panel.shown();
		return panel;
	}

	private panel(name: string): Panel {
		const known = this.panels.get(name);
		if (known) return known;
		const maker = this.makers[name];
		const tab = this.tabs.find((one) => nameOf(one) === name);
		if (!maker || !tab) throw new Error(`there is no tab ${name}`);
		const panel = maker(panelOf(tab));
		this.panels.set(name, panel);
		return panel;
	}

	private key(event: KeyboardEvent): void {
		const at = this.tabs.indexOf(event.target as HTMLElement);
		const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.tabs.length - 1 }[
			event.key
		];
		if (at < 0 || to === undefined) return;
		const tab = this.tabs[(to + this.tabs.length) % this.tabs.length];
		if (!tab) return;
		event.preventDefault();
		this.show(nameOf(tab));
		tab.focus();
	}
}

function nameOf(tab: HTMLElement): string {
	return tab.id.replace("tab-", "");
}

function panelOf(tab: HTMLElement): HTMLElement {
	return document.getElementById(tab.getAttribute("aria-controls") ?? "") as HTMLElement;
}
