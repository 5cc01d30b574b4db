/* The table of owners of memory: what replaces what, what meets what, and that it can be full. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "kernel/owner.h"

static int put(struct owners *owners, enum owner_kind kind, uint64_t base, uint64_t size,
	       const char *name)
{
	const struct owner range = { base, size, name, kind, (uint32_t)base };

	return owners_put(owners, &range);
}

static void ranges_meet_and_hold(void **state)
{
	static const struct {
		uint64_t base, size;
		bool meets, holds;
	} rows[] = {
		{ 0x1000, 0x1000, true, true },
		{ 0x1000, 1, true, true },
		{ 0x1fff, 1, true, true },
		{ 0x1fff, 2, true, false },
		{ 0xfff, 1, false, false },
		{ 0xfff, 2, true, false },
		{ 0x2000, 1, false, false },
		{ 0, UINT64_MAX, true, false },
		{ UINT64_MAX, 0x1002, false, false }, /* it wraps: up to the end only */
		{ 0x1800, UINT64_MAX, true, false },
		{ 0x1800, 0, false, true },
	};
	const struct owner owner = { 0x1000, 0x1000, "", OWNER_IMAGE, 0 };
	const struct owner none = { 0x1000, 0, "", OWNER_IMAGE, 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(owner_meets(&owner, rows[i].base, rows[i].size), rows[i].meets);
		assert_int_equal(owner_holds(&owner, rows[i].base, rows[i].size), rows[i].holds);
		assert_false(owner_meets(&none, rows[i].base, rows[i].size));
	}
}

static void one_of_a_kind_is_replaced(void **state)
{
	static struct owners owners;

	(void)state;
	assert_null(owners_of(&owners, OWNER_WORKSPACE));
	assert_int_equal(put(&owners, OWNER_WORKSPACE, 0x1000, 0x1000, NULL), 0);
	assert_int_equal(put(&owners, OWNER_IMAGE, 0x1800, 0x1000, NULL), 0);
	assert_int_equal(put(&owners, OWNER_WORKSPACE, 0x8000, 0x1000, NULL), 0);
	assert_int_equal(owners_of(&owners, OWNER_WORKSPACE)->base, 0x8000);
	assert_string_equal(owners_of(&owners, OWNER_WORKSPACE)->name, "");
	assert_int_equal(owners_of(&owners, OWNER_IMAGE)->base, 0x1800);
	assert_null(owners_find(&owners, 0x1000, 0x800, NULL));
	assert_int_equal(put(&owners, OWNER_WORKSPACE, 0, 0, NULL), 0);
	assert_null(owners_of(&owners, OWNER_WORKSPACE));
}

static void what_was_loaded_replaces_what_it_covers(void **state)
{
	static struct owners owners;
	char name[] = "a.bin";
	const struct owner *row;

	(void)state;
	put(&owners, OWNER_IMAGE, 0x1000, 0x3000, NULL);
	assert_int_equal(put(&owners, OWNER_LOADED, 0x1000, 0x1000, name), 0);
	put(&owners, OWNER_LOADED, 0x2000, 0x1000, "b.bin");
	put(&owners, OWNER_LOADED, 0x3000, 0x1000, "c.bin");
	name[0] = 'x'; /* names are copied */
	row = owners_find(&owners, 0x1fff, 2, NULL);
	assert_int_equal(row->kind, OWNER_IMAGE);
	row = owners_find(&owners, 0x1fff, 2, row);
	assert_string_equal(row->name, "a.bin");
	assert_int_equal(row->crc, 0x1000);
	row = owners_find(&owners, 0x1fff, 2, row);
	assert_string_equal(row->name, "b.bin");
	assert_null(owners_find(&owners, 0x1fff, 2, row));

	put(&owners, OWNER_LOADED, 0x1800, 0x1000, "new.bin");
	row = owners_find(&owners, 0, UINT64_MAX, owners_of(&owners, OWNER_IMAGE));
	assert_string_equal(row->name, "new.bin");
	row = owners_find(&owners, 0, UINT64_MAX, row);
	assert_string_equal(row->name, "c.bin");
	assert_null(owners_find(&owners, 0, UINT64_MAX, row));
}

static void names_are_cut(void **state)
{
	static struct owners owners;
	char name[2 * OWNER_NAME_MAX];
	const struct owner *first;

	(void)state;
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	put(&owners, OWNER_LOADED, 0, 1, name);
	put(&owners, OWNER_LOADED, 1, 1, "short");
	first = owners_of(&owners, OWNER_LOADED);
	assert_int_equal(strlen(first->name), OWNER_NAME_MAX - 1);
	put(&owners, OWNER_LOADED, 0, 1, "again");
	assert_string_equal(first->name, "again");
	assert_string_equal(first[1].name, "short");
}

static void files_are_known_by_name(void **state)
{
	static struct owners owners;

	(void)state;
	put(&owners, OWNER_IMAGE, 0x1000, 0x1000, "kernel");
	assert_null(owners_named(&owners, "kernel"));
	put(&owners, OWNER_LOADED, 0x3000, 0x1000, "");
	put(&owners, OWNER_LOADED, 0x4000, 0x1000, "kernel");
	put(&owners, OWNER_LOADED, 0x5000, 0x1000, "a-name-of-more-than-39-characters-is-cut");
	assert_int_equal(owners_named(&owners, "kernel")->base, 0x4000);
	assert_int_equal(owners_named(&owners, "a-name-of-more-than-39-characters-is-cut")->base,
			 0x5000);
	assert_null(owners_named(&owners, ""));
	assert_null(owners_named(&owners, "kerne"));
	assert_null(owners_named(&owners, "kernels"));
	owners_forget(&owners, "kernels");
	owners_forget(&owners, "kernel");
	assert_null(owners_named(&owners, "kernel"));
	assert_null(owners_find(&owners, 0x4000, 1, NULL));
	assert_non_null(owners_find(&owners, 0x3000, 1, NULL));
}

static void it_may_be_full(void **state)
{
	static struct owners owners;
	uint64_t files = 0;

	(void)state;
	while (put(&owners, OWNER_LOADED, files, 1, "x") == 0)
		files++;
	assert_int_equal(files, OWNERS_MAX - OWNER_LOADED);
	assert_int_equal(put(&owners, OWNER_LOADED, files, 1, "y"), -ENOSPC);
	assert_int_equal(put(&owners, OWNER_LOADED, 3, 2, "z"), 0); /* instead of two */
	assert_int_equal(put(&owners, OWNER_LOADED, files, 1, "y"), 0);
	assert_int_equal(put(&owners, OWNER_LOADED, files + 1, 1, "y"), -ENOSPC);
}

/* Files that fill the table take no room from what the program uses, which may move meanwhile. */
static void files_leave_room_for_the_program(void **state)
{
	static struct owners owners;
	uint64_t files = 0;

	(void)state;
	put(&owners, OWNER_WORKSPACE, 0x1000, 0x1000, NULL);
	put(&owners, OWNER_WORKSPACE, 0, 0, NULL);
	while (put(&owners, OWNER_LOADED, files, 1, "x") == 0)
		files++;
	for (enum owner_kind kind = 0; kind < OWNER_LOADED; kind++) {
		assert_int_equal(put(&owners, kind, 0x10000 * (kind + 1), 0x1000, NULL), 0);
		assert_int_equal(owners_of(&owners, kind)->base, 0x10000 * (kind + 1));
		assert_int_equal(owners_find(&owners, 0x10000 * (kind + 1), 1, NULL)->kind, kind);
	}
	assert_int_equal(owners_of(&owners, OWNER_LOADED)->base, 0);
}

static void kinds_have_names(void **state)
{
	(void)state;
	for (enum owner_kind kind = 0; kind < OWNER_KINDS; kind++)
		assert_true(owner_kind_name(kind)[0] != '\0');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_meet_and_hold),
		cmocka_unit_test(one_of_a_kind_is_replaced),
		cmocka_unit_test(what_was_loaded_replaces_what_it_covers),
		cmocka_unit_test(names_are_cut),
		cmocka_unit_test(files_are_known_by_name),
		cmocka_unit_test(it_may_be_full),
		cmocka_unit_test(files_leave_room_for_the_program),
		cmocka_unit_test(kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
