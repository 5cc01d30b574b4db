/* Unused RAM: the lowest, the highest and the largest place that has no owner. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "shell/room.h"
#include "tests/unit/fake/fake_port.h"
#include "tests/unit/fake/fake_tree.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

enum { MIB = 1 << 20, MANY = 300 };

#define CELLS TREE_CELLS("#address-cells", 2), TREE_CELLS("#size-cells", 2)
#define BANK(base, size)                                                                           \
	TREE_NODE("memory@" #base), TREE_TEXT("device_type", "memory"),                            \
		TREE_CELLS("reg", 0, 0x##base, 0, size), TREE_END

/* Two banks of 128 and 16 MiB, the first with firmware, an initrd and a region in it. */
static const struct fake_item two_banks[] = {
	CELLS,
	BANK(80000000, 0x8000000),
	BANK(a0000000, 0x1000000),
	TREE_NODE("chosen"),
	TREE_CELLS("linux,initrd-start", 0x87000000),
	TREE_CELLS("linux,initrd-end", 0x87000801),
	TREE_END,
	TREE_NODE("reserved-memory"),
	TREE_CELLS("#address-cells", 2),
	TREE_CELLS("#size-cells", 2),
	TREE_FLAG("ranges"),
	TREE_NODE("pool@81000000"),
	TREE_CELLS("reg", 0, 0x81000000, 0, 0x100000),
	TREE_END,
	TREE_END,
	{ 0 },
};

static struct owners owned = {
	.row = {
		{ 0x80200000, 0x100000, "", OWNER_IMAGE, 0 },
		{ 0x86000000, 0x800000, "", OWNER_WORKSPACE, 0 },
		{ 0x80400000, 0x123457, "kernel", OWNER_LOADED, 0 },
		{ 0x80480000, 0x1000, "in the kernel", OWNER_LOADED, 0 },
		{ 0x80300000, 0, "forgotten", OWNER_LOADED, 0 },
		{ UINT64_MAX, 2, "wraps", OWNER_LOADED, 0 },
	},
	.count = 6,
};

static struct dt_trees trees;

static struct shell *shell_with(const struct fake_item *tree)
{
	static struct fake_port port;
	static struct shell shell;

	fake_port_init(&port, "", 0);
	fake_shell_init(&shell, &port);
	dt_trees_init(&trees, tree ? fake_tree(tree) : NULL);
	shell.trees = &trees;
	shell.owners = &owned;
	return &shell;
}

static void places(void **state)
{
	static const struct dt_range besides[] = {
		{ 0x80523457, 0x1000 },
		{ 0x81100000, 0x1000000 },
		{ 0xa0ffffff, 1 },
		{ 0x80300000, 0x100000 },
	};
	static const struct {
		struct shell_room want;
		int err;
		uint64_t base;
	} rows[] = {
		{ { .size = 1 }, 0, 0x80300000 },
		{ { .size = MIB }, 0, 0x80300000 },
		{ { .size = MIB + 1 }, 0, 0x80523457 },
		{ { .size = 1, .alignment = 2 * MIB }, 0, 0x80600000 },
		{ { .size = 10 * MIB, .alignment = 2 * MIB }, 0, 0x80600000 },
		{ { .size = 11 * MIB, .alignment = 2 * MIB }, 0, 0x81200000 },
		{ { .size = 0x7000000 }, -ENOSPC, 0 },
		{ { .size = UINT64_MAX }, -ENOSPC, 0 },
		{ { .size = 1, .alignment = UINT64_C(1) << 63 }, -ENOSPC, 0 },
		{ { .size = 1, .from = 0x87000000 }, 0, 0x87000801 },
		{ { .size = 1, .from = 0x87000400, .alignment = 8 }, 0, 0x87000808 },
		{ { .size = 1, .from = 0x88000000 }, 0, 0xa0000000 },
		{ { .size = 1, .from = 0xa1000000 }, -ENOSPC, 0 },
		{ { .size = 1, .from = UINT64_MAX, .alignment = 8 }, -ENOSPC, 0 },
		{ { .size = MIB, .to = 0x80400000 }, 0, 0x80300000 },
		{ { .size = MIB, .to = 0x803fffff }, -ENOSPC, 0 },
		{ { .size = 1, .high = true }, 0, 0xa0ffffff },
		{ { .size = MIB, .high = true, .alignment = 2 * MIB }, 0, 0xa0e00000 },
		{ { .size = 17 * MIB, .high = true, .alignment = 4096 }, 0, 0x84f00000 },
		{ { .size = 1, .high = true, .to = 0x87000802 }, 0, 0x87000801 },
		{ { .size = 1, .high = true, .to = 0x87000801, .alignment = 2 }, 0, 0x86fffffe },
		{ { .size = 1, .besides = besides, .besides_count = 4 }, 0, 0x80524457 },
		{ { .size = 11 * MIB, .besides = besides, .besides_count = 4 }, 0, 0x82100000 },
		{ { .size = 1, .besides = besides, .besides_count = 4, .high = true },
		  0,
		  0xa0fffffe },
	};
	struct shell *shell = shell_with(two_banks);

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		uint64_t base = 0;

		assert_int_equal(shell_room(shell, &rows[i].want, &base), rows[i].err);
		assert_int_equal(base, rows[i].base);
	}
}

static void the_largest(void **state)
{
	static const struct dt_range taken = { 0x81100000, 0x4f00000 };
	struct shell *shell = shell_with(two_banks);
	struct shell_room want = { .size = 1 };
	struct dt_range found;

	(void)state;
	assert_int_equal(shell_room_largest(shell, &want, &found), 0);
	assert_int_equal(found.base, 0x81100000);
	assert_int_equal(found.size, 0x4f00000);
	want.alignment = 2 * MIB;
	assert_int_equal(shell_room_largest(shell, &want, &found), 0);
	assert_int_equal(found.base, 0x81200000);
	assert_int_equal(found.size, 0x4e00000);
	want.besides = &taken;
	want.besides_count = 1;
	assert_int_equal(shell_room_largest(shell, &want, &found), 0);
	assert_int_equal(found.base, 0xa0000000);
	assert_int_equal(found.size, 16 * MIB);
	want.size = 16 * MIB + 1;
	assert_int_equal(shell_room_largest(shell, &want, &found), -ENOSPC);
}

static void without_ram_there_is_none(void **state)
{
	static const struct fake_item tree[] = { TREE_NODE("chosen"), TREE_END, { 0 } };
	const struct shell_room want = { .size = 1 };
	struct dt_range range;
	uint64_t base;

	(void)state;
	assert_int_equal(shell_room(shell_with(NULL), &want, &base), -ENODATA);
	assert_int_equal(shell_room(shell_with(tree), &want, &base), -ENODATA);
	assert_int_equal(shell_room_largest(shell_with(NULL), &want, &range), -ENODATA);
}

static void too_many_owners(void **state)
{
	static struct dt_range besides[MANY];
	const struct shell_room want = { .size = 1, .besides = besides, .besides_count = MANY };
	uint64_t base;

	(void)state;
	assert_int_equal(shell_room(shell_with(two_banks), &want, &base), -E2BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(the_largest),
		cmocka_unit_test(without_ram_there_is_none),
		cmocka_unit_test(too_many_owners),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
