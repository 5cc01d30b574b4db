/* The checks' rows, how findings are counted and printed, and the repairs that they propose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/check/check.h"
#include "tests/unit/fake/fake_blob.h"
#include "tests/unit/fake/fake_space.h"
#include "tests/unit/fake/fake_text.h"

enum {
	REPAIRS_MAX = 8,
};

static struct blob blob;
static struct dt_tree tree;
static struct dt_check check;
static struct dt_repair repairs[REPAIRS_MAX];
static int repair_count;

static int number_of(const char *name)
{
	for (int number = 0; number < dt_check_count(); number++)
		if (strcmp(dt_check_row(number)->name, name) == 0)
			return number;
	fail_msg("no check %s", name);
	return 0;
}

/* Starts a tree with its root; the test adds the children. */
static void begin(void)
{
	blob_start(&blob);
	blob_node(&blob, "");
	blob_text(&blob, "compatible", "a,b");
}

/* Runs the check called @name on the finished tree, or all checks (NULL). */
static void run_of(const char *name)
{
	blob_end(&blob);
	blob_finish(&blob);
	blob_open(&blob, &tree);
	assert_int_equal(dt_index_build(&tree, NULL), 0);
	fake_text_start();
	check = (struct dt_check){ .tree = &tree, .top = dt_root(&tree), .out = &fake_out };
	memset(check.off, name != NULL, sizeof(check.off));
	if (name)
		check.off[number_of(name)] = false;
}

static void end(void)
{
	dt_check_drop(&check);
	dt_index_drop(&tree);
	assert_int_equal(fake_space.held, 0);
}

static void named(const char *name, const char *status)
{
	blob_node(&blob, name);
	blob_text(&blob, "status", status);
	blob_end(&blob);
}

/* --- rows ------------------------------------------------------------------------------------ */

static void is_sentence(const char *name, const char *text)
{
	if (!*text || text[strlen(text) - 1] == '.' || strstr(text, "; ") || strchr(text, '\n'))
		fail_msg("%s: \"%s\"", name, text);
}

static void rows_are_complete(void **state)
{
	int count = dt_check_count();

	(void)state;
	assert_in_range(count, 100, DT_CHECKS_MAX - DT_CHECKS_ADDED);
	assert_null(dt_check_row(count));
	for (int number = 0; number < count; number++) {
		const struct dt_check_row *row = dt_check_row(number);

		assert_non_null(row->name);
		assert_int_equal(number_of(row->name), number);
		for (const char *at = row->name; *at; at++)
			if (!islower((unsigned char)*at) && !isdigit((unsigned char)*at) &&
			    *at != '-')
				fail_msg("%s", row->name);
		is_sentence(row->name, row->text);
		if (row->fix)
			is_sentence(row->name, row->fix);
		assert_non_null(dt_severity_name(row->severity));
	}
}

/* --- findings -------------------------------------------------------------------------------- */

static void a_line_has_all_its_parts(void **state)
{
	(void)state;
	begin();
	blob_node(&blob, "a@1");
	blob_prop(&blob, "reg", "", 0);
	blob_end(&blob);
	run_of("reg-empty");
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(), "error    reg-empty          /a@1: reg is empty; "
					 "write an address, or remove reg\n");
	assert_int_equal(check.found[DT_ERROR], 1);
	assert_int_equal(check.found_by[number_of("reg-empty")], 1);
	end();
}

static void a_finding_may_have_its_own_fix(void **state)
{
	(void)state;
	begin();
	blob_cell(&blob, "reg", 1);
	named("a", "\x1b; x");
	run_of(NULL);
	check.least = DT_ERROR;
	assert_int_equal(dt_check_run(&check), 0);
	assert_non_null(strstr(fake_text(), "error    reg-format         /: reg does not fit the "
					    "cells of its bus: the root has no bus; remove it\n"));
	assert_null(strstr(fake_text(), "status-value"));
	end();
}

static void text_of_the_tree_is_only_details(void **state)
{
	(void)state;
	begin();
	named("a", "\x1b; x");
	run_of("status-value");
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(),
			    "warning  status-value       /a: the specification has no such status, "
			    "so the node counts as disabled: \"\\x1b; x\"; "
			    "set it to \"okay\" or \"disabled\"\n");
	end();
}

/* A node with a property that `deprecated-gpio-property` notes. */
static void noted(const char *name)
{
	blob_node(&blob, name);
	blob_prop(&blob, "a-gpio", "", 0);
	blob_end(&blob);
}

static void a_note_is_printed_once(void **state)
{
	static const char first[] = "note     deprecated-gpio-property /a1: names of GPIOs end in "
				    "-gpios: a-gpio; "
				    "rename it, unless the binding requires this name\n";
	int number = number_of("deprecated-gpio-property");

	(void)state;
	begin();
	noted("a1");
	noted("a2");
	noted("a3");
	run_of("deprecated-gpio-property");
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(), first);
	dt_check_more(&check, number, dt_check_row(number));
	assert_string_equal(fake_text() + strlen(first),
			    "note     deprecated-gpio-property 2 more; use -v to show all\n");
	fake_text_start();
	check.all = true;
	assert_int_equal(dt_check_run(&check), 0);
	dt_check_more(&check, number, dt_check_row(number));
	assert_int_equal(check.found[DT_NOTE], 3);
	assert_non_null(strstr(fake_text(), "/a3: "));
	assert_null(strstr(fake_text(), " more"));
	end();
}

/* No memory node: an error in a tree that firmware is done with, before that a note. */
static void what_firmware_adds_is_no_error_before(void **state)
{
	(void)state;
	begin();
	run_of(NULL);
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found_by[number_of("memory-by-firmware")], 1);
	assert_int_equal(check.found_by[number_of("memory-missing")], 0);
	assert_int_equal(check.found_by[number_of("cpus-missing")], 1);
	check.handed_over = true;
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found_by[number_of("memory-by-firmware")], 0);
	assert_int_equal(check.found_by[number_of("memory-missing")], 1);
	end();
}

static void an_overlay_is_only_a_part(void **state)
{
	(void)state;
	blob_start(&blob);
	blob_node(&blob, "");
	blob_node(&blob, "fragment@0");
	blob_cells(&blob, "target", BLOB_CELLS(0xffffffff));
	blob_node(&blob, "__overlay__");
	blob_cells(&blob, "clocks", BLOB_CELLS(0xffffffff, 1));
	blob_end(&blob);
	blob_end(&blob);
	run_of(NULL);
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(), "");
	end();
}

static void excluded_findings_do_not_count(void **state)
{
	(void)state;
	begin();
	named("a", "wrong");
	named("b", "wrong");
	run_of("status-value");
	check.top = blob_at(&tree, "/b");
	check.quiet = true;
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(), "");
	assert_int_equal(check.found[DT_WARNING], 1);
	check.least = DT_ERROR;
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found[DT_WARNING], 0);
	check.least = DT_NOTE;
	check.off[number_of("status-value")] = true;
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found[DT_WARNING], 0);
	end();
}

static void no_memory_is_an_error(void **state)
{
	(void)state;
	begin();
	named("a", "okay");
	run_of(NULL);
	for (long at = 1; at <= 2; at++) {
		fake_space.calls = 0;
		fake_space.fail_at = at;
		assert_int_equal(dt_check_run(&check), -ENOMEM);
		fake_space.fail_at = 0;
	}
	assert_int_equal(dt_check_run(&check), 0);
	end();
}

/* --- repairs --------------------------------------------------------------------------------- */

static void keep(struct dt_check *run, const struct dt_repair *repair)
{
	assert_ptr_equal(run, &check);
	assert_in_range(repair_count, 0, REPAIRS_MAX - 1);
	repairs[repair_count++] = *repair;
}

static void a_repair_is_a_word_a_cell_or_nothing(void **state)
{
	(void)state;
	begin();
	blob_node(&blob, "bus");
	blob_text(&blob, "status", "Disable");
	blob_text(&blob, "name", "other");
	blob_node(&blob, "a@0");
	blob_cells(&blob, "reg", BLOB_CELLS(0, 0, 0));
	blob_end(&blob);
	blob_end(&blob);
	run_of(NULL);
	memset(check.off, true, sizeof(check.off));
	check.off[number_of("status-value")] = check.off[number_of("name-properties")] = false;
	check.off[number_of("avoid-default-addr-size")] = false;
	check.repair = keep;
	repair_count = 0;
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(repair_count, 4);
	for (int i = 0; i < repair_count; i++)
		assert_int_equal(repairs[i].node.offset, blob_at(&tree, "/bus").offset);
	assert_string_equal(repairs[0].name, "status");
	assert_string_equal(repairs[0].value, "disabled");
	assert_int_equal(repairs[0].len, sizeof("disabled"));
	assert_string_equal(repairs[1].name, "name");
	assert_null(repairs[1].value);
	assert_string_equal(repairs[2].name, "#address-cells");
	assert_int_equal(repairs[2].len, 4);
	assert_string_equal(repairs[3].name, "#size-cells");
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_complete),
		cmocka_unit_test(a_line_has_all_its_parts),
		cmocka_unit_test(a_finding_may_have_its_own_fix),
		cmocka_unit_test(text_of_the_tree_is_only_details),
		cmocka_unit_test(a_note_is_printed_once),
		cmocka_unit_test(what_firmware_adds_is_no_error_before),
		cmocka_unit_test(an_overlay_is_only_a_part),
		cmocka_unit_test(excluded_findings_do_not_count),
		cmocka_unit_test(no_memory_is_an_error),
		cmocka_unit_test(a_repair_is_a_word_a_cell_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
