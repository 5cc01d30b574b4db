/* The page's pure modules: YMODEM against lrzsz, the lines of `export dtb` against the image's shell. */
import { strict as assert } from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { crc16, crc32 } from "../../web/src/bytes.ts";
import { bootFacts } from "../../web/src/fdt.ts";
import { Receivers, type Line } from "../../web/src/line.ts";
import { likelihood } from "../../web/src/serial.ts";
import { endsWithPrompt } from "../../web/src/session.ts";
import { TreeLines, ranges } from "../../web/src/tree_lines.ts";
import { receiveFiles, sendFiles } from "../../web/src/ymodem.ts";

const TREES = ".deps/trees";
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A program of lrzsz as a line. @damage may change what goes to it and comes from it. */
function program(
	command: string,
	words: string[],
	folder: string,
	damage: (bytes: Buffer) => Buffer = (bytes) => bytes,
): { line: Line; done: Promise<number | null> } {
	const child = spawn(command, words, { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
	const receivers = new Receivers();
	const done = new Promise<number | null>((resolve) => child.on("exit", resolve));
	child.stdin.on("error", () => undefined);
	child.stdout.on("data", (bytes: Buffer) => receivers.receive(new Uint8Array(damage(bytes))));
	child.on("exit", () => receivers.end("the program ended"));
	const line: Line = {
		send: (bytes) => void child.stdin.write(damage(Buffer.from(bytes))),
		onBytes: (callback) => receivers.add(callback),
		onEnd: (callback) => receivers.addEnd(callback),
		close: () => void child.kill(),
	};
	return { line, done };
}

const FILES = [
	{ name: "empty", bytes: new Uint8Array() },
	{ name: "one", bytes: Uint8Array.of(7) },
	{ name: "block.bin", bytes: new Uint8Array(1024).fill(0x1a) },
	{ name: "large.bin", bytes: Uint8Array.from({ length: 300_001 }, (_, i) => (i * 31) >> 2) },
];

/** Damages every nth piece of at least that many bytes. */
function damaging(every: number, size: number): (bytes: Buffer) => Buffer {
	let count = 0;
	return (bytes) => {
		if (bytes.length < size || ++count % every) return bytes;
		const damaged = Buffer.from(bytes);
		damaged[size >> 1] = (damaged[size >> 1] ?? 0) ^ 0x55;
		return damaged;
	};
}

for (const [name, damage] of [
	["a good line", undefined],
	["a bad line", damaging(20, 500)],
] as const) {
	test(`sends to rb over ${name}`, async () => {
		const folder = mkdtempSync(join(tmpdir(), "web-"));
		const { line, done } = program("rb", ["-q"], folder, damage);
		await sendFiles(line, FILES);
		assert.equal(await done, 0);
		assert.equal(readdirSync(folder).length, FILES.length);
		for (const file of FILES)
			assert.deepEqual(new Uint8Array(readFileSync(join(folder, file.name))), file.bytes);
	});

	test(`receives from sb over ${name}`, async () => {
		const folder = mkdtempSync(join(tmpdir(), "web-"));
		for (const file of FILES) writeFileSync(join(folder, file.name), file.bytes);
		const names = FILES.map((file) => file.name);
		const { line, done } = program("sb", ["-q", "-k", ...names], folder, damage);
		const files = await receiveFiles(line);
		assert.equal(await done, 0);
		assert.deepEqual(files, FILES);
	});
}

test("a transfer that the other side cancels fails with a reason", async () => {
	const receivers = new Receivers();
	const line: Line = {
		send: () => setTimeout(() => receivers.receive(Uint8Array.of(24, 24, 24)), 1),
		onBytes: (callback) => receivers.add(callback),
		onEnd: () => undefined,
		close: () => undefined,
	};
	await assert.rejects(receiveFiles(line), /cancelled/);
	setTimeout(() => receivers.receive(bytesOf("C")), 1);
	await assert.rejects(sendFiles(line, FILES), /cancelled/);
});

test("sums", () => {
	assert.equal(crc32(bytesOf("123456789")), 0xcbf43926);
	assert.equal(crc16(bytesOf("123456789")), 0x31c3);
});

test("the lines of export dtb: damaged and missing ones, in any order", () => {
	const path = join(TREES, "starfive/jh7110-milkv-mars.dtb");
	const blob = new Uint8Array(readFileSync(path));
	const printed = execFileSync("build/hostshell", [path, "-c", "export dtb"]).toString();
	const lines = new TreeLines();
	lines.add(
		`/> export dtb\r\n${printed
			.replace(/\n/g, "\r\n")
			.replace(/\n17 A/, "\n17 B")
			.replace(/\n30 .*/, "")}`,
	);
	assert.deepEqual(lines.missing, [17, 30]);
	assert.equal(lines.blob, undefined);
	const again = execFileSync("build/hostshell", [
		path,
		"-c",
		`export dtb ${ranges(lines.missing)}`,
	]);
	lines.add(again.toString());
	assert.deepEqual(lines.blob, blob);
	assert.equal(ranges([3, 17, 18, 19, 20, 22]), "3 17-20 22");
});

test("what firmware must know of a tree", () => {
	const of = (name: string) => bootFacts(new Uint8Array(readFileSync(join(TREES, name))));
	assert.deepEqual(of("sifive/hifive-unleashed-a00.dtb"), { hart: 1, timebase: 1_000_000 });
	assert.deepEqual(of("allwinner/sun20i-d1-nezha.dtb"), { hart: 0, timebase: 24_000_000 });
	assert.deepEqual(bootFacts(bytesOf("no tree")), { hart: 0, timebase: 10_000_000 });
	const cut = new Uint8Array(readFileSync(join(TREES, "sifive/hifive-unleashed-a00.dtb")));
	for (let size = 0; size < 2000; size += 7) bootFacts(cut.slice(0, size));
});

test("prompts", () => {
	for (const text of ["/> ", "\r\n/soc/serial@10000000> ", "x\n\u001b[K/> "])
		assert.ok(endsWithPrompt(text), text);
	for (const text of ["", "/> ls", "> ", "a /> ", "/>\n"]) assert.ok(!endsWithPrompt(text), text);
	assert.equal(likelihood(bytesOf("\r\n/> ")), 1);
	assert.ok(likelihood(Uint8Array.of(0x80, 0xff, 0, 0xe0)) < 0.1);
});
