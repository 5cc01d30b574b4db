/* Trees for the tests of the page, and the host shell of this PC, whose word is compared with. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "./browser.ts";

const SHARED = process.env["FIRSTLIGHT_SHARED"] ?? join(ROOT, "../shared");
const HOSTSHELL = join(ROOT, "build/hostshell");

/** An empty folder for a test's files. */
export const SCRATCH = mkdtempSync(join(tmpdir(), "web-test-"));

function filesBelow(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return filesBelow(path);
		return entry.name.endsWith(".dtb") ? [path] : [];
	});
}

/** The trees of real boards, each once: Debian's, and those of ../shared if that folder exists. */
export function realTrees(): string[] {
	const known = new Map<string, string>();
	for (const folder of [join(SHARED, "dtb/dev"), join(ROOT, ".deps/trees")])
		for (const path of filesBelow(folder)) known.set(basename(path), path);
	return [...known.values()].sort();
}

/** Malformed and hard trees: of ../shared, and of a real one with its first bytes destroyed. */
export function badTrees(): string[] {
	return filesBelow(join(SHARED, "dtb/bad")).sort();
}

/** One tree of a real board, small and with many devices. */
export const BOARD = join(ROOT, ".deps/trees/starfive/jh7110-milkv-mars.dtb");

/** What the host shell of this PC prints. */
export interface Printed {
	status: number;
	out: string;
	err: string;
}

/** Runs the host shell over the file @path. */
export function hostshell(path: string, commands: string): Printed {
	const done = spawnSync(HOSTSHELL, [path, "-c", commands], {
		cwd: SCRATCH,
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	return { status: done.status ?? -1, out: done.stdout, err: done.stderr };
}

/** The document that a command prints with -j. */
export function reported<T>(path: string, command: string): T {
	return JSON.parse(hostshell(path, command).out) as T;
}

/** Compiles source. */
export function dtc(source: string): Buffer {
	return execFileSync("dtc", ["-q", "-@", "-I", "dts", "-O", "dtb"], { input: source });
}

/** A tree whose names are hostile to shells, terminals and pages: tests/host/hostile_names.py. */
export function hostileTree(): Buffer {
	return execFileSync("/usr/bin/python3", [join(ROOT, "tests/web/hostile.py")]);
}

/** The bytes of a file. */
export function read(path: string): Buffer {
	return readFileSync(path);
}
