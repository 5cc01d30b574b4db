/* mem: all known memory in one table. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/unit/fake/fake_session.h"

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

static struct owners owners = {
	.row = { { 0x80200000, 0x1fe00, "", OWNER_IMAGE, 0 },
		 { 0x80220000, 0x10000, "", OWNER_STACKS, 0 },
		 { 0x80230000, 0, "", OWNER_WORKSPACE, 0 },
		 { 0x83000000, 0x600, "a\nb", OWNER_LOADED, 0x1234 } },
	.count = 4,
};

static const struct fake_line all[] = {
	{ "mem", 0,
	  "       BASE         LAST       SIZE  WHAT\n"
	  " 0x80000000   0x87feffff  127.9 MiB  RAM\n"
	  " 0x80000000   0x8003ffff    256 KiB  no-map firmware@80000000\n"
	  " 0x80000000   0x800003fe     1023 B  reserved pool\\x07\n"
	  " 0x80200000   0x8021fdff  127.5 KiB  image\n"
	  " 0x80220000   0x8022ffff     64 KiB  image: stacks\n"
	  " 0x83000000   0x830005ff    1.5 KiB  loaded a\\x0ab\n"
	  " 0x84000000   0x840005ff    1.5 KiB  initrd\n"
	  "0x100000000  0x2ffffffff      8 GiB  RAM\n" },
	{ "mem -j | tail 4", 0,
	  "{\"base\":\"0x83000000\",\"last\":\"0x830005ff\",\"size\":\"0x600\","
	  "\"kind\":\"loaded\",\"name\":\"a\\\\x0ab\",\"crc32\":\"0x1234\"},\n"
	  "{\"base\":\"0x84000000\",\"last\":\"0x840005ff\",\"size\":\"0x600\","
	  "\"kind\":\"initrd\"},\n"
	  "{\"base\":\"0x100000000\",\"last\":\"0x2ffffffff\",\"size\":\"0x200000000\","
	  "\"kind\":\"RAM\"}\n"
	  "]}\n" },
	{ "mem x", EINVAL, "mem: too many arguments\nusage: mem [-j]\n" },
	{ NULL, 0, NULL },
};

static void regions_are_sorted_by_address(void **state)
{
	(void)state;
	fake_session_owners(tree, all, &owners);
}

static const struct fake_item bad_initrd[] = {
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_CELLS("linux,initrd-end", 0x83000000),
	TREE_END,
	{ 0 },
};

static const struct fake_line initrd_is_ignored[] = {
	{ "mem", 0, "mem: initrd: it ends before it starts, so it is ignored\n" NO_RAM },
	{ NULL, 0, NULL },
};

static const struct fake_item half_an_initrd[] = {
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x84000000),
	TREE_END,
	{ 0 },
};

static const struct fake_line nothing[] = {
	{ "mem", 0, NO_RAM },
	{ NULL, 0, NULL },
};

static void an_initrd_needs_both_ends(void **state)
{
	(void)state;
	fake_session(bad_initrd, initrd_is_ignored);
	fake_session(half_an_initrd, nothing);
}

static const struct fake_line image_only[] = {
	{ "mem", 0,
	  "      BASE        LAST       SIZE  WHAT\n"
	  "0x80000000  0x801fffff      2 MiB  perhaps firmware\n"
	  "0x80200000  0x8021fdff  127.5 KiB  image\n" },
	{ NULL, 0, NULL },
};

static void without_a_tree_the_program_knows_itself(void **state)
{
	static struct owners image = {
		.row = { { 0x80200000, 0x1fe00, "", OWNER_IMAGE, 0 } },
		.count = 1,
	};

	(void)state;
	fake_session_owners(NULL, image_only, &image);
}

/* Sizes at the change of the unit, and the end of the address space. */
static void sizes_are_for_people(void **state)
{
	static struct owners sizes = {
		.row = { { 0x10, 1, "a", OWNER_LOADED, 0 },
			 { 0x20, 1024, "b", OWNER_LOADED, 0 },
			 { 0x30, 1025, "c", OWNER_LOADED, 0 },
			 { 0x40, 0x100000 - 1, "d", OWNER_LOADED, 0 },
			 { 0x50, UINT64_MAX, "e", OWNER_LOADED, 0 },
			 { UINT64_MAX, 1, "f", OWNER_LOADED, 0 } },
		.count = 6,
	};
	static const struct fake_line rows[] = {
		{ "mem", 0,
		  "              BASE                LAST            SIZE  WHAT\n"
		  "              0x10                0x10             1 B  loaded a\n"
		  "              0x20               0x41f           1 KiB  loaded b\n"
		  "              0x30               0x430           1 KiB  loaded c\n"
		  "              0x40            0x10003e      1023.9 KiB  loaded d\n"
		  "              0x50  0xffffffffffffffff  16777215.9 TiB  loaded e\n"
		  "0xffffffffffffffff  0xffffffffffffffff             1 B  loaded f\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	fake_session_owners(NULL, rows, &sizes);
}

static void any_number_of_regions_fits(void **state)
{
	static struct owners many = { .count = OWNERS_MAX };
	static const struct fake_line rows[] = {
		{ "mem | tail 2", 0,
		  "0x1e  0x1e   1 B  loaded many\n"
		  "0x1f  0x1f   1 B  loaded many\n" },
		{ NULL, 0, NULL },
	};

	(void)state;
	for (unsigned i = 0; i < OWNERS_MAX; i++)
		many.row[i] = (struct owner){ i, 1, "many", OWNER_LOADED, 0 };
	fake_session_owners(NULL, rows, &many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regions_are_sorted_by_address),
		cmocka_unit_test(an_initrd_needs_both_ends),
		cmocka_unit_test(without_a_tree_the_program_knows_itself),
		cmocka_unit_test(sizes_are_for_people),
		cmocka_unit_test(any_number_of_regions_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
