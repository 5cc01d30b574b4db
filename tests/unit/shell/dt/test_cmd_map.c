/* map: nested regions, free RAM, and regions that are where they should not be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

static const struct fake_item tree[] = {
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_CELLS("linux,initrd-end", 0x84000600),
	TREE_END,
	TREE_NODE("memory@80000000"),
	TREE_TEXT("device_type", "memory"),
	TREE_CELLS("reg", 0x80000000, 0x8000000),
	TREE_END,
	TREE_NODE("reserved-memory"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_FLAG("ranges"),
	TREE_NODE("firmware@80000000"),
	TREE_CELLS("reg", 0x80000000, 0x40000),
	TREE_FLAG("no-map"),
	TREE_END,
	TREE_NODE("ramoops@87ff0000"),
	TREE_CELLS("reg", 0x87ff0000, 0x20000),
	TREE_END,
	TREE_END,
	TREE_NODE("soc"),
	TREE_CELLS("#address-cells", 1),
	TREE_CELLS("#size-cells", 1),
	TREE_CELLS("ranges", 0, 0x10000000, 0x100000, 0x100000, 0x81000000, 0x1000),
	TREE_NODE("uart@1000"),
	TREE_CELLS("reg", 0x1000, 0x100, 0x5000000, 1, 0x2000, 0),
	TREE_END,
	TREE_NODE("gp\033io@1080"),
	TREE_CELLS("reg", 0x1080, 0x100),
	TREE_TEXT("status", "disabled"),
	TREE_END,
	TREE_NODE("inside@1010"),
	TREE_CELLS("reg", 0x1010, 0x10),
	TREE_END,
	TREE_NODE("stray@100000"),
	TREE_CELLS("reg", 0x100000, 0x1000),
	TREE_END,
	TREE_END,
	TREE_NODE("last"),
	TREE_CELLS("reg", 0xfffffff0, 0x10),
	TREE_END,
	{ 0 },
};

static struct owners owners = {
	.row = { { 0x80200000, 0x1fe00, "", OWNER_IMAGE, 0 },
		 { 0x80220000, 0x10000, "a name that is longer than what is left of a row",
		   OWNER_LOADED, 0 } },
	.count = 2,
};

static const struct fake_line rows[] = {
	{ "map", 0,
	  "      BASE        LAST       SIZE  WHAT\n"
	  "0x10001000  0x100010ff      256 B  uart@1000\n"
	  "0x10001010  0x1000101f       16 B  | inside@1010\n"
	  "0x10001080  0x1000117f      256 B  | ! disabled gp\\x1bio@1080\n"
	  "0x10001180  0x7fffffff    1.7 GiB  gap\n"
	  "0x80000000  0x87ffffff    128 MiB  RAM\n"
	  "0x80000000  0x8003ffff    256 KiB  | no-map firmware@80000000\n"
	  "0x80040000  0x801fffff    1.7 MiB  | free\n"
	  "0x80200000  0x8021fdff  127.5 KiB  | image\n"
	  "0x8021fe00  0x8021ffff      512 B  | free\n"
	  "0x80220000  0x8022ffff     64 KiB  | loaded a name that is longer than what is left of "
	  "a row\n"
	  "0x80230000  0x80ffffff   13.8 MiB  | free\n"
	  "0x81000000  0x81000fff      4 KiB  | ! stray@100000\n"
	  "0x81001000  0x83ffffff   47.9 MiB  | free\n"
	  "0x84000000  0x840005ff    1.5 KiB  | initrd\n"
	  "0x84000600  0x87feffff   63.9 MiB  | free\n"
	  "0x87ff0000  0x8800ffff    128 KiB  | ! reserved ramoops@87ff0000\n"
	  "0x88010000  0xffffffef    1.8 GiB  gap\n"
	  "0xfffffff0  0xffffffff       16 B  last\n" },
	{ "map -l", 0,
	  "0x10001000 0x100010ff 0x100 device /soc/uart@1000\n"
	  "0x10001010 0x1000101f 0x10 device /soc/inside@1010\n"
	  "0x10001080 0x1000117f 0x100 disabled /soc/gp\\x1bio@1080 overlap\n"
	  "0x80000000 0x87ffffff 0x8000000 RAM\n"
	  "0x80000000 0x8003ffff 0x40000 no-map firmware@80000000\n"
	  "0x80200000 0x8021fdff 0x1fe00 image\n"
	  "0x80220000 0x8022ffff 0x10000 loaded a name that is longer than what is left of a row\n"
	  "0x81000000 0x81000fff 0x1000 device /soc/stray@100000 overlap\n"
	  "0x84000000 0x840005ff 0x600 initrd\n"
	  "0x87ff0000 0x8800ffff 0x20000 reserved ramoops@87ff0000 overlap\n"
	  "0xfffffff0 0xffffffff 0x10 device /last\n" },
	{ NULL, 0, NULL },
};

static void the_whole_map(void **state)
{
	(void)state;
	fake_session_owners(tree, rows, &owners);
}

/* RAM after a region at its start is free up to its end; the address space ends at its last
 * address. */
static void ends(void **state)
{
	static const struct fake_item whole[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("memory"),
		TREE_CELLS("reg", 0, 0x1000, 0, 0x1000),
		TREE_END,
		TREE_NODE("all"),
		TREE_CELLS("reg", 0, 0, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0, 1),
		TREE_END,
		{ 0 },
	};
	static const struct fake_line lines[] = {
		{ "map", 0,
		  "              BASE                LAST            SIZE  WHAT\n"
		  "               0x0  0xfffffffffffffffe  16777215.9 TiB  all\n"
		  "            0x1000              0x1fff           4 KiB  | RAM\n"
		  "            0x1000              0x1fff           4 KiB  | | free\n"
		  "0xffffffffffffffff  0xffffffffffffffff             1 B  all\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session(whole, lines);
}

static void without_a_tree(void **state)
{
	static const struct fake_line lines[] = {
		{ "map", 0,
		  "      BASE        LAST       SIZE  WHAT\n"
		  "0x80000000  0x801fffff      2 MiB  perhaps firmware\n"
		  "0x80200000  0x8021fdff  127.5 KiB  image\n"
		  "0x8021fe00  0x8021ffff      512 B  gap\n"
		  "0x80220000  0x8022ffff     64 KiB  loaded a name that is longer than what is "
		  "left of a "
		  "row\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_owners(NULL, lines, &owners);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_map),
		cmocka_unit_test(ends),
		cmocka_unit_test(without_a_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
