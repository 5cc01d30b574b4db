/* cpus, chosen, header, rsvmap, strings and stats: what a tree says about the machine and about
 * itself. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

enum { CPU0 = 1, CPU7, L2, L3, NOWHERE = 99 };

static const struct fake_item tree[] = {
	TREE_NODE("aliases"),
	TREE_TEXT("serial0", "/uart@1000"),
	TREE_END,
	TREE_NODE("chosen"),
	TREE_TEXT("stdout-path", "serial0:115200n8"),
	TREE_TEXT("linux,stdout-path", "/nowhere"),
	TREE_BYTES("stdin-path", "/uart@1000"),
	TREE_TEXT("bootargs", "root=\033 quiet"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_CELLS("linux,initrd-end", 0x84000600),
	TREE_CELLS("rng-seed", 1, 2),
	TREE_CELLS("kaslr-seed", 1, 2),
	TREE_FLAG("flag"),
	TREE_END,
	TREE_NODE("cpus"),
	TREE_CELLS("timebase-frequency", 10000000),
	TREE_NODE("cpu@0"),
	TREE_CELLS("phandle", CPU0),
	TREE_CELLS("reg", 0),
	TREE_TEXT("riscv,isa", "rv64imafdc"),
	TREE_TEXT("riscv,isa-extensions", "i\0m"),
	TREE_TEXT("mmu-type", "riscv,sv39"),
	TREE_CELLS("i-cache-size", 32768),
	TREE_CELLS("d-cache-size", 0x1800),
	TREE_CELLS("next-level-cache", L2),
	TREE_END,
	TREE_NODE("cpu@7"),
	TREE_CELLS("phandle", CPU7),
	TREE_CELLS("reg", 7),
	TREE_TEXT("status", "dis\033abled"),
	TREE_CELLS("next-level-cache", NOWHERE),
	TREE_END,
	TREE_NODE("cpu@8"),
	TREE_CELLS("l2-cache", L3),
	TREE_END,
	TREE_NODE("l2"),
	TREE_CELLS("phandle", L2),
	TREE_CELLS("cache-size", 0x200000),
	TREE_CELLS("next-level-cache", L3),
	TREE_END,
	TREE_NODE("l3"),
	TREE_CELLS("phandle", L3),
	TREE_CELLS("next-level-cache", L3),
	TREE_END,
	TREE_NODE("cpu-map"),
	TREE_NODE("cluster0"),
	TREE_NODE("core0"),
	TREE_CELLS("cpu", CPU0),
	TREE_END,
	TREE_NODE("core1"),
	TREE_CELLS("cpu", NOWHERE),
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_END,
	TREE_NODE("uart@1000"),
	TREE_TEXT("compatible", "b,uart\0a,uart"),
	TREE_TEXT("status", "disabled"),
	TREE_END,
	TREE_NODE("uart@2000"),
	TREE_TEXT("compatible", "a,uart"),
	TREE_END,
	{ 0 },
};

static const struct fake_line rows[] = {
	{ "cpus", 0,
	  "hart        0\n"
	  "this one    yes\n"
	  "node        /cpus/cpu@0\n"
	  "status      okay\n"
	  "isa         rv64imafdc\n"
	  "extensions  i m\n"
	  "mmu         riscv,sv39\n"
	  "\n"
	  "hart        7\n"
	  "node        /cpus/cpu@7\n"
	  "status      dis\\x1babled\n"
	  "\n"
	  "node        /cpus/cpu@8\n"
	  "status      okay\n"
	  "\n"
	  "HART  CACHE         INSTRUCTIONS   DATA  UNIFIED\n"
	  "   0  /cpus/cpu@0         32 KiB  6 KiB        -\n"
	  "   0  /cpus/l2                 -      -    2 MiB\n"
	  "   0  /cpus/l3                 -      -        -\n"
	  "   0  /cpus/l3                 -      -        -\n"
	  "   0  /cpus/l3                 -      -        -\n"
	  "   7  no such node             -      -        -\n"
	  "   -  /cpus/l3                 -      -        -\n"
	  "   -  /cpus/l3                 -      -        -\n"
	  "   -  /cpus/l3                 -      -        -\n"
	  "   -  /cpus/l3                 -      -        -\n"
	  "\n"
	  "PLACE           HART\n"
	  "cluster0/core0  0\n"
	  "cluster0/core1  -\n"
	  "\n"
	  "timebase  10000000 Hz\n" },
	{ "cpus -j | grep -v cache", 0,
	  "{\"harts\":[\n"
	  "{\"hart\":0,\"this\":true,\"node\":\"/cpus/cpu@0\",\"status\":\"okay\","
	  "\"isa\":\"rv64imafdc\",\"extensions\":[\"i\",\"m\"],\"mmu\":\"riscv,sv39\"},\n"
	  "{\"hart\":7,\"this\":false,\"node\":\"/cpus/cpu@7\",\"status\":\"dis\\\\x1babled\","
	  "\"extensions\":[]},\n"
	  "{\"node\":\"/cpus/cpu@8\",\"status\":\"okay\",\"extensions\":[]}\n"
	  "],\n"
	  "{\"hart\":0,\"node\":\"/cpus/l3\"},\n"
	  "{\"hart\":0,\"node\":\"/cpus/l3\"},\n"
	  "{\"hart\":0,\"node\":\"/cpus/l3\"},\n"
	  "{\"hart\":7},\n"
	  "{\"node\":\"/cpus/l3\"},\n"
	  "{\"node\":\"/cpus/l3\"},\n"
	  "{\"node\":\"/cpus/l3\"},\n"
	  "{\"node\":\"/cpus/l3\"}\n"
	  "],\n"
	  "\"topology\":[\n"
	  "{\"place\":\"cluster0/core0\",\"hart\":0},\n"
	  "{\"place\":\"cluster0/core1\"}\n"
	  "],\n"
	  "\"time\":{\"timebase_frequency\":10000000}}\n" },
	{ "chosen | grep path", 0,
	  "stdout-path  \"serial0:115200n8\"  /uart@1000  disabled  by alias serial0  options "
	  "115200n8\n"
	  "linux,stdout-path  \"/nowhere\"  no such node\n"
	  "stdin-path  [2f 75 61 72 74 40 31 30 30 30]  /uart@1000  disabled\n" },
	{ "chosen | grep -v path", 0,
	  "bootargs  \"root=\\x1b quiet\"\n"
	  "linux,initrd-start  <0x84000000>\n"
	  "linux,initrd-end  <0x84000600>  0x84000000 to 0x840005ff  1.5 KiB\n"
	  "rng-seed  8 bytes of randomness, not shown\n"
	  "kaslr-seed  8 bytes of randomness, not shown\n"
	  "flag\n" },
	{ "header | grep -v _", 0,
	  "magic              0xd00dfeed\n"
	  "totalsize          1220\n"
	  "version            17\n"
	  "in no block        8\n" },
	{ "rsvmap", 0, "the map is empty; 'mem' also shows /reserved-memory\n" },
	{ "strings", 0,
	  "bytes           264\n"
	  "strings         23\n"
	  "unused          0\n"
	  "bytes of those  0\n"
	  "doubled         0\n"
	  "ends of others  1\n" },
	{ "strings -l | grep cache", 0,
	  "   0xf     1  \"l2-cache\"\n"
	  "  0x1f     4  \"next-level-cache\"\n"
	  "  0x30     1  \"d-cache-size\"\n"
	  "  0x32     1  \"cache-size\"\n"
	  "  0x3d     1  \"i-cache-size\"\n" },
	{ "strings -j", 0,
	  "{\"summary\":{\"bytes\":264,\"strings\":23,\"unused\":0,\"unused_bytes\":0,"
	  "\"doubled\":0,\"ends\":1}}\n" },
	{ "stats", 0,
	  "nodes            15\n"
	  "disabled         2\n"
	  "with phandle     4\n"
	  "depth            4\n"
	  "properties       34\n"
	  "bytes of values  218\n"
	  "bytes of names   264\n"
	  "\n"
	  "MOST IN A  BYTES  WHERE\n"
	  "property      17  /chosen stdout-path\n"
	  "node          73  /chosen\n"
	  "branch       104  /cpus\n"
	  "\n"
	  "PROPERTY          TIMES\n"
	  "next-level-cache      4\n"
	  "phandle               4\n"
	  "compatible            2\n"
	  "cpu                   2\n"
	  "status                2\n"
	  "\n"
	  "COMPATIBLE  TIMES\n"
	  "a,uart          2\n"
	  "b,uart          1\n" },
	{ "stats -j | head 5", 0,
	  "{\"counts\":{\"nodes\":15,\"disabled\":2,\"phandles\":4,\"depth\":4,\"properties\":34,"
	  "\"value_bytes\":218,\"name_bytes\":264},\n"
	  "\"biggest\":[\n"
	  "{\"what\":\"property\",\"bytes\":17,\"node\":\"/"
	  "chosen\",\"property\":\"stdout-path\"},\n"
	  "{\"what\":\"node\",\"bytes\":73,\"node\":\"/chosen\"},\n"
	  "{\"what\":\"branch\",\"bytes\":104,\"node\":\"/cpus\"}\n" },
	{ NULL, 0, NULL },
};

static void facts_are_printed(void **state)
{
	(void)state;
	fake_session(tree, rows);
}

/* A tree without anything that they look for. */
static void bare_tree(void **state)
{
	static const struct fake_item bare[] = { { 0 } };
	static const struct fake_item empty[] = {
		TREE_NODE("cpus"), TREE_END, TREE_NODE("chosen"), TREE_CELLS("linux,initrd-end", 5),
		TREE_END,          { 0 },
	};
	static const struct fake_line nothing[] = {
		{ "cpus", ENOENT, "cpus: /cpus: no such node\n" },
		{ "chosen", ENOENT, "chosen: /chosen: no such node\n" },
		{ "strings -l", 0,
		  "bytes           0\n"
		  "strings         0\n"
		  "unused          0\n"
		  "bytes of those  0\n"
		  "doubled         0\n"
		  "ends of others  0\n" },
		{ "stats", 0,
		  "nodes            1\n"
		  "disabled         0\n"
		  "with phandle     0\n"
		  "depth            0\n"
		  "properties       0\n"
		  "bytes of values  0\n"
		  "bytes of names   0\n" },
		{ NULL, 0, NULL },
	};
	static const struct fake_line little[] = {
		{ "cpus", 0, "timebase  unknown\n" },
		{ "chosen", 0,
		  "linux,initrd-end  <0x5>  no initrd: its end is not after its start\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(bare, nothing);
	fake_session(empty, little);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_are_printed),
		cmocka_unit_test(bare_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
