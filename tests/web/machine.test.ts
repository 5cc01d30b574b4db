/*
 * "QEMU" by a websocket, and "Your board" by a serial port: that one is an object of ours, whose
 * streams are a websocket to QEMU.
 */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Page } from "playwright-core";
import {
	picture,
	screen,
	screenHas,
	typeLine,
	useBrowser,
	withPage,
	type Look,
} from "./browser.ts";
import { withQemu } from "./qemu.ts";

useBrowser();

const QEMU = "#panel-qemu";
const BOARD = "#panel-board";
const PROMPT = /\n\/>$/;
const LOCAL = /^ws:\/\/127\.0\.0\.1:/;

/*
 * In the page: navigator.serial with one port. Only at 115200 baud it is understood; at other rates
 * what comes and goes is damaged.
 */
function fakeSerial(address: string): void {
	const incoming = new Set<(bytes: Uint8Array) => void>();
	let socket: WebSocket | undefined;
	const connected = (): Promise<WebSocket> =>
		new Promise((resolve) => {
			if (socket) return resolve(socket);
			const made = new WebSocket(address);
			made.binaryType = "arraybuffer";
			made.onmessage = (event: MessageEvent<ArrayBuffer>) => {
				for (const callback of incoming) callback(new Uint8Array(event.data));
			};
			made.onopen = () => resolve((socket = made));
		});
	const port = {
		readable: null as ReadableStream<Uint8Array> | null,
		writable: null as WritableStream<Uint8Array> | null,
		async open({ baudRate }: { baudRate: number }) {
			const ws = await connected();
			const damage = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
				new Uint8Array(baudRate === 115200 ? bytes : bytes.map((byte) => byte | 0x80));
			let take: ((bytes: Uint8Array) => void) | undefined;
			port.readable = new ReadableStream<Uint8Array>({
				start(controller) {
					take = (bytes) => controller.enqueue(damage(bytes));
					incoming.add(take);
				},
				cancel() {
					if (take) incoming.delete(take);
				},
			});
			port.writable = new WritableStream<Uint8Array>({
				// As web/src/websocket.ts does, and for its reason.
				async write(bytes) {
					for (let at = 0; at < bytes.length; at += 8) {
						ws.send(damage(bytes.subarray(at, at + 8)));
						await new Promise((done) => setTimeout(done, 1));
					}
				},
			});
		},
		async close() {
			port.readable = null;
			port.writable = null;
		},
	};
	Object.defineProperty(navigator, "serial", {
		value: { requestPort: async () => port },
		configurable: true,
	});
}

/** The tree that QEMU has in memory, as the page saved it in the tab "Read a tree". */
async function shownModel(page: Page): Promise<void> {
	await page.getByRole("tab", { name: "Read a tree", selected: true }).waitFor();
	await page.locator("#panel-tree").getByText("riscv-virtio").first().waitFor();
}

/** Waits until the panel's status line matches; it is part of the failure if it does not. */
async function statusHas(page: Page, panel: string, wanted: RegExp): Promise<void> {
	const status = page.locator(`${panel} [role=status]`);
	await status
		.filter({ hasText: wanted })
		.waitFor()
		.catch(async (error: unknown) => {
			throw new Error(`${wanted}: the status is ${await status.textContent()}\n${error}`);
		});
}

async function sendAndReceive(page: Page, panel: string): Promise<void> {
	const bytes = Buffer.from(Array.from({ length: 5_001 }, (_, i) => (i * 7919) >> 3));
	await page
		.locator(`${panel} input[type=file]`)
		.setInputFiles({ name: "some.bin", mimeType: "application/octet-stream", buffer: bytes });
	await statusHas(
		page,
		panel,
		/^some\.bin: 5001 bytes, crc32 [0-9a-f]{8}, as the machine says\.$/,
	);
	await screenHas(page, panel, /5001 bytes {2}crc32 [0-9a-f]{8}[^]*\n\/>$/);
	await page.locator(`${panel} .group input`).fill("some.bin");
	const [saved] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("button", { name: "Receive" }).click(),
	]);
	assert.equal(saved.suggestedFilename(), "some.bin");
	assert.deepEqual(readFileSync(await saved.path()), bytes);
}

test("QEMU by websocket: terminal, tree, a file each way, log", async () => {
	await withQemu(async (address) => {
		await withPage(
			`#qemu=${address}`,
			async (page) => {
				await screenHas(page, QEMU, PROMPT);
				await typeLine(page, QEMU, "echo hi-$?");
				await screenHas(page, QEMU, /\nhi-0\n\/>$/);
				await sendAndReceive(page, QEMU);
				const [log] = await Promise.all([
					page.waitForEvent("download"),
					page.getByRole("button", { name: "Save the log" }).click(),
				]);
				assert.match(readFileSync(await log.path(), "latin1"), /hi-0/);
				await picture(page, "qemu-1280-light");
				await page.getByRole("button", { name: "Show its tree" }).click();
				await shownModel(page);
			},
			{ allowed: LOCAL },
		);
	});
});

test("no QEMU: a message, and the page lives", async () => {
	await withPage("#qemu", async (page) => {
		await page.locator(`${QEMU} input[type=url]`).fill("nonsense:1");
		await page.getByRole("button", { name: "Connect" }).click();
		await page.locator(`${QEMU} .error`).waitFor();
	});
});

test("a serial port: the rate is found, terminal, tree, a file each way", async () => {
	await withQemu(async (address) => {
		const look: Look = { allowed: LOCAL, script: fakeSerial, argument: address };
		await withPage(
			"#board",
			async (page) => {
				await page.getByLabel("Rate").selectOption("9600");
				await page.getByRole("button", { name: "Open a port" }).click();
				await page.getByText("Connected to the board, 9600 baud").waitFor();
				await page.getByRole("button", { name: "Close" }).click();
				await page.getByLabel("Rate").selectOption("find");
				await page.getByRole("button", { name: "Open a port" }).click();
				await page.getByText("Connected to the board, 115200 baud").waitFor();
				await typeLine(page, BOARD, "echo hi-$?");
				await screenHas(page, BOARD, /\nhi-0\n\/>$/);
				await sendAndReceive(page, BOARD);
				await picture(page, "board-1280-light");
				await page.getByRole("button", { name: "Show its tree" }).click();
				await shownModel(page);
			},
			look,
		);
	});
});

test("an edit at the machine's prompt is read again", async () => {
	await withQemu(async (address) => {
		await withPage(
			`#qemu=${address}`,
			async (page) => {
				await screenHas(page, QEMU, PROMPT);
				await page.getByRole("button", { name: "Show its tree" }).click();
				await shownModel(page);
				const status = page.locator(`${QEMU} [role=status]`);
				const before = await status.textContent();
				await page.getByRole("tab", { name: "QEMU" }).click();
				await typeLine(page, QEMU, "set /chosen/bootargs edited");
				await page
					.waitForFunction(
						([where, was]) => {
							const now = document.querySelector(
								`${where} [role=status]`,
							)?.textContent;
							return now !== was && now?.startsWith("The tree:");
						},
						[QEMU, before],
					)
					.catch(async () => {
						throw new Error(
							`not read again:\n${before} ${await status.textContent()}\n${await screen(page, QEMU)}`,
						);
					});
				// What the page asked is neither on the screen nor in the history.
				const text = await screenHas(page, QEMU, /edited\n(.*\n)*\/>$/);
				assert.doesNotMatch(text, /export dtb/);
				await typeLine(page, QEMU, "history");
				const history = await screenHas(page, QEMU, /\n2 {2}history\n\/>$/);
				assert.doesNotMatch(history, /export dtb/);
			},
			{ allowed: LOCAL },
		);
	});
});

test("without Web Serial the page says which browsers have it", async () => {
	const look: Look = { script: () => Reflect.deleteProperty(Navigator.prototype, "serial") };
	await withPage(
		"#board",
		async (page) => {
			await page.getByText("This browser has no Web Serial").waitFor();
		},
		look,
	);
});
