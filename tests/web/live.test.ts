/* The pictures of a live machine: what is clicked is typed at its prompt, and they follow it. */
import { test } from "node:test";
import { picture, screenHas, typeLine, useBrowser, withPage } from "./browser.ts";
import { withQemu } from "./qemu.ts";

useBrowser();

const QEMU = "#panel-qemu";
const TREE = "#panel-tree";
const FLASH = "/flash@20000000";

test("a live machine is edited by clicks and at its prompt, and the pictures follow", async () => {
	await withQemu(async (address) => {
		await withPage(
			`#qemu=${address}`,
			async (page) => {
				await screenHas(page, QEMU, /\n\/>$/);
				await page.getByRole("button", { name: "Show its tree" }).click();
				const row = page.locator(`${TREE} .nodes [data-path="${FLASH}"]`);
				await row.click();
				await page.getByRole("button", { name: "Disable", exact: true }).click();
				await screenHas(page, TREE, /disable \/flash@20000000\n/);
				await page
					.locator(`${TREE} .nodes [data-path="${FLASH}"][data-status="disabled"]`)
					.waitFor();
				await picture(page, "live-1280-light");
				await page.getByRole("button", { name: "Undo", exact: true }).click();
				await page
					.locator(`${TREE} .nodes [data-path="${FLASH}"]:not([data-status])`)
					.waitFor();
				await typeLine(page, TREE, "set /chosen/note-of-mine hello");
				await page.locator(`${TREE} .nodes [data-path="/chosen"]`).click();
				await page.locator(`${TREE} [data-property="note-of-mine"]`).waitFor();
			},
			{ allowed: /^ws:\/\/127\.0\.0\.1:/ },
		);
	});
});
