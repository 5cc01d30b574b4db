/* mem: all known memory in one table. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

#define TITLE "base               last                     size what\n"

#define NO_RAM "mem: RAM is unknown: the tree has no usable memory node\n"

static const struct fake_item tree[] = {
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_CELLS("linux,initrd-end", 0, 0x84000600),
	TREE_END,
	TREE_NODE("memory@100000000"),
	TREE_TEXT("device_type", "memory"),
	TREE_CELLS("reg", 1, 0, 2, 0, 0, 0x80000000, 0, 0x7ff0000),
	TREE_END,
	TREE_NODE("reserved-memory"),
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("ranges"),
	TREE_NODE("firmware@80000000"),
	TREE_CELLS("reg", 0, 0x80000000, 0, 0x40000),
	TREE_FLAG("no-map"),
	TREE_END,
	TREE_NODE("pool\007"),
	TREE_CELLS("reg", 0, 0x80000000, 0, 1023),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct shell_region regions[] = {
	{ "image", 0x80200000, 0x1fe00 },
	{ "stack", 0x80220000, 0x10000 },
	{ "nothing", 0x80230000, 0 },
};

static const struct fake_line all[] = {
	{ "mem", 0,
	  TITLE "0x0000000080000000 0x0000000087feffff  127.9 MiB RAM\n"
		"0x0000000080000000 0x000000008003ffff    256 KiB no-map firmware@80000000\n"
		"0x0000000080000000 0x00000000800003fe     1023 B reserved pool\\x07\n"
		"0x0000000080200000 0x000000008021fdff  127.5 KiB image\n"
		"0x0000000080220000 0x000000008022ffff     64 KiB stack\n"
		"0x0000000084000000 0x00000000840005ff    1.5 KiB initrd\n"
		"0x0000000100000000 0x00000002ffffffff      8 GiB RAM\n" },
	{ "mem x", EINVAL, "mem: too many arguments\nusage: mem\n" },
	{ NULL, 0, NULL },
};

static void regions_are_sorted_by_address(void **state)
{
	(void)state;
	fake_session_regions(tree, all, regions, 3);
}

static const struct fake_item bad_initrd[] = {
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_CELLS("linux,initrd-end", 0x83000000),
	TREE_END,
	{ 0 },
};

static const struct fake_line initrd_is_ignored[] = {
	{ "mem", 0, "mem: initrd: it ends before it starts, so it is ignored\n" NO_RAM TITLE },
	{ NULL, 0, NULL },
};

static const struct fake_item half_an_initrd[] = {
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_END,
	{ 0 },
};

static const struct fake_line nothing[] = {
	{ "mem", 0, NO_RAM TITLE },
	{ NULL, 0, NULL },
};

static void an_initrd_needs_both_ends(void **state)
{
	(void)state;
	fake_session(bad_initrd, initrd_is_ignored);
	fake_session(half_an_initrd, nothing);
}

static const struct fake_line image_only[] = {
	{ "mem", 0, TITLE "0x0000000080200000 0x000000008021fdff  127.5 KiB image\n" },
	{ NULL, 0, NULL },
};

static void without_a_tree_the_port_names_regions(void **state)
{
	(void)state;
	fake_session_regions(NULL, image_only, regions, 1);
}

/* Sizes at the change of the unit, and the end of the address space. */
static void sizes_are_for_people(void **state)
{
	static const struct shell_region sizes[] = {
		{ "a", 0x10, 1 },          { "b", 0x20, 1024 },
		{ "c", 0x30, 1025 },       { "d", 0x40, 0x100000 - 1 },
		{ "e", 0x50, UINT64_MAX }, { "f", UINT64_MAX, 1 },
	};
	static const struct fake_line rows[] = {
		{ "mem", 0,
		  TITLE "0x0000000000000010 0x0000000000000010        1 B a\n"
			"0x0000000000000020 0x000000000000041f      1 KiB b\n"
			"0x0000000000000030 0x0000000000000430      1 KiB c\n"
			"0x0000000000000040 0x000000000010003e 1023.9 KiB d\n"
			"0x0000000000000050 0xffffffffffffffff 16777215.9 TiB e\n"
			"0xffffffffffffffff 0xffffffffffffffff        1 B f\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_regions(NULL, rows, sizes, 6);
}

static void any_number_of_regions_fits(void **state)
{
	static struct shell_region many[100];
	static const struct fake_line rows[] = {
		{ "mem | tail 2", 0,
		  "0x0000000000000062 0x0000000000000062        1 B many\n"
		  "0x0000000000000063 0x0000000000000063        1 B many\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	for (unsigned i = 0; i < 100; i++)
		many[i] = (struct shell_region){ "many", i, 1 };
	fake_session_regions(NULL, rows, many, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_are_sorted_by_address),
		cmocka_unit_test(an_initrd_needs_both_ends),
		cmocka_unit_test(without_a_tree_the_port_names_regions),
		cmocka_unit_test(sizes_are_for_people),
		cmocka_unit_test(any_number_of_regions_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
