/* "Read a tree": the pictures show what the shell reports, and edit by what is typed at its prompt. */
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { test } from "node:test";
import type { Locator, Page } from "playwright-core";
import type {
	CheckReport,
	ClockRow,
	DifferenceRow,
	IrqRow,
	NodeRow,
	PropertyRow,
	RegionRow,
} from "../../web/src/reports.ts";
import { picture, screen, screenHas, typeLine, useBrowser, withPage } from "./browser.ts";
import {
	badTrees,
	BOARD,
	dtc,
	hostileTree,
	hostshell,
	read,
	realTrees,
	reported,
	SCRATCH,
} from "./trees.ts";

useBrowser();

const PANEL = "#panel-tree";
const SERIAL = "/soc/serial@10000000";
const LINK_OF_A_BOMB = 20 << 20;

interface File {
	name: string;
	bytes: Buffer;
}

async function drop(page: Page, file: File): Promise<void> {
	await page
		.locator(`${PANEL} > input[type=file]`)
		.setInputFiles({
			name: file.name,
			mimeType: "application/octet-stream",
			buffer: file.bytes,
		});
}

async function open(page: Page, path: string): Promise<void> {
	await page.locator("#tab-tree").click();
	await drop(page, { name: basename(path), bytes: read(path) });
	await screenHas(page, PANEL, /\n\/>$/);
}

/* Drops another tree, and opens it. */
async function openNext(page: Page, path: string): Promise<void> {
	await drop(page, { name: basename(path), bytes: read(path) });
	await page.getByRole("button", { name: "Open it", exact: true }).click();
	await page.locator(".title strong").getByText(basename(path), { exact: true }).waitFor();
}

async function view(page: Page, id: string): Promise<Locator> {
	await page.locator(`#view-tab-${id}`).click();
	return page.locator(`#view-${id}`);
}

async function choose(page: Page, path: string): Promise<void> {
	await view(page, "tree");
	await page.locator(".search input").fill(`-path ${path}`);
	await page.locator(`.nodes [data-path="${path}"]`).click();
	await page.locator(`.node[data-node="${path}"]`).waitFor();
}

/* The data attributes of elements, as rows. */
async function data(rows: Locator): Promise<Record<string, string>[]> {
	return rows.evaluateAll(
		(found) => found.map((one) => ({ ...(one as HTMLElement).dataset })) as never,
	);
}

/* A row of a report with its values as texts, as attributes have them; without what has no value. */
function texts(row: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(row)
			.filter(([, value]) => value !== undefined)
			.map(([key, value]) => [key, String(value)]),
	);
}

async function compareTree(page: Page, path: string): Promise<void> {
	await view(page, "tree");
	await page.locator(".search input").fill("-name *");
	const { nodes } = reported<{ nodes: NodeRow[] }>(path, "tree -j /");
	assert.deepEqual(
		await data(page.locator(".nodes li")),
		nodes.map((node) =>
			texts({
				path: node.path,
				label: node.label,
				status: node.status,
				compatible: node.compatible.join(","),
				reg: node.reg,
			}),
		),
	);
	await page.locator(".search input").fill("");
}

async function compareMemory(page: Page, path: string): Promise<void> {
	const memory = await view(page, "memory");
	const { regions } = reported<{ regions: RegionRow[] }>(path, "map -j");
	assert.deepEqual(
		await data(memory.locator(".region")),
		regions.map(({ base, last, kind, name, node, overlap }) =>
			texts({ base, last, kind, name, node, overlap }),
		),
	);
}

test("the strip of memory is to scale, and leads to the rows", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		const memory = await view(page, "memory");
		const { regions } = reported<{ regions: RegionRow[] }>(BOARD, "map -j");
		const shown = regions.filter((region) => region.kind !== "gap");
		const marks = memory.locator(".strip a");
		assert.deepEqual(
			(await data(marks)).map((mark) => mark["base"]),
			shown.map((region) => region.base),
		);
		const strip = (await memory.locator(".strip").boundingBox())?.width ?? 0;
		const ram = shown.findIndex((region) => region.kind === "RAM");
		const first = Number(regions[0]?.base);
		const last = Number(regions[regions.length - 1]?.last);
		const share = Number(shown[ram]?.size) / (last - first + 1);
		const width = (await marks.nth(ram).boundingBox())?.width ?? 0;
		assert.ok(Math.abs(width - share * strip) < 2, `${width} of ${strip}`);
		await marks.first().focus();
		for (let at = 0; at < ram; at++) await page.keyboard.press("ArrowRight");
		await page.keyboard.press("Enter");
		assert.equal(
			await page.evaluate(() => (document.activeElement as HTMLElement).dataset["base"]),
			shown[ram]?.base,
		);
	});
});

/* Links are grouped by what they lead to: as sets they are those of the report. */
async function compareLinks(page: Page, path: string): Promise<void> {
	const { interrupts } = reported<{ interrupts: IrqRow[] }>(path, "irq -r -j /");
	const { clocks } = reported<{ clocks: ClockRow[] }>(path, "clock -r -j /");
	const pairs = (rows: Record<string, string>[]) =>
		rows.map((row) => `${row["from"]} ${row["to"]}`).sort();
	const irqs = await view(page, "interrupts");
	assert.deepEqual(
		pairs(await data(irqs.locator("li"))),
		interrupts.map((row) => `${row.node} ${row.controller}`).sort(),
	);
	const clock = await view(page, "clocks");
	assert.deepEqual(
		pairs(await data(clock.locator("li"))),
		clocks.map((row) => `${row.node} ${row.fault ? undefined : row.provider}`).sort(),
	);
}

async function compareChecks(page: Page, path: string): Promise<void> {
	const checks = await view(page, "checks");
	const { findings } = reported<CheckReport>(path, "check -j");
	assert.deepEqual(
		await data(checks.locator(".finding")),
		["error", "warning", "note"].flatMap((wanted) =>
			findings
				.filter((row) => row.severity === wanted)
				.map(({ severity, check, node }) => texts({ severity, check, node })),
		),
	);
	const fixes = await checks.getByRole("button", { name: /^Fix it:/ }).count();
	assert.equal(fixes, findings.filter((row) => row.commands?.length).length);
}

test("pictures show what the program for PCs reports, for each tree of a real board", async () => {
	const trees = realTrees();
	assert.ok(trees.length > 30, "tools/deps web unpacks the trees of real boards");
	await withPage("", async (page) => {
		let first = true;
		for (const path of trees) {
			await (first ? open : openNext)(page, path);
			first = false;
			for (const compare of [compareTree, compareMemory, compareLinks, compareChecks])
				await compare(page, path).catch((error: unknown) => {
					throw new Error(`${path}: ${String(error)}`);
				});
		}
	});
});

test("a node is shown with its properties, what they mean, and who refers to it", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await choose(page, SERIAL);
		const { properties } = reported<{ properties: PropertyRow[] }>(BOARD, `ls -j ${SERIAL}`);
		assert.deepEqual(
			await data(page.locator(".properties > div")),
			properties.map(({ name, value, type }) => texts({ property: name, value, type })),
		);
		const node = await page.locator(".node").innerText();
		assert.match(node, /at 0x10000000, 64 KiB/);
		assert.match(node, /plic source 32, harts 1-4 S-mode at interrupt-controller@c000000/);
		assert.match(node, /baudclk from clock-controller@13020000/);
		await page.locator('[data-property="clocks"] code a').first().click();
		await page.locator('.node[data-node="/soc/clock-controller@13020000"]').waitFor();
		assert.match(await page.locator(".node").innerText(), /Referred to by \d\d/);
	});
});

test("the tree is walked by keys", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await page.locator(".nodes [aria-selected=true]").focus();
		for (const key of ["End", "Home", "ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown"])
			await page.keyboard.press(key);
		const chosen = page.locator(".nodes [aria-selected=true]");
		assert.equal(await chosen.getAttribute("data-path"), "/cpus/cpu@1");
		await page.keyboard.press("ArrowLeft");
		await page.keyboard.press("ArrowLeft");
		assert.equal(await chosen.getAttribute("data-path"), "/cpus");
		assert.equal(await chosen.getAttribute("aria-expanded"), "false");
		assert.equal(
			await page.evaluate(() => document.activeElement?.getAttribute("data-path")),
			"/cpus",
		);
	});
});

test("a search takes the criteria of find, and nothing that edits", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		const { nodes } = reported<{ nodes: NodeRow[] }>(
			BOARD,
			"find -j / -irq 32 -or -vendor sifive",
		);
		await page.locator(".search input").fill("-irq 32 -or -vendor sifive");
		assert.deepEqual(
			(await data(page.locator(".nodes .match"))).map((row) => row["path"]),
			nodes.map((node) => node.path),
		);
		await page.locator(".search input").fill("-name x; rm /soc");
		await page.getByText("Quote what is special").waitFor();
		await page.locator(".search input").fill("-nosuch");
		await page.locator(".search .error").waitFor();
		await page.locator(".search input").fill("");
		await typeLine(page, PANEL, "diff -q; echo status $?");
		await screenHas(page, PANEL, /status/);
		assert.doesNotMatch(await screen(page, PANEL), /tree 1/);
	});
});

test("edits by click and by prompt are the same edits", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await choose(page, SERIAL);
		await page.getByRole("button", { name: "Disable", exact: true }).click();
		await page.locator(`.nodes [data-path="${SERIAL}"][data-status="disabled"]`).waitFor();
		await screenHas(page, PANEL, /\/> disable \/soc\/serial@10000000\n/);
		await page.getByLabel("Edit clock-names").click();
		await page.getByLabel("Value, as in source", { exact: true }).fill('"one", "two"');
		await page.keyboard.press("Enter");
		await page.locator('[data-property="clock-names"][data-value=\'"one", "two"\']').waitFor();
		await page.getByLabel("New property").fill("note,x");
		await page.getByLabel("Its value, as in source").fill('<1 &{/soc}>, "it\'s"');
		await page.getByRole("button", { name: "Add", exact: true }).click();
		await page.locator('[data-property="note,x"]').waitFor();
		await page.getByLabel("Remove reg-shift").click();
		await page.locator('[data-property="reg-shift"]').waitFor({ state: "detached" });
		await typeLine(page, PANEL, "set /chosen/bootargs console=x");
		await choose(page, "/chosen");
		await page.locator('[data-property="bootargs"]').waitFor();
		const edits = [
			`disable ${SERIAL}`,
			`set ${SERIAL}/clock-names "one", "two"`,
			`set ${SERIAL}/note,x <1 &{/soc}>, "it's"`,
			`rm ${SERIAL}/reg-shift`,
			"set /chosen/bootargs console=x",
		];
		const host = reportedAfter<{ differences: DifferenceRow[] }>(
			BOARD,
			edits.join("\n"),
			"diff -j",
		).differences;
		const differences = await view(page, "differences");
		const shown = await data(differences.locator(".where"));
		assert.deepEqual(
			shown,
			host.map(({ change, kind, path, property, old, new: now }) =>
				texts({ change, kind, path, property, old, new: now }),
			),
		);
		await compareUndo(page, differences);
	});
});

async function compareUndo(page: Page, differences: Locator): Promise<void> {
	const edits = differences.locator(".edits li");
	assert.equal(await edits.count(), 5);
	await page.getByRole("button", { name: "Undo", exact: true }).click();
	await differences.locator(".edits .undone").waitFor();
	await typeLine(page, PANEL, "undo 4");
	await page.getByText("The two trees are the same.").waitFor();
	await page.getByRole("button", { name: "Redo", exact: true }).click();
	await differences.locator(`[data-path="${SERIAL}"][data-property="status"]`).waitFor();
}

test("what is half typed makes room for a click, and comes back by Ctrl-Y", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await page.locator(`${PANEL} .xterm-helper-textarea`).focus();
		await page.keyboard.type("echo half");
		await choose(page, SERIAL);
		await page.getByRole("button", { name: "Disable", exact: true }).click();
		await screenHas(page, PANEL, /\/> disable \/soc\/serial@10000000\n[^]*\n\/>$/);
		await page.locator(`${PANEL} .xterm-helper-textarea`).focus();
		await page.keyboard.press("Control+y");
		await page.keyboard.press("Enter");
		await screenHas(page, PANEL, /\/> echo half\nhalf\n\/>$/);
	});
});

async function save(page: Page, ending: string): Promise<File> {
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByLabel("Save the tree as").selectOption(ending),
	]);
	return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("a tree is saved as .dtb, .dts and .dtbo: dtc reads them, and they are the program's", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await typeLine(page, PANEL, "set /chosen/bootargs console=x; disable serial0");
		await screenHas(page, PANEL, /tree 1[^]*\n\/>$/);
		const edit = "set /chosen/bootargs console=x; disable serial0";
		for (const ending of [".dtb", ".dts", ".dtbo"]) {
			const host = `host${ending}`;
			const done = hostshell(BOARD, `${edit}; save ${host}`);
			assert.equal(done.status, 0, done.err);
			const saved = await save(page, ending);
			assert.equal(saved.name, `jh7110-milkv-mars${ending}`);
			assert.deepEqual(saved.bytes, readFileSync(join(SCRATCH, host)), ending);
			writeFileSync(join(SCRATCH, saved.name), saved.bytes);
		}
		const stem = join(SCRATCH, "jh7110-milkv-mars");
		execFileSync("dtc", ["-q", "-o", `${stem}.again.dtb`, `${stem}.dts`]);
		assert.equal(sorted(`${stem}.again.dtb`), sorted(`${stem}.dtb`));
		assert.match(
			execFileSync("fdtdump", [`${stem}.dtbo`], { stdio: "pipe" }).toString(),
			/__overlay__/,
		);
	});
});

/* A blob as source, with all in order: labels are of source only. */
function sorted(path: string): string {
	return execFileSync("dtc", ["-q", "-I", "dtb", "-O", "dts", "-s", path]).toString();
}

test("check's fixes are buttons", async () => {
	const source = `/dts-v1/; / { model = "x"; compatible = "x"; #address-cells = <1>; #size-cells = <1>;
		soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges;
		serial@10000000 { compatible = "ns16550a"; reg = <0x10000000 0x100>; clock-frequency = <1>; }; };
		chosen { stdout-path = "serial9"; }; aliases { serial0 = "/soc/serial@10000000"; }; };`;
	const bytes = dtc(source);
	const path = join(SCRATCH, "fix.dtb");
	writeFileSync(path, bytes);
	const before = reported<CheckReport>(path, "check -j");
	const command = before.findings.find((row) => row.commands)?.commands?.join(" && ") ?? "";
	assert.ok(command, JSON.stringify(before.findings));
	await withPage("", async (page) => {
		await open(page, path);
		const checks = await view(page, "checks");
		await checks.getByRole("button", { name: `Fix it: ${command}` }).click();
		const sum = reportedAfter<CheckReport>(path, command, "check -j").sum;
		await checks.getByText(`${sum.errors} error`).waitFor();
		await screenHas(
			page,
			PANEL,
			new RegExp(`/> ${command.slice(0, 20).replace(/[/"]/g, ".")}`),
		);
		await page.getByRole("button", { name: "Undo", exact: true }).click();
		await checks.getByRole("button", { name: /check -f/ }).click();
		await checks.getByText(`${sum.errors} error`).waitFor();
	});
});

test("advice with words to fill in is begun at the prompt, and never run", async () => {
	const path = join(SCRATCH, "advice.dtb");
	const source = `/dts-v1/; / { model = "x"; compatible = "x"; #address-cells = <1>; #size-cells = <1>;
    memory@80000000 { device_type = "memory"; reg = <0x80000000 0x1000000>; };
    reserved-memory { #address-cells = <1>; #size-cells = <1>; ranges;
    region@0080100000 { reg = <0x80100000 0x1000>; }; }; };`;
	writeFileSync(path, dtc(source));
	await withPage("", async (page) => {
		await open(page, path);
		const checks = await view(page, "checks");
		const row = checks.locator('[data-check="unit-address-format"]');
		await row.getByText("NAME@ADDRESS").waitFor();
		await row.getByRole("button", { name: "Begin it at the prompt" }).click();
		await screenHas(
			page,
			PANEL,
			/\/> mv \/reserved-memory\/region@0080100000 \/reserved-memory\/$/,
		);
		await page.keyboard.type("region@80100000");
		await page.keyboard.press("Enter");
		await row.waitFor({ state: "detached" });
	});
});

test("beside the pictures the terminal has 80 columns", async () => {
	await withPage("", async (page) => {
		await open(page, BOARD);
		await typeLine(page, PANEL, "help");
		await screenHas(page, PANEL, /\n\/>$/);
		const host = hostshell(BOARD, "help").out.trimEnd();
		assert.ok((await screen(page, PANEL)).includes(host));
	});
});

/* The document that a command prints after edits. */
function reportedAfter<T>(path: string, edits: string, command: string): T {
	const { out } = hostshell(path, `${edits}\n${command}`);
	return JSON.parse(out.slice(out.indexOf("{"))) as T;
}

test("malformed trees are refused with the program's message, and the page goes on", async () => {
	const cut = read(BOARD).subarray(0, 1000);
	writeFileSync(join(SCRATCH, "cut.dtb"), cut);
	const refused = [join(SCRATCH, "cut.dtb"), ...badTrees()].filter(
		(path) => !basename(path).endsWith("o") && hostshell(path, "echo").status !== 0,
	);
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		for (const path of refused.slice(0, 40)) {
			await drop(page, { name: basename(path), bytes: read(path) });
			const why = hostshell(path, "echo").err.trim().replace(path, basename(path));
			await page
				.locator(`${PANEL} .message .error`)
				.getByText(why, { exact: true })
				.waitFor();
		}
		await open(page, BOARD);
		await drop(page, { name: "cut.dtb", bytes: cut });
		await page.getByRole("button", { name: "Open it", exact: true }).click();
		await page.locator(".message .error").waitFor();
		await typeLine(page, PANEL, "echo alive");
		await screenHas(page, PANEL, /\nalive\n\/>$/);
	});
});

test("names and values of a stranger's tree are text, never markup", async () => {
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		await drop(page, { name: "<b>x.dtb", bytes: hostileTree() });
		await screenHas(page, PANEL, /\n\/>$/);
		for (const id of [
			"tree",
			"memory",
			"interrupts",
			"clocks",
			"checks",
			"differences",
			"files",
		]) {
			const shown = await view(page, id);
			const text = (await shown.textContent()) ?? "";
			// eslint-disable-next-line no-control-regex
			assert.doesNotMatch(text, /[\x00-\x08\x0b-\x1f\x7f-\x9f]/, id);
			assert.equal(await shown.locator("img, script, b, iframe").count(), 0, id);
		}
		await view(page, "tree");
		const rows = page.locator(".nodes li");
		const count = await rows.count();
		assert.ok(count > 40);
		for (let at = 1; at < count; at++) {
			await rows.nth(at).locator(".name").click();
			assert.equal(await page.locator(".node img, .node script, .node b").count(), 0);
		}
		assert.match(
			(await page.locator(".nodes").textContent()) ?? "",
			/<img src=x onerror=hurt\(\)>/,
		);
	});
});

test("a link carries a tree", async () => {
	let fragment = "";
	await withPage("", async (page) => {
		await open(page, BOARD);
		await typeLine(page, PANEL, "set /model linked");
		await screenHas(page, PANEL, /tree 1[^]*\n\/>$/);
		await page.getByRole("button", { name: "Link", exact: true }).click();
		await page.locator(".said").getByText(/link/).waitFor();
		fragment = await page.evaluate(() => location.hash);
	});
	await withPage(fragment, async (page) => {
		await page.locator(".title").getByText("linked").waitFor();
		await screenHas(page, PANEL, /\n\/>$/);
		const saved = await save(page, ".dtb");
		hostshell(BOARD, "set /model linked; save linked.dtb");
		assert.deepEqual(saved.bytes, readFileSync(join(SCRATCH, "linked.dtb")));
	});
	await withPage(fragment.replace("#tree=", "#tree=AAAA"), async (page) => {
		await page.getByText("The link is damaged").waitFor();
	});
});

test("a link that unpacks to more than a tree can be is refused", async () => {
	await withPage("", async (page) => {
		const data = await page.evaluate(async (size) => {
			const stream = new Blob([new Uint8Array(size)])
				.stream()
				.pipeThrough(new CompressionStream("deflate-raw"));
			const packed = new Uint8Array(await new Response(stream).arrayBuffer());
			return btoa(String.fromCharCode(...packed))
				.replaceAll("+", "-")
				.replaceAll("/", "_");
		}, LINK_OF_A_BOMB);
		await page.locator("#tab-tree").click();
		await page.evaluate(
			(tree) => {
				location.hash = `#tree=${tree}`;
			},
			data.replaceAll("=", ""),
		);
		await page.getByText("more than 16 MiB").waitFor();
	});
});

test("two trees are compared side by side", async () => {
	const other = realTrees().find((path) => path.includes("visionfive-2-v1.3b")) ?? "";
	await withPage("", async (page) => {
		await open(page, BOARD);
		await drop(page, { name: "other.dtb", bytes: read(other) });
		await page.getByRole("button", { name: "Compare", exact: true }).click();
		const differences = page.locator("#view-differences");
		await differences.locator(".where").first().waitFor();
		const host = reportedAfter<{ differences: DifferenceRow[] }>(
			BOARD,
			`dt open ${other}`,
			"diff -j 1",
		).differences;
		assert.deepEqual(
			await data(differences.locator(".where")),
			host.map(({ change, kind, path, property, old, new: now }) =>
				texts({ change, kind, path, property, old, new: now }),
			),
		);
	});
});

const OVERLAY = `/dts-v1/; /plugin/; &uart0 { status = "disabled"; };`;

test("an overlay is applied over the open tree, or over the one that is opened next", async () => {
	const overlay = { name: "off.dtbo", bytes: dtc(OVERLAY) };
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		await drop(page, overlay);
		await page.getByText("open the tree that it is for").waitFor();
		await open(page, realTrees().find((path) => path.includes("virt.dtb")) ?? BOARD);
		await screenHas(page, PANEL, /\/> overlay off\.dtbo\n/);
	});
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		const base = `/dts-v1/; / { model = "base"; uart0: uart@1 { reg = <1>; }; };`;
		await drop(page, { name: "base.dtb", bytes: dtc(base) });
		await screenHas(page, PANEL, /\n\/>$/);
		await drop(page, overlay);
		await page.getByRole("button", { name: "Apply it" }).click();
		await page.locator('.nodes [data-path="/uart@1"][data-status="disabled"]').waitFor();
	});
});

test("a file is dropped on the panel", async () => {
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		const dropped = await page.evaluateHandle(
			(bytes) => {
				const data = new DataTransfer();
				data.items.add(new File([Uint8Array.from(bytes)], "mars.dtb"));
				return data;
			},
			[...read(BOARD)],
		);
		await page.dispatchEvent(PANEL, "drop", { dataTransfer: dropped });
		await page.locator(".title").getByText("Milk-V Mars").waitFor();
	});
});

test("for source, the page shows the command that compiles it", async () => {
	await withPage("", async (page) => {
		await page.locator("#tab-tree").click();
		await drop(page, { name: "my board.dts", bytes: Buffer.from("/dts-v1/;") });
		await page.getByText("dtc -@ -O dtb -o 'my board.dtb' 'my board.dts'").waitFor();
	});
});

for (const [width, height] of [
	[1280, 800],
	[390, 844],
] as const)
	for (const theme of ["light", "dark"] as const)
		test(`pictures for people: ${width} ${theme}`, async () => {
			await withPage(
				"",
				async (page) => {
					await page.locator("#tab-tree").click();
					await page.getByText("Choose a file").waitFor();
					await picture(page, `tree-start-${width}-${theme}`);
					await drop(page, { name: "mars.dtb", bytes: read(BOARD) });
					await page.locator(".nodes li").first().waitFor();
					await choose(page, SERIAL);
					await picture(page, `tree-${width}-${theme}`);
					for (const id of [
						"memory",
						"interrupts",
						"clocks",
						"checks",
						"differences",
						"files",
					]) {
						await view(page, id);
						await noSidewaysScroll(page);
						await picture(page, `tree-${id}-${width}-${theme}`);
					}
				},
				{ width, height, theme },
			);
		});

async function noSidewaysScroll(page: Page): Promise<void> {
	const over = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	assert.equal(over, 0, "the page is wider than the screen");
}
