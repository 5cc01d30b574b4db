/*
 * What the tests of the page share: build/web served, Debian's Chromium, and pages that fail a test
 * when they report an error or ask anything of another origin.
 */
import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve } from "node:path";
import { after, before } from "node:test";
import { chromium, type Browser, type Page } from "playwright-core";

/** The checkout. `make web-test` runs the tests there. */
export const ROOT = resolve(".");
const SITE = join(ROOT, "build/web");
const TYPES: Record<string, string> = {
	".html": "text/html",
	".js": "text/javascript",
	".css": "text/css",
	".svg": "image/svg+xml",
	".wasm": "application/wasm",
	".json": "application/json",
};

/** Waiting for an event that does not come is an error after that time. */
export const PATIENCE = Number(process.env["PATIENCE"] ?? 60_000);

/** How a page is shown. */
export interface Look {
	width?: number;
	height?: number;
	theme?: "light" | "dark";
	/** What else the page may ask: websockets of the test's own. */
	allowed?: RegExp;
	/** Runs in the page before it loads. */
	script?: (argument: string) => void;
	argument?: string;
}

let server: Server;
let browser: Browser;

/** The page's address. */
export function address(): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function serve(path: string): Promise<{ type: string; bytes: Buffer }> {
	const file = normalize(path.endsWith("/") ? `${path}index.html` : path);
	return {
		type: TYPES[extname(file)] ?? "application/octet-stream",
		bytes: await readFile(join(SITE, file)),
	};
}

/** Serves the page and starts a browser for the tests of a file. */
export function useBrowser(): void {
	before(async () => {
		server = createServer((request, response) => {
			serve(new URL(request.url ?? "/", "http://localhost").pathname).then(
				({ type, bytes }) => response.writeHead(200, { "content-type": type }).end(bytes),
				() => response.writeHead(404).end(),
			);
		});
		await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
		browser = await chromium.launch({
			executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
			args: ["--no-sandbox", "--disable-dev-shm-usage"],
		});
	});
	after(async () => {
		await browser.close();
		server.close();
	});
}

/**
 * Opens the page, runs the test in it, and then holds that the page reported no error, and that all
 * it asked came from its own origin.
 * @param fragment the address' part from # on
 */
export async function withPage(
	fragment: string,
	run: (page: Page) => Promise<void>,
	look: Look = {},
): Promise<void> {
	const context = await browser.newContext({
		viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
		colorScheme: look.theme ?? "light",
		acceptDownloads: true,
	});
	const page = await context.newPage();
	const wrong: string[] = [];
	page.setDefaultTimeout(PATIENCE);
	page.on("pageerror", (error) => wrong.push(String(error)));
	page.on("console", (message) => {
		if (message.type() === "error") wrong.push(message.text());
	});
	page.on("request", (request) => {
		const url = request.url();
		if (!url.startsWith(address()) && !/^(blob|data):/.test(url)) wrong.push(`asked ${url}`);
	});
	page.on("websocket", (socket) => {
		if (!look.allowed?.test(socket.url())) wrong.push(`asked ${socket.url()}`);
	});
	if (look.script) await page.addInitScript(look.script, look.argument ?? "");
	try {
		await page.goto(address() + fragment);
		await run(page);
	} finally {
		await context.close();
	}
	assert.deepEqual(wrong, []);
}

/** The screen of the terminal in an element, without blanks at the lines' ends. */
export async function screen(page: Page, element: string): Promise<string> {
	const rows = await page.locator(`${element} .xterm-rows > div`).allTextContents();
	return rows
		.map((row) => row.replace(/\u00a0/g, " ").trimEnd())
		.join("\n")
		.trimEnd();
}

/** Waits until the screen matches; the screen then. */
export async function screenHas(page: Page, element: string, wanted: RegExp): Promise<string> {
	await page
		.waitForFunction(
			([where, pattern]) => {
				const rows = [...document.querySelectorAll(`${where} .xterm-rows > div`)];
				const text = rows.map((row) => row.textContent?.trimEnd()).join("\n");
				return new RegExp(pattern as string).test(text.replace(/\u00a0/g, " ").trimEnd());
			},
			[element, wanted.source],
		)
		.catch(async (error: unknown) => {
			throw new Error(
				`${wanted}: not on the screen:\n${await screen(page, element)}\n${error}`,
			);
		});
	return screen(page, element);
}

/** Types a line into the terminal of an element. */
export async function typeLine(page: Page, element: string, line: string): Promise<void> {
	await page.locator(`${element} .xterm-helper-textarea`).focus();
	await page.keyboard.type(line);
	await page.keyboard.press("Enter");
}

/** Pictures of the page for people to look at: build/web-test/NAME.png. */
export async function picture(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: join(ROOT, "build/web-test", `${name}.png`) });
}
