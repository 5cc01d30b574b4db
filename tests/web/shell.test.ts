/* The shell in the page prints what the program for PCs prints, byte for byte. */
import { strict as assert } from "node:assert";
import { join } from "node:path";
import { test } from "node:test";
import { NotATree, Shell } from "../../web/src/shell.ts";
import { FileStore } from "../../web/src/wasi.ts";
import { ROOT } from "./browser.ts";
import { badTrees, BOARD, hostileTree, hostshell, read, realTrees } from "./trees.ts";

/* The page fetches the module; here it is a file. */
globalThis.fetch = () =>
	Promise.resolve(
		new Response(new Uint8Array(read(join(ROOT, "build/web/shell.wasm"))), {
			headers: { "content-type": "application/wasm" },
		}),
	);

const LOOK = [
	"ls; pwd; help; help find",
	"tree -p",
	"check -v",
	"map; mem",
	"irq -r; clock -r; reg -r; gpio -r",
	"cpus; stats; header; rsvmap; phandle; strings",
	"console why; console why --for linux",
	"find -t; find -j -compatible *uart* -or -irq 10",
	"refs /; refs -o -j /soc",
	"dts | head -n 2000 | wc",
	"check -j; map -j; irq -r -j; clock -r -j; reg -r -j; tree -p -j",
	"export dtb",
	"cd /cpus; ls -l; nosuch; ls nosuch",
	"cat nosuch/nosuch; md 0; bad 'quote",
];
const EDIT = [
	"set /chosen/bootargs 'a b'; mk /new@1; set /new@1/reg <1 &{/cpus}>; rm /aliases; check -f",
	"diff; diff -u; diff -j; export dts; export dtbo; export uboot; history -e -j",
	"undo 2; redo; diff -l; dt; snapshot one; revert; undo all; diff -q",
];
const COLUMNS = 80;
const MANY = 300; /* of ../shared/dtb/bad, if it is there */

async function compare(path: string, bytes: Uint8Array, commands: string[]): Promise<void> {
	const shell = await Shell.open(bytes, "tree.dtb", new FileStore());
	const marked = commands.map((line) => `${line}; echo "status $?"`);
	const printed = marked.map((line) => shell.ask(line, COLUMNS));
	/* A line of a script begins where the one before it has left the shell; ask begins at the root. */
	const host = hostshell(path, marked.join("\ncd /\n"));
	assert.equal(printed.map((answer) => answer.out).join(""), host.out, path);
	assert.equal(printed.map((answer) => answer.err).join(""), host.err, path);
}

test("each command, over each tree of a real board", async () => {
	const trees = realTrees();
	assert.ok(trees.length > 30, "tools/deps web unpacks the trees of real boards");
	for (const path of trees) await compare(path, read(path), LOOK);
});

test("edits, over each tree of a real board", async () => {
	for (const path of realTrees()) await compare(path, read(path), EDIT);
});

test("a status is the same number as on a PC", async () => {
	const shell = await Shell.open(read(BOARD), "tree.dtb");
	for (const line of ["ls nosuch", "dt open nosuch.dtb", "nosuch", "save x", "check -q", "md 0"])
		assert.equal(shell.ask(line).status, hostshell(BOARD, line).status, line);
});

test("malformed and hard trees are refused with the same words, or read alike", async () => {
	const trees = badTrees();
	assert.ok(trees.length === 0 || trees.length >= MANY);
	for (const path of trees) {
		const host = hostshell(path, "check -v; tree -p");
		const shell = await Shell.open(read(path), path).catch((error: unknown) => error);
		if (shell instanceof Shell) {
			const answer = shell.ask("check -v; tree -p", COLUMNS);
			assert.deepEqual({ ...answer }, { ...host }, path);
		} else {
			assert.ok(shell instanceof NotATree, `${path}: ${String(shell)}`);
			assert.equal(`${shell.message}\n`, host.err);
		}
	}
});

test("what a tree says never reaches the terminal as control bytes", async () => {
	const shell = await Shell.open(hostileTree(), "hostile\x1b[2J.dtb");
	let text = "";
	shell.onBytes((bytes) => (text += new TextDecoder().decode(bytes)));
	shell.begin(COLUMNS);
	shell.send(new TextEncoder().encode("ls\rtree -p\rcheck -v\rmap\rdts\r"));
	assert.match(text, /<img src=x onerror=hurt\(\)>/);
	// eslint-disable-next-line no-control-regex
	assert.doesNotMatch(text, /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/);
});

test("keys: lines are edited, completed and run; files are kept in the page", async () => {
	const files = new FileStore();
	const shell = await Shell.open(read(BOARD), "mars.dtb", files);
	let text = "";
	const type = (keys: string) => {
		text = "";
		shell.send(new TextEncoder().encode(keys));
		return text.replaceAll("\r\n", "\n");
	};
	shell.onBytes((bytes) => (text += new TextDecoder().decode(bytes)));
	shell.begin(COLUMNS);
	assert.equal(text, "173 nodes. Type 'help'; Tab completes names.\r\n/> ");
	assert.equal(type("echo abx\x7f\r"), "echo abx\b\x1b[J\nab\n/> ");
	assert.match(type("cat /chosen/std\t\r"), /\n"serial0:115200n8"\n/);
	assert.match(type("exit\r"), /the page stays/);
	assert.match(type("dts / | more\r"), /\n\/> $/);
	assert.match(type("echo one > a; echo two >> a; cat nosuch > b\r"), /no such node/);
	assert.equal(new TextDecoder().decode(files.get("a")), "one\ntwo\n");
	assert.equal(files.get("b")?.length, 0);
	assert.match(type("save c.dtb; dt open c.dtb; diff 1\r"), /c\.dtb: \d+ bytes\ntree 1/);
	assert.deepEqual([...(files.get("c.dtb") ?? [])], [...read(BOARD)]);
	assert.match(
		type("dt open x.dts\r"),
		/there is no compiler here: type dtc -@ -O dtb -o x\.dtb/,
	);
});
