import { startBoardPanel } from "./board_panel.ts";
import { byId } from "./dom.ts";
import { startQemuPanel } from "./qemu_panel.ts";
import { Tabs } from "./tabs.ts";
import { startTreePanel } from "./tree_panel.ts";
import { startTryPanel } from "./try_panel.ts";

/* #tree=... opens a tree, #qemu=ws://... connects, #try and the like choose a tab. */
const [name = "", value] = location.hash.slice(1).split(/=(.*)/s);

const tabs = new Tabs(byId("tabs"), {
	try: startTryPanel,
	tree: startTreePanel,
	board: (element) => startBoardPanel(element, showTree),
	qemu: (element) => startQemuPanel(element, showTree, value),
});

function showTree(): void {
	tabs.show("tree");
}

tabs.show(tabs.has(name) ? name : "try");
