/* The picture in README.md: docs/page.png is a copy of build/web-test/page.png. */
import { test } from "node:test";
import { join } from "node:path";
import { ROOT, picture, screenHas, typeLine, useBrowser, withPage } from "./browser.ts";

useBrowser();

test("the picture in README.md", async () => {
	await withPage(
		"#tree",
		async (page) => {
			await page
				.locator("#panel-tree > input[type=file]")
				.setInputFiles(
					join(ROOT, ".deps/trees/starfive/jh7110-starfive-visionfive-2-v1.3b.dtb"),
				);
			await screenHas(page, "#panel-tree", /\n\/>$/);
			await typeLine(page, "#panel-tree", "check");
			await screenHas(page, "#panel-tree", /checks[^]*\n\/>$/);
			await page.getByRole("tab", { name: "Memory" }).click();
			await page
				.getByRole("tabpanel", { name: "Memory" })
				.getByText("serial@")
				.first()
				.waitFor();
			await picture(page, "page");
		},
		{ width: 1200, height: 720 },
	);
});
