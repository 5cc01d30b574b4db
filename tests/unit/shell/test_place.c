/* Whose memory is whose: by the program, by open trees, by what the machine's tree says. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/place.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

#define MEMORY                                                                                     \
	TREE_CELLS("#address-cells", 2), TREE_CELLS("#size-cells", 2),                             \
		TREE_NODE("memory@80000000"), TREE_TEXT("device_type", "memory"),                  \
		TREE_CELLS("reg", 0, 0x80000000, 0, 0x10000000), TREE_END
#define INITRD                                                                                     \
	TREE_NODE("chosen"), TREE_CELLS("linux,initrd-start", 0x88000000),                         \
		TREE_CELLS("linux,initrd-end", 0x88001000), TREE_END
#define RESERVED(name, base)                                                                       \
	TREE_NODE("reserved-memory"), TREE_CELLS("#address-cells", 2),                             \
		TREE_CELLS("#size-cells", 2), TREE_FLAG("ranges"), TREE_NODE(name),                \
		TREE_CELLS("reg", 0, base, 0, 0x40000), TREE_END, TREE_END

static struct owners owners = {
	.row = {
		{ 0x80400000, 0x1000, "", OWNER_IMAGE, 0 },
		{ 0x80401000, 0x1000, "", OWNER_DATA, 0 },
		{ 0x84000100, 0, "", OWNER_STACKS, 0 },
		{ 0x8f000000, 0x1000, "", OWNER_WORKSPACE, 0 },
		{ 0x85000000, 0x1000, "kernel", OWNER_LOADED, 0 },
		{ 0x80400800, 0x100, "over the image", OWNER_LOADED, 0 },
		{ 0x88000800, 0x100, "over the initrd", OWNER_LOADED, 0 },
		{ 0x10000000, 0x100, "without RAM", OWNER_LOADED, 0 },
	},
	.count = 8,
};

struct place {
	uint64_t base, size;
	const char *refused; /* what is said about it; NULL: it is free */
};

static void expect_places(const struct fake_item *tree, const struct place *place, size_t count)
{
	static struct dt_trees trees;
	static struct fake_port port;
	struct shell shell;

	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.owners = &owners;
	shell.trees = &trees;
	dt_trees_init(&trees, tree ? fake_tree(tree) : NULL);
	for (; count; place++, count--) {
		struct shell_place found = shell_place(&shell, place->base, place->size);

		assert_int_equal(found.is == SHELL_PLACE_FREE, !place->refused);
		if (!place->refused)
			continue;
		assert_int_equal(shell_place_refuse(&shell, &found, "NEXT"), -EBUSY);
		assert_string_equal(fake_port_output(&port), place->refused);
	}
}

#define IS(base, what) "shell: 0x" base ": " what "; NEXT\n"
#define NO_RAM(base)   IS(base, "there is no RAM")

static void free_ram_has_no_owner(void **state)
{
	static const struct fake_item tree[] = {
		MEMORY,
		INITRD,
		RESERVED("firmware@80000000", 0x80000000),
		{ 0 },
	};
	static const struct place places[] = {
		{ 0x84000000, 0x1000, NULL },
		{ 0x80040000, 0x3c0000, NULL },
		{ 0x8003ffff, 1,
		  IS("8003ffff", "reserved firmware@80000000 is there, 0x80000000 to 0x8003ffff") },
		{ 0x80040000, 0x3c0001,
		  IS("80040000", "image is there, 0x80400000 to 0x80400fff") },
		{ 0x80400fff, 1, IS("80400fff", "image is there, 0x80400000 to 0x80400fff") },
		{ 0x80401fff, 9, IS("80401fff", "image: data is there, 0x80401000 to 0x80401fff") },
		{ 0x80402000, 0x1000, NULL },
		{ 0x88000fff, 1, IS("88000fff", "initrd is there, 0x88000000 to 0x88000fff") },
		{ 0x87ffffff, 1, NULL },
		{ 0x88001000, 1, NULL },
		{ 0x8efff000, 0x1001,
		  IS("8efff000", "workspace is there, 0x8f000000 to 0x8f000fff") },
		{ 0x8ffff000, 0x1000, NULL },
		{ 0x8ffff000, 0x1001, NO_RAM("8ffff000") },
		{ 0x90000000, 1, NO_RAM("90000000") },
		{ 0x10000200, 1, NO_RAM("10000200") },
		{ UINT64_MAX, 2, NO_RAM("ffffffffffffffff") },
		/* What was loaded is free, but for what the program uses itself. */
		{ 0x85000000, 0x1000, NULL },
		{ 0x88000800, 0x100, NULL },
		{ 0x88000800, 0x101, IS("88000800", "initrd is there, 0x88000000 to 0x88000fff") },
		{ 0x10000080, 0x80, NULL },
		{ 0x10000080, 0x81, NO_RAM("10000080") },
		{ 0x80400800, 1, IS("80400800", "image is there, 0x80400000 to 0x80400fff") },
	};

	(void)state;
	expect_places(tree, places, ROWS(places));
}

/* The first 2 MiB of the bank may be firmware's, if the tree reserves none of them. */
static void firmware_that_is_not_reserved(void **state)
{
#define FIRMWARE "perhaps firmware is there, 0x80000000 to 0x801fffff"
	static const struct fake_item tree[] = {
		MEMORY,
		RESERVED("pool@82000000", 0x82000000),
		{ 0 },
	};
	static const struct place places[] = {
		{ 0x80000000, 1, IS("80000000", FIRMWARE) },
		{ 0x801fffff, 1, IS("801fffff", FIRMWARE) },
		{ 0x80200000, 0x200000, NULL },
		{ 0x7fffffff, 1, NO_RAM("7fffffff") },
	};

	(void)state;
	expect_places(tree, places, ROWS(places));
}

static void an_image_at_the_start_of_ram_has_nothing_below(void **state)
{
	static const struct fake_item tree[] = {
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#size-cells", 1),
		TREE_NODE("memory@80400000"),
		TREE_CELLS("reg", 0x80400000, 0x1000000),
		TREE_END,
		{ 0 },
	};
	static const struct place places[] = {
		{ 0x80300000, 1, NO_RAM("80300000") },
		{ 0x80402000, 0x1000, NULL },
	};

	(void)state;
	expect_places(tree, places, ROWS(places));
}

/* Nothing is known to be RAM then. The 2 MiB below the image may be firmware's. */
static void unknown_ram_is_not_free(void **state)
{
#define BELOW              "perhaps firmware is there, 0x80200000 to 0x803fffff"
#define UNKNOWN(base, why) IS(base, "nothing says that there is RAM, because " why)
	static const struct fake_item tree[] = { TREE_NODE("chosen"), TREE_END, { 0 } };
	static const struct place of_the_tree[] = {
		{ 0x84000000, 1, UNKNOWN("84000000", "the tree has no memory node") },
	};
	static const struct place places[] = {
		{ 0x80400000, 1, IS("80400000", "image is there, 0x80400000 to 0x80400fff") },
		{ 0x84000000, 1, UNKNOWN("84000000", "there is no tree") },
		{ 0x10000000, 1, NULL },
		{ 0x80200000, 1, IS("80200000", BELOW) },
		{ 0x801fffff, 1, UNKNOWN("801fffff", "there is no tree") },
	};

	(void)state;
	expect_places(NULL, places, ROWS(places));
	expect_places(tree, of_the_tree, ROWS(of_the_tree));
}

/* Trees that were opened where they are have owners' rights, too; number 0 is in the table. */
static void open_trees_are_owners(void **state)
{
	static const struct fake_item rows[] = { MEMORY, { 0 } };
	static struct dt_trees trees;
	static struct fake_port port;
	const struct dt_tree *tree = fake_tree(rows);
	struct shell_place place;
	struct shell shell;

	(void)state;
	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.owners = &owners;
	shell.trees = &trees;
	dt_trees_init(&trees, NULL);
	assert_int_equal(dt_trees_add(&trees, "mine", tree->blob, tree->size), 1);
	place = shell_place(&shell, (uintptr_t)tree->blob + 8, 1);
	assert_int_equal(place.is, SHELL_PLACE_OWNED);
	assert_int_equal(place.owner.kind, OWNER_TREE);
	assert_string_equal(place.owner.name, "mine");
	/* Copies are in the workspace, which is listed. */
	owners.row[3].base = (uintptr_t)tree->blob - 0x100;
	owners.row[3].size = tree->size + 0x200;
	place = shell_place(&shell, (uintptr_t)tree->blob + 8, 1);
	assert_int_equal(place.owner.kind, OWNER_WORKSPACE);
	dt_trees_close(&trees, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(free_ram_has_no_owner),
		cmocka_unit_test(firmware_that_is_not_reserved),
		cmocka_unit_test(an_image_at_the_start_of_ram_has_nothing_below),
		cmocka_unit_test(unknown_ram_is_not_free),
		cmocka_unit_test(open_trees_are_owners),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
