/* A real QEMU whose serial line is a websocket. */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { ROOT } from "./browser.ts";

/** A port that is free now. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address() as AddressInfo;
	await new Promise((done) => server.close(done));
	return port;
}

/** Runs QEMU's virt with the image until the test has ended; it waits for the one who connects. */
export async function withQemu(run: (address: string) => Promise<void>): Promise<void> {
	const port = await freePort();
	const words = [
		...["-M", "virt", "-m", "256M", "-display", "none", "-monitor", "none"],
		...["-kernel", join(ROOT, "build/firstlight.bin")],
		...["-serial", `websocket:127.0.0.1:${port},server=on,wait=on`],
	];
	const qemu = spawn("qemu-system-riscv64", words, { stdio: ["ignore", "ignore", "pipe"] });
	try {
		await listening(qemu);
		await run(`ws://127.0.0.1:${port}/`);
	} finally {
		qemu.kill();
	}
}

/* With wait=on, QEMU says on standard error that it waits. */
function listening(qemu: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let said = "";
		qemu.stderr?.on("data", (bytes: Buffer) => {
			said += bytes.toString();
			if (said.includes("waiting for connection")) resolve();
		});
		qemu.on("exit", () => reject(new Error(`QEMU ended: ${said}`)));
		qemu.on("error", reject);
	});
}
