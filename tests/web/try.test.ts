/* "Try it": the image boots in the page, with any board's tree, and answers. */
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { ROOT, picture, screenHas, typeLine, useBrowser, withPage } from "./browser.ts";

useBrowser();

const TRY = "#panel-try";
const PROMPT = /\n\/>$/;

/* How much longer than a native run a load and boot may take; measured 13 and 17, on a busy machine. */
const PAGE_RATIO = 40;
const SECOND = 1000;

async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
	await page
		.locator(`${TRY} input[type=file]`)
		.setInputFiles({ name, mimeType: "application/octet-stream", buffer: bytes });
}

test("it boots, and answers what is typed", async () => {
	await withPage("", async (page) => {
		const text = await screenHas(page, TRY, PROMPT);
		assert.match(text, /Hello, world from Firstlight/);
		assert.match(text, /Console: {2}ns16550, \/soc\/serial@10000000 \(stdout-path\)/);
		await typeLine(page, TRY, "echo what-$?; bogus");
		await screenHas(page, TRY, /\nwhat-0\nbogus: [^]*\n\/>$/);
	});
});

/* Milliseconds from the page's load to its prompt, as a visitor sees it. */
async function promptTime(): Promise<number> {
	let ms = 0;
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		ms = await page.evaluate(() => performance.now());
	});
	return ms;
}

function nativeTime(): number {
	const folder = mkdtempSync(join(tmpdir(), "web-"));
	writeFileSync(join(folder, "keys"), "poweroff\r");
	const begin = performance.now();
	const words =
		"--image build/firstlight.bin --dtb build/web/emulator.dtb --baud 4000000 --when".split(
			" ",
		);
	execFileSync(join(ROOT, "build/emulator"), [...words, "/> ", "--send", join(folder, "keys")]);
	return performance.now() - begin;
}

test("the prompt comes soon", async () => {
	const native = nativeTime();
	const times = [await promptTime(), await promptTime(), await promptTime()];
	const best = Math.min(...times);
	console.log(`prompt: ${Math.round(best)} ms, native: ${Math.round(native)} ms`);
	assert.ok(best < Math.max(SECOND, PAGE_RATIO * native), `${best} ms, native ${native} ms`);
});

test("a sleeping machine costs next to nothing", async () => {
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		const client = await page.context().newCDPSession(page);
		await client.send("Performance.enable");
		const busy = async (): Promise<[number, number]> => {
			const { metrics } = await client.send("Performance.getMetrics");
			const of = (name: string): number =>
				metrics.find((one) => one.name === name)?.value ?? NaN;
			return [of("ScriptDuration"), of("Timestamp")];
		};
		const [before, then] = await busy();
		await page.waitForTimeout(2000);
		const [after, now] = await busy();
		assert.ok((after - before) / (now - then) < 0.1, `${after - before} of ${now - then} s`);
	});
});

test("it boots with the tree of each board that can be picked", async () => {
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		const choice = page.locator(`${TRY} select`);
		await choice.locator("optgroup").first().waitFor({ state: "attached" });
		const boards = await choice
			.locator("optgroup option")
			.evaluateAll((options) =>
				options.map((one) => [(one as HTMLOptionElement).value, one.textContent ?? ""]),
			);
		assert.ok(boards.length > 30);
		for (const [file, model] of boards as [string, string][]) {
			await choice.selectOption(file);
			const model_ = model.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
			await screenHas(
				page,
				TRY,
				new RegExp(`\nMachine: {2}${model_}\n[^]*sbi \\(DBCN\\)[^]*\n/>$`),
			);
			await typeLine(page, TRY, "echo ok-$?");
			await screenHas(page, TRY, /\nok-0\n\/>$/);
		}
	});
});

test("a second is a second with a board's clock", async () => {
	await withPage("", async (page) => {
		await drop(
			page,
			"nezha.dtb",
			readFileSync(join(ROOT, ".deps/trees/allwinner/sun20i-d1-nezha.dtb")),
		);
		await screenHas(page, TRY, /Nezha[^]*\n\/>$/);
		const begin = performance.now();
		await typeLine(page, TRY, "sleep 2; echo slept-$?");
		await screenHas(page, TRY, /\nslept-0\n/);
		const ms = performance.now() - begin;
		assert.ok(ms > 2000, `${ms} ms`);
	});
});

test("what is no tree gives the image's own message, and the page lives", async () => {
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		await drop(page, "broken.dtb", Buffer.from("no tree at all\u001b]0;title\u0007"));
		await screenHas(page, TRY, /no (device )?tree[^]*\n\/>$/);
		await drop(page, "large.dtb", Buffer.alloc(40 << 20));
		await page.getByText("does not fit into the machine's RAM").waitFor();
		await page.getByRole("button", { name: "Restart" }).click();
		await page.locator(`${TRY} select`).selectOption({ index: 3 });
		await screenHas(page, TRY, PROMPT);
	});
});

test("the tour types real commands, and can be left", async () => {
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		const tour = page.getByRole("complementary", { name: "Guided tour" });
		for (const printed of [
			/hardware/,
			/soc/,
			/16550|uart|UART|serial/,
			/\$|ok|check/,
			/bootargs = "quiet"/,
		]) {
			await tour.getByRole("button", { name: "Type it" }).click();
			await screenHas(page, TRY, new RegExp(`${printed.source}[^]*\n/>$`));
			await tour.getByRole("button", { name: /Next|Done/ }).click();
		}
		await tour.waitFor({ state: "hidden" });
		await page.getByRole("button", { name: "Guided tour" }).click();
		await tour.getByText("Step 5 of 5").waitFor();
		await tour.getByRole("button", { name: "Leave" }).click();
		await tour.waitFor({ state: "hidden" });
	});
});

test("a machine that is off says so, and starts again", async () => {
	await withPage("", async (page) => {
		await screenHas(page, TRY, PROMPT);
		await typeLine(page, TRY, "poweroff");
		await page.getByText("The machine is off.").waitFor();
		await page.getByRole("button", { name: "Restart" }).click();
		await screenHas(page, TRY, /Hello[^]*\n\/>$/);
	});
});

test("tabs by keyboard", async () => {
	await withPage("", async (page) => {
		await page.locator("#tab-try").focus();
		for (const name of ["Read a tree", "Your board", "QEMU", "Try it"]) {
			await page.keyboard.press("ArrowRight");
			const tab = page.getByRole("tab", { name });
			assert.equal(await tab.getAttribute("aria-selected"), "true");
			const panel = page.getByRole("tabpanel", { name });
			assert.ok(await panel.isVisible());
		}
	});
});

for (const theme of ["light", "dark"] as const)
	for (const width of [1280, 390])
		test(`picture, ${width} pixels, ${theme}`, async () => {
			await withPage(
				"",
				async (page) => {
					await screenHas(page, TRY, PROMPT);
					await page.getByRole("button", { name: "Type it" }).click();
					await screenHas(page, TRY, /filters[^]*\n\/>$/);
					await picture(page, `try-${width}-${theme}`);
				},
				{ width, height: width > 400 ? 800 : 844, theme },
			);
		});
