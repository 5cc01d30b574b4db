/* Long properties: with an index their rows are found by tables, and each answer is what a walk
 * gives, which is made without an index. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/index.h"
#include "fdt/core/table.h"
#include "fdt/where/address.h"
#include "fdt/where/controller.h"
#include "fdt/where/interrupt.h"
#include "tests/unit/fake/fake_tree.h"

enum { ROWS = 150, TRIALS = 40, ASKED = 400, CELLS = 16, PARENT = 1, WIDE = 2, NEXUS = 3 };

/* The cells of a property. */
struct cells {
	uint8_t byte[ASKED * CELLS * 4];
	size_t len;
};

static struct cells rows, asked;
static uint32_t seed;

/* A number below @below; the same ones in each run. */
static uint32_t some(uint32_t below)
{
	seed = seed * 1103515245U + 12345U;
	return (seed >> 8) % below;
}

static void put(struct cells *cells, uint32_t cell)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		cells->byte[cells->len++] = (uint8_t)(cell >> shift);
}

static void put_two(struct cells *cells, uint64_t number)
{
	put(cells, (uint32_t)(number >> 32));
	put(cells, (uint32_t)number);
}

/* The tables that the index has. */
static int tables(const struct dt_index *index)
{
	int count = 0;

	for (int i = 0; i < DT_INDEX_TABLES; i++)
		count += index->tables[i] != NULL;
	return count;
}

/* Calls @same with the trails of /bus/dev in the tree of the rows, without an index and with it. */
static void compare(const struct fake_item *items,
		    void (*same)(const struct dt_trail *, const struct dt_trail *))
{
	const struct dt_tree *plain = fake_tree(items);
	struct dt_tree indexed = *plain;
	struct dt_trail walks, looks;

	assert_int_equal(dt_index_build(&indexed, NULL), 0);
	assert_int_equal(dt_trail(dt_find(dt_root(plain), "/bus/dev", 8), &walks), 0);
	assert_int_equal(dt_trail(dt_find(dt_root(&indexed), "/bus/dev", 8), &looks), 0);
	same(&walks, &looks);
	assert_int_equal(tables(indexed.index), 1);
	dt_index_drop(&indexed);
}

/* --- ranges ---------------------------------------------------------------------------------- */

/* A number that meets others: a small one, or one at the end of 64 bits. */
static uint64_t place(void)
{
	uint64_t number = some(3 * ROWS);

	return some(8) ? number : ~number;
}

static void put_space(struct cells *cells, bool pci)
{
	if (pci)
		put(cells, some(4) << 24 | some(2) << 30);
	else
		put(cells, some(2) ? some(3) : UINT32_MAX - some(2));
}

/* Random windows, and random entries of reg. */
static void put_addresses(uint32_t cells, bool pci)
{
	rows.len = asked.len = 0;
	for (uint32_t i = 0; i < ROWS; i++) {
		if (cells == 3)
			put_space(&rows, pci);
		put_two(&rows, place());
		put_two(&rows, some(16) ? (uint64_t)i << 12 : ~UINT64_C(1));
		put_two(&rows, some(ROWS) ? some(5) : place());
	}
	for (int i = 0; i < ASKED; i++) {
		if (cells == 3)
			put_space(&asked, pci);
		put_two(&asked, place());
		put_two(&asked, 1);
	}
}

static void same_places(const struct dt_trail *walks, const struct dt_trail *looks)
{
	struct dt_regs walk, look;
	struct dt_fault fault;
	int reached = 0;

	assert_int_equal(dt_regs(&walk, walks, &fault), 0);
	assert_int_equal(dt_regs(&look, looks, &fault), 0);
	for (int i = 0; i < ASKED; i++) {
		struct dt_place one, other;

		assert_int_equal(dt_regs_next(&walk, &one), 1);
		assert_int_equal(dt_regs_next(&look, &other), 1);
		assert_int_equal(one.reached, other.reached);
		assert_int_equal(one.cpu, other.cpu);
		assert_int_equal(one.err, other.err);
		assert_ptr_equal(one.fault.why, other.fault.why);
		reached += one.reached;
	}
	assert_in_range(reached, ASKED / 20, ASKED - ASKED / 20);
}

static void windows(uint32_t cells, const char *type)
{
	const struct fake_item items[] = {
		TREE_CELLS("#address-cells", 2),
		TREE_CELLS("#size-cells", 2),
		TREE_NODE("bus"),
		TREE_CELLS("#address-cells", cells),
		TREE_CELLS("#size-cells", 2),
		{ FAKE_BYTES, "device_type", .data = type, .len = strlen(type) + 1 },
		{ FAKE_BYTES, "ranges", .data = rows.byte, .len = rows.len },
		TREE_NODE("dev"),
		{ FAKE_BYTES, "reg", .data = asked.byte, .len = asked.len },
		TREE_END,
		TREE_END,
		{ 0 },
	};

	compare(items, same_places);
}

static void random_windows(void **state)
{
	(void)state;
	for (seed = 1; seed < TRIALS; seed++) {
		uint32_t kept = seed;

		put_addresses(2, false);
		windows(2, "bus");
		put_addresses(3, false);
		windows(3, "bus");
		put_addresses(3, true);
		windows(3, "pci");
		seed = kept;
	}
}

/* --- interrupt-map --------------------------------------------------------------------------- */

/* Random rows, and random specifiers; where @bad, a row in the middle leads nowhere. */
static void put_interrupts(bool bad)
{
	rows.len = asked.len = 0;
	for (uint32_t i = 0; i < ROWS; i++) {
		bool wide = !some(
			10); /* without an index, a walk searches for parents 64 times only */

		put(&rows, 7 + some(2));
		put(&rows, some(16));
		put(&rows, some(8) ? some(16) : UINT32_MAX - some(4));
		put(&rows, bad && i == ROWS / 2 ? 99 : wide ? WIDE : PARENT);
		if (wide)
			put_two(&rows, i);
		put(&rows, i);
	}
	for (int i = 0; i < ASKED; i++) {
		put(&asked, NEXUS);
		put(&asked, some(16));
		put(&asked, some(8) ? some(16) : UINT32_MAX - some(4));
	}
}

static void same_interrupts(const struct dt_trail *walks, const struct dt_trail *looks)
{
	struct dt_interrupts walk, look;
	int found = 0;

	assert_true(dt_interrupts(&walk, walks));
	assert_true(dt_interrupts(&look, looks));
	for (int i = 0; i < ASKED; i++) {
		struct dt_interrupt one, other;
		int got = dt_interrupts_next(&walk, &one);

		assert_int_equal(dt_interrupts_next(&look, &other), got);
		assert_int_equal(one.controller.offset, other.controller.offset);
		assert_int_equal(one.cells, other.cells);
		assert_memory_equal(one.cell, other.cell, (size_t)one.cells * sizeof(*one.cell));
		if (got < 0)
			assert_ptr_equal(walk.fault.why, look.fault.why);
		found += got > 0;
	}
	assert_in_range(found, ASKED / 20, ASKED - ASKED / 20);
}

static void nexus(uint32_t mask)
{
	const struct fake_item items[] = {
		TREE_NODE("pic"),
		TREE_CELLS("phandle", PARENT),
		TREE_CELLS("#interrupt-cells", 1),
		TREE_FLAG("interrupt-controller"),
		TREE_END,
		TREE_NODE("wide"),
		TREE_CELLS("phandle", WIDE),
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#interrupt-cells", 2),
		TREE_FLAG("interrupt-controller"),
		TREE_END,
		TREE_NODE("bus"),
		TREE_CELLS("phandle", NEXUS),
		TREE_CELLS("#address-cells", 1),
		TREE_CELLS("#interrupt-cells", 2),
		TREE_CELLS("interrupt-map-mask", 3, UINT32_MAX, mask),
		{ FAKE_BYTES, "interrupt-map", .data = rows.byte, .len = rows.len },
		TREE_NODE("dev"),
		TREE_CELLS("reg", 8),
		{ FAKE_BYTES, "interrupts-extended", .data = asked.byte, .len = asked.len },
		TREE_END,
		TREE_END,
		{ 0 },
	};

	compare(items, same_interrupts);
}

static void random_maps(void **state)
{
	(void)state;
	for (seed = 1; seed < TRIALS; seed++) {
		uint32_t kept = seed;

		put_interrupts(seed % 2);
		nexus(some(2) ? UINT32_MAX : 0xfffffff5);
		seed = kept;
	}
}

/* --- delegation, strings --------------------------------------------------------------------- */

static void same_domains(const struct dt_trail *walks, const struct dt_trail *looks)
{
	struct dt_node walk = dt_trail_node(walks), look = dt_trail_node(looks);
	int delegated = 0;

	for (uint32_t source = 0; source < 3 * ROWS; source++) {
		int offset = dt_controller_delegated(walk, source).offset;

		assert_int_equal(dt_controller_delegated(look, source).offset, offset);
		delegated += offset != walk.offset;
	}
	assert_in_range(delegated, ROWS / 2, 3 * ROWS - 1);
}

static void random_delegations(void **state)
{
	const struct fake_item items[] = {
		TREE_NODE("one"),
		TREE_CELLS("phandle", PARENT),
		TREE_END,
		TREE_NODE("two"),
		TREE_CELLS("phandle", WIDE),
		TREE_END,
		TREE_NODE("bus"),
		TREE_NODE("dev"),
		{ FAKE_BYTES, "riscv,delegation", .data = rows.byte, .len = (size_t)3 * 4 * ROWS },
		TREE_END,
		TREE_END,
		{ 0 },
	};

	(void)state;
	seed = 1;
	for (int trial = 0; trial < TRIALS; trial++) {
		rows.len = 0;
		for (int i = 0; i < ROWS; i++) {
			uint32_t first = some(3 * ROWS);

			put(&rows, PARENT + some(3)); /* the third is missing */
			put(&rows, first);
			put(&rows, some(9) ? first + some(5) : first - first % 9);
		}
		compare(items, same_domains);
	}
}

static void same_strings(const struct dt_trail *walks, const struct dt_trail *looks)
{
	struct dt_node walk = dt_trail_node(walks), look = dt_trail_node(looks);

	for (int i = 0; i < ROWS + 9; i++) {
		const char *one = NULL, *other = NULL;
		int len = dt_string_at(walk, "names", i, &one);

		assert_int_equal(dt_string_at(look, "names", i, &other), len);
		assert_true(len < 0 || one - (const char *)walk.tree->blob ==
					       other - (const char *)look.tree->blob);
		assert_int_equal(len < 0, i >= ROWS);
		assert_int_equal(dt_string_at(look, "none", i, &other), -ENOENT);
	}
}

/* The last one lacks its NUL. */
static void long_lists(void **state)
{
	const struct fake_item items[] = {
		TREE_NODE("bus"),
		TREE_NODE("dev"),
		{ FAKE_BYTES, "names", .data = rows.byte, .len = (size_t)4 * ROWS - 1 },
		TREE_END,
		TREE_END,
		{ 0 },
	};

	(void)state;
	rows.len = 0;
	for (int i = 0; i < ROWS; i++)
		put(&rows, 0x61626300); /* "abc" */
	compare(items, same_strings);
}

static void same_props(const struct dt_trail *walks, const struct dt_trail *looks)
{
	char name[] = "aa";

	for (name[0] = 'a'; name[0] <= 'n'; name[0]++)
		for (name[1] = 'a'; name[1] <= 'n'; name[1]++) {
			int len, other;
			const char *value = dt_prop(dt_trail_node(walks), name, &len);

			assert_ptr_equal(dt_prop(dt_trail_node(looks), name, &other), value);
			assert_int_equal(len, other);
		}
}

/* Some names come twice, some not at all. */
static void many_props(void **state)
{
	struct fake_item items[ROWS + 5] = { TREE_NODE("bus"), TREE_NODE("dev") };
	char names[ROWS][3];

	(void)state;
	seed = 1;
	for (int i = 0; i < ROWS; i++) {
		names[i][0] = (char)('a' + some(14));
		names[i][1] = (char)('a' + some(14));
		names[i][2] = '\0';
		items[2 + i] = (struct fake_item)TREE_CELLS(names[i], 0);
	}
	items[ROWS + 2] = items[ROWS + 3] = (struct fake_item)TREE_END;
	compare(items, same_props);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_windows),     cmocka_unit_test(random_maps),
		cmocka_unit_test(random_delegations), cmocka_unit_test(long_lists),
		cmocka_unit_test(many_props),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
