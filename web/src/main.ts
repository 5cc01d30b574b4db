import { byId } from "./dom.ts";
import { Tabs, type Panel } from "./tabs.ts";
import { startTreePanel } from "./tree_panel.ts";

function empty(element: HTMLElement): Panel {
	element.textContent = "";
	return { shown() {} };
}

const tabs = new Tabs(byId("tabs"), {
	try: empty,
	tree: startTreePanel,
	board: empty,
	qemu: empty,
});

tabs.show(location.hash.startsWith("#tree=") ? "tree" : "try");
