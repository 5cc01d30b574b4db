import { make } from "../dom.ts";
import type { View } from "./view.ts";

/** A view with the name on its tab. */
export interface TabbedView {
	id: string;
	name: string;
	view: View;
	/** A number on the tab; 0: none. */
	count?: () => number;
}

/** Views of which one is shown, chosen by tabs as WAI-ARIA has them. */
export class TabbedViews {
	readonly tabs = make("div", {
		role: "tablist",
		"aria-label": "Pictures of the tree",
		class: "tabs",
	});
	readonly panels = make("div", { class: "panels" });
	private chosen: TabbedView;

	constructor(
		private readonly views: TabbedView[],
		first: TabbedView,
		private readonly onShow: (id: string) => void,
	) {
		this.chosen = first;
		for (const one of views) this.add(one);
		this.tabs.addEventListener("keydown", (event) => this.key(event));
		this.show(first.id);
	}

	/** Shows a view, read anew. */
	show(id: string): void {
		const wanted = this.views.find((one) => one.id === id);
		if (!wanted) return;
		this.chosen = wanted;
		this.refresh();
		this.onShow(id);
	}

	/**
	 * Reads the view that is shown anew, and the numbers on the tabs.
	 * @param changed the tree in use has changed
	 */
	refresh(changed = true): void {
		for (const one of this.views) {
			const tab = this.tab(one);
			const shown = one === this.chosen;
			tab?.setAttribute("aria-selected", String(shown));
			if (tab) tab.tabIndex = shown ? 0 : -1;
			one.view.element.hidden = !shown;
			const count = one.count?.() ?? 0;
			tab?.replaceChildren(
				one.name,
				...(count ? [make("span", { class: "badge" }, String(count))] : []),
			);
		}
		if (changed || this.chosen.view.beyond) this.chosen.view.refresh();
	}

	private add(one: TabbedView): void {
		const { element } = one.view;
		element.id = `view-${one.id}`;
		element.setAttribute("role", "tabpanel");
		element.setAttribute("aria-labelledby", `view-tab-${one.id}`);
		this.tabs.append(
			make(
				"button",
				{
					role: "tab",
					id: `view-tab-${one.id}`,
					"aria-controls": element.id,
					onclick: () => this.show(one.id),
				},
				one.name,
			),
		);
		this.panels.append(element);
	}

	private tab(one: TabbedView): HTMLElement | null {
		return this.tabs.querySelector<HTMLElement>(`#view-tab-${one.id}`);
	}

	private key(event: KeyboardEvent): void {
		const shown = this.views.filter((one) => this.tab(one)?.offsetParent !== null);
		const at = shown.indexOf(this.chosen);
		const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[
			event.key
		];
		const next = to === undefined ? undefined : shown[(to + shown.length) % shown.length];
		if (!next) return;
		event.preventDefault();
		this.show(next.id);
		this.tab(next)?.focus();
	}
}
