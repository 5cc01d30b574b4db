/* Where `load` may write: RAM that is not in use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "shell/machine/load_place.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

static const struct fake_item rows[] = {
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_NODE("memory@80000000"),
	TREE_TEXT("device_type", "memory"),
	TREE_CELLS("reg", 0, 0x80000000, 0, 0x10000000),
	TREE_END,
	TREE_NODE("reserved-memory"),
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("ranges"),
	TREE_NODE("firmware@80000000"),
	TREE_CELLS("reg", 0, 0x80000000, 0, 0x40000),
	TREE_END,
	TREE_END,
	{ 0 },
};

static const struct shell_region regions[] = {
	{ "image", 0x80200000, 0x1000 },
	{ "image: data and stacks", 0x80201000, 0x1000 },
	{ "nothing", 0x84000100, 0 },
};

struct place {
	uint64_t base, size;
	const char *owner; /* "": not RAM, without an owner; NULL: free */
};

static void expect_places(struct shell *shell, const struct place *place, size_t count)
{
	for (; count; place++, count--) {
		struct load_owner owner = { 0 };

		assert_int_equal(load_place(shell, place->base, place->size, &owner),
				 !place->owner);
		if (!place->owner)
			continue;
		assert_int_equal(!owner.range.size, !*place->owner);
		if (*place->owner)
			assert_string_equal(owner.name, place->owner);
	}
}

static void only_free_ram_is_taken(void **state)
{
	static const struct place places[] = {
		{ 0x84000000, 0x1000, NULL },
		{ 0x80040000, 0x1c0000, NULL },
		{ 0x8003ffff, 1, "firmware@80000000" },
		{ 0x80040000, 0x1c0001, "image" },
		{ 0x80200fff, 1, "image" },
		{ 0x80201000, 1, "image: data and stacks" },
		{ 0x80201fff, 0x1000, "image: data and stacks" },
		{ 0x80202000, 0x1000, NULL },
		{ 0x81000000, 0x10000000, "" },
		{ 0x8ffff000, 0x1000, NULL },
		{ 0x8ffff000, 0x1001, "" },
		{ 0x90000000, 1, "" },
		{ 0x10000000, 1, "" },
		{ 0x7fffffff, 2, "firmware@80000000" },
		{ UINT64_MAX, 1, "" },
	};
	static struct dt_trees trees;
	static struct fake_port port;
	struct shell shell;
	uintptr_t blob;
	struct place own[2];

	(void)state;
	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.regions = regions;
	shell.region_count = ROWS(regions);
	shell.trees = &trees;
	dt_trees_init(&trees, fake_tree(rows));
	strcpy(trees.slot[0].name, "firmware's");
	blob = (uintptr_t)trees.slot[0].tree.blob;
	own[0] = (struct place){ blob + 8, 1, "firmware's" };
	own[1] = (struct place){ blob - 1, 1, "" };
	expect_places(&shell, places, ROWS(places));
	expect_places(&shell, own, ROWS(own));
}

/* Then only the port's regions count. */
static void without_a_tree_all_else_is_free(void **state)
{
	static const struct place places[] = {
		{ 0x80200000, 1, "image" },
		{ 0x80202000, 0x1000, NULL },
		{ UINT64_MAX, 2, "" },
	};
	static struct fake_port port;
	struct shell shell;

	(void)state;
	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	shell.regions = regions;
	shell.region_count = ROWS(regions);
	expect_places(&shell, places, ROWS(places));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_free_ram_is_taken),
		cmocka_unit_test(without_a_tree_all_else_is_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
