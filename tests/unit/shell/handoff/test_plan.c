/* The plan of a hand-off: where each piece goes, and the tree that goes along. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/core/cells.h"
#include "tests/unit/fake/fake_boot.h"
#include "tests/unit/fake/fake_space.h"

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* --- where it goes ---------------------------------------------------------------------------- */

static const struct fake_boot images[] = {
	{ .name = "where the lowest room has the tree of -t",
	  .base = ODD,
	  .tree_at = AT(5),
	  .plan = "kernel 80+1000>6 now; tree ?>46 now" },
	{ .name = "it lies well", .plan = "kernel 64>64 stays; tree ?>104 now" },
	{ .name = "it lies at an odd place",
	  .base = ODD,
	  .plan = "kernel 80+1000>4 now; tree ?>44 now" },
	{ .name = "its .bss would hit what was loaded after it",
	  .memory = 20 * MIB,
	  .plan = "kernel 64>4 now; tree ?>56 now" },
	{ .name = "with an initrd",
	  .with_initrd = true,
	  .initrd = INITRD,
	  .initrd_size = MIB,
	  .plan = "initrd 96>96 stays; kernel 64>64 stays; tree ?>104 now" },
	{ .name = "at an address",
	  .placed = true,
	  .at = AT(32),
	  .plan = "kernel 64>32 now; tree ?>72 now" },
	{ .name = "where this program is",
	  .placed = true,
	  .at = AT(2),
	  .plan = "kernel 64>2 last over image; tree ?>42 now" },
	{ .name = "where itself is",
	  .placed = true,
	  .at = AT(62),
	  .plan = "kernel 64>62 last over loaded; tree ?>102 now" },
	{ .name = "where it fits over this program only",
	  .tree = fake_boot_tree_small_bank,
	  .memory = 61 * MIB,
	  .plan = "kernel 64>2 last over image; tree ?>63 now" },
	{ .name = "where it fits over this program and itself",
	  .tree = fake_boot_tree_small_bank,
	  .memory = 63 * MIB,
	  .plan = "kernel 64>2 last over image; tree ?>65 now" },
	{ .name = "over firmware, with -f",
	  .placed = true,
	  .at = RAM,
	  .force = true,
	  .plan = "kernel 64>0 last over image; tree ?>40 now" },
	{ .name = "its size is not known",
	  .unsized = true,
	  .plan = "kernel 64>64 stays; tree ?>104 now" },
	{ .name = "its size is not known, and this program is after it",
	  .unsized = true,
	  .base = AT(1),
	  .plan = "kernel 1>4 now; tree ?>44 now" },
};

static void an_image_goes_where_there_is_room(void **state)
{
	(void)state;
	fake_boot_expect(images, ROWS(images));
}

/* image_size includes .bss, which is in no file: only what is there is copied. */
static void no_more_is_copied_than_there_is(void **state)
{
	static const struct fake_boot row = {
		.name = "at the end of RAM",
		.unsized = true,
		.base = AT(126),
		.plan = "kernel 126>4 now; tree ?>44 now",
	};

	(void)state;
	fake_boot_expect(&row, 1);
	assert_int_equal(fake_boot_plan.piece[0].size, 2 * MIB);
	assert_int_equal(fake_boot_plan.piece[0].memory, 8 * MIB);
}

static struct dt_range all_bank = { RAM, RAM_SIZE };
static const struct dt_ranges all_ram = { .range = &all_bank, .max = 1, .used = 1 };

/* Linux sees no RAM but that of the tree that goes along. */
static void all_lies_in_the_ram_that_the_payload_sees(void **state)
{
	static const struct fake_boot rows[] = {
		{ .name = "less RAM",
		  .tree = fake_boot_tree_small_bank,
		  .loaded_tree = true,
		  .memory = 30 * MIB,
		  .plan = "kernel 64>4 now; tree ?>34 now" },
		{ .name = "an initrd outside of it",
		  .tree = fake_boot_tree_small_bank,
		  .loaded_tree = true,
		  .with_initrd = true,
		  .initrd = INITRD,
		  .initrd_size = MIB,
		  .why = "-i i: 0x200006000000 to 0x2000060fffff: the tree that goes along has "
			 "no RAM there; correct its memory node, or load it elsewhere" },
	};

	(void)state;
	fake_boot_ram = &all_ram;
	fake_boot_expect(rows, ROWS(rows));
	fake_boot_ram = NULL;
}

static void an_initrd_of_the_tree_that_is_not_in_ram_is_noted(void **state)
{
	static const struct fake_boot rows[] = {
		{ .name = "in RAM",
		  .tree = fake_boot_tree_with_initrd,
		  .plan = "kernel 64>64 stays; tree ?>104 now" },
		{ .name = "ends after RAM",
		  .tree = fake_boot_tree_lost_initrd,
		  .plan = "kernel 64>64 stays; tree ?>104 now" },
	};

	(void)state;
	fake_boot_expect(&rows[0], 1);
	assert_int_equal(fake_boot_plan.notes, 0);
	fake_boot_expect(&rows[1], 1);
	assert_int_equal(fake_boot_plan.notes, 1);
	assert_non_null(strstr(fake_boot_plan.note[0], "not all in RAM"));
}

/* UEFI's memory map. */
static void without_a_tree_ram_is_what_the_map_has(void **state)
{
	static const struct fake_boot row = {
		.name = "no tree",
		.what = FLAT,
		.no_tree = true,
		.placed = true,
		.at = AT(32),
		.plan = "kernel 64>32 now",
	};

	(void)state;
	fake_boot_ram = &all_ram;
	fake_boot_expect(&row, 1);
	fake_boot_ram = NULL;
}

static const struct fake_boot elfs[] = {
	{ .name = "free",
	  .what = ELF,
	  .segment = { { AT(32), 0x1000, 0x2000, 0x3000 }, { AT(33), 0x3000, 16, 16 } },
	  .entry = AT(33) + 4,
	  .plan = "segment 64+1000>32 now; segment 64+3000>33 now; tree ?>65+1000 now" },
	{ .name = "where this program is",
	  .what = ELF,
	  .segment = { { AT(2), 0x1000, 0x2000, 0x3000 } },
	  .entry = AT(2),
	  .plan = "segment 64+1000>2 last over image; tree ?>34+3000 now" },
	{ .name = "where its own file is",
	  .what = ELF,
	  .segment = { { AT(64), 0x1000, 0x2000, 0x3000 } },
	  .entry = AT(64),
	  .plan = "file 64>0+40000 now; segment 0+41000>64 last over loaded; tree ?>97 "
		  "now" },
	{ .name = "position independent",
	  .what = PIE,
	  .segment = { { 0, 0x1000, 0x2000, 0x3000 } },
	  .plan = "segment 64+1000>4 now; tree ?>36+3000 now" },
	{ .name = "position independent, where this program is",
	  .what = PIE,
	  .placed = true,
	  .at = AT(2),
	  .segment = { { 0, 0x1000, 0x2000, 0x3000 } },
	  .plan = "segment 64+1000>0+40000 now; kernel 0+40000>2 last over image; tree "
		  "?>34+3000 now" },
};

static void an_elf_goes_where_it_is_linked(void **state)
{
	(void)state;
	fake_boot_expect(elfs, ROWS(elfs));
}

static const struct fake_boot flats[] = {
	{ .name = "in place", .what = FLAT, .plan = "kernel 64>64 stays; tree ?>97 now" },
	{ .name = "where this program is",
	  .what = FLAT,
	  .placed = true,
	  .at = AT(2),
	  .plan = "kernel 64>2 last over image; tree ?>35 now" },
	{ .name = "over itself",
	  .what = FLAT,
	  .placed = true,
	  .at = AT(64) + 0x100,
	  .plan = "kernel 64>64+100 last over loaded; tree ?>97+1000 now" },
	{ .name = "on another hart",
	  .what = FLAT,
	  .hart_given = true,
	  .hart = 3,
	  .plan = "kernel 64>64 stays; tree ?>97 now" },
	{ .name = "on a hart that the tree does not have",
	  .what = FLAT,
	  .tree = fake_boot_tree_without_hart,
	  .plan = "kernel 64>64 stays; tree ?>97 now" },
};

static void a_flat_binary_stays_or_goes_to_a(void **state)
{
	(void)state;
	fake_boot_expect(flats, ROWS(flats));
}

/* --- the tree that goes along ----------------------------------------------------------------- */

static void the_tree_is_a_copy_with_bootargs_and_initrd(void **state)
{
	static const struct fake_boot row = {
		.name = "edited",
		.tree = fake_boot_tree_with_initrd,
		.with_initrd = true,
		.initrd = INITRD,
		.initrd_size = MIB,
		.bootargs = "console=ttyS0 x",
		.plan = "initrd 96>96 stays; kernel 64>64 stays; tree ?>104 now",
	};
	struct dt_node chosen;
	struct dt_range initrd;
	const char *text;

	(void)state;
	fake_boot_expect(&row, 1);
	chosen = (struct dt_node){ &fake_boot_plan.tree, fake_boot_plan.tree.chosen };
	assert_int_equal(dt_string(chosen, "bootargs", &text), 15);
	assert_string_equal(text, "console=ttyS0 x");
	assert_int_equal(dt_initrd(&fake_boot_plan.tree, &initrd), 0);
	assert_int_equal(initrd.base, INITRD);
	assert_int_equal(initrd.size, MIB);
	assert_int_equal(dt_cell(chosen, "boot-hartid", 9), 0);
	assert_int_equal(fake_boot_plan.tree.size % 4096, 0);
	assert_int_equal(dt_be32((const char *)fake_boot_plan.tree.blob + 4),
			 fake_boot_plan.tree.size);
	assert_true(fake_boot_plan.tree.size >= fake_boot_shell.tree->size + 8192);
	/* The tree that it was made of says what it said. */
	assert_int_equal(dt_initrd(fake_boot_shell.tree, &initrd), 0);
	assert_int_equal(initrd.base, OTHER);
}

static void chosen_is_made_where_there_is_none(void **state)
{
	static const struct fake_boot row = {
		.name = "made",
		.tree = fake_boot_tree_without_chosen,
		.bootargs = "a b",
		.plan = "kernel 64>64 stays; tree ?>104 now",
	};
	const char *text;

	(void)state;
	fake_boot_expect(&row, 1);
	assert_int_equal(
		dt_string((struct dt_node){ &fake_boot_plan.tree, fake_boot_plan.tree.chosen },
			  "bootargs", &text),
		3);
}

/* Whichever allocation fails, the plan is refused, and nothing stays allocated for long. */
static void without_memory_it_is_refused(void **state)
{
	static const struct fake_boot row = { .name = "short", .bootargs = "quiet" };
	bool made = false;

	(void)state;
	for (long nth = 1; !made; nth++) {
		fake_space.calls = 0;
		fake_space.fail_at = nth;
		made = fake_boot_make(&row) == 0;
		if (!made)
			assert_non_null(strstr(fake_boot_plan.why, "no memory to make the tree"));
		assert_true(nth < 100);
	}
	fake_space.fail_at = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_image_goes_where_there_is_room),
		cmocka_unit_test(no_more_is_copied_than_there_is),
		cmocka_unit_test(all_lies_in_the_ram_that_the_payload_sees),
		cmocka_unit_test(an_initrd_of_the_tree_that_is_not_in_ram_is_noted),
		cmocka_unit_test(without_a_tree_ram_is_what_the_map_has),
		cmocka_unit_test(an_elf_goes_where_it_is_linked),
		cmocka_unit_test(a_flat_binary_stays_or_goes_to_a),
		cmocka_unit_test(the_tree_is_a_copy_with_bootargs_and_initrd),
		cmocka_unit_test(chosen_is_made_where_there_is_none),
		cmocka_unit_test(without_memory_it_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
