/* The checks' rows, how findings are counted and printed, and the repairs that they propose. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <cmocka.h>
#include "fdt/check/rule.h"
#include "fdt/core/fault.h"
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

/* The line of a finding: SEVERITY CHECK PATH PROPERTY: DETAILS; ADVICE. */
static void show(struct dt_check *of, const struct dt_finding *finding)
{
	assert_true(of->shown);
	dt_puts(&fake_out, dt_severity_name(finding->row->severity));
	dt_putc(&fake_out, ' ');
	dt_puts(&fake_out, finding->row->name);
	dt_putc(&fake_out, ' ');
	dt_put_path(&fake_out, finding->node);
	dt_putc(&fake_out, ' ');
	dt_puts(&fake_out, finding->property ? finding->property : "-");
	dt_puts(&fake_out, ": ");
	dt_put_escaped(&fake_out, finding->details, strlen(finding->details));
	dt_puts(&fake_out, "; ");
	dt_put_advice(&fake_out, finding);
	dt_putc(&fake_out, '\n');
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
	check = (struct dt_check){ .tree = &tree, .top = dt_root(&tree), .show = show };
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

/* There is room for all groups, and in a name for what it says to those that ask about names. */
static void groups_fit(void **state)
{
	int asking = 0, count = 0;

	(void)state;
	for (; rule_groups[count]; count++) {
		const struct dt_check_group *group = rule_groups[count];

		assert_int_equal(group->prop != NULL, group->name != NULL);
		asking += group->prop != NULL;
	}
	assert_in_range(count, 1, RULE_GROUPS_MAX);
	assert_in_range(asking, 1, RULE_SAID_MAX);
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
	assert_string_equal(
		fake_text(),
		"error reg-empty /a@1 -: ; set /a@1/reg <ADDRESS SIZE>, or rm /a@1/reg\n");
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
	assert_non_null(
		strstr(fake_text(), "error reg-format / -: the root has no bus; rm /reg\n"));
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
	assert_string_equal(fake_text(), "warning status-value /a status: \"\\x1b; x\"; "
					 "set /a/status okay or disabled\n");
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
	(void)state;
	begin();
	noted("a1");
	noted("a2");
	noted("a3");
	run_of("deprecated-gpio-property");
	assert_int_equal(dt_check_run(&check), 0);
	assert_string_equal(fake_text(),
			    "note deprecated-gpio-property /a1 a-gpio: a-gpio; "
			    "mv /a1/a-gpio /a1/a-gpios, unless the binding requires this "
			    "name\n");
	assert_int_equal(check.found_by[number_of("deprecated-gpio-property")], 3);
	assert_false(check.shown);
	fake_text_start();
	check.all = true;
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found[DT_NOTE], 3);
	assert_non_null(strstr(fake_text(), "/a3 "));
	end();
}

/* $ and $$ in advice. */
static void advice_has_paths(void **state)
{
	static const struct {
		const char *node, *property, *fix, *text;
	} rows[] = {
		{ "/a", "x\033", "set $$ 1, or rm $", "set /a/x\\x1b 1, or rm /a" },
		{ "/", "x", "set $$ <$/y>; $", "set /x </y>; /" },
		{ "/a", NULL, "set $$", "set /a/" },
		{ "/a", NULL, "mv $ $<b", "mv /a /b" },
		{ "/a/c", NULL, "mv $ $<b", "mv /a/c /a/b" },
		{ "/", NULL, "mv $ $<b", "mv / /b" },
	};

	(void)state;
	begin();
	blob_node(&blob, "a");
	named("c", "okay");
	blob_end(&blob);
	run_of(NULL);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		fake_text_start();
		dt_put_advice(&fake_out, &(struct dt_finding){
						 .row = dt_check_row(0),
						 .node = blob_at(&tree, rows[i].node),
						 .property = rows[i].property,
						 .fix = rows[i].fix,
					 });
		assert_string_equal(fake_text(), rows[i].text);
	}
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

/* Of two properties of one name, the first one counts, to each rule. */
static void the_first_of_two_counts(void **state)
{
	(void)state;
	begin();
	blob_node(&blob, "a@1");
	blob_text(&blob, "reg-names", "x");
	blob_prop(&blob, "reg", "\0\0\0\0\0\0\0\1\0\0\0\1", 12);
	blob_prop(&blob, "reg-names", "x\0y", 4);
	blob_prop(&blob, "reg", "", 0);
	blob_end(&blob);
	run_of(NULL);
	assert_int_equal(dt_check_run(&check), 0);
	assert_int_equal(check.found_by[number_of("duplicate-property")], 2);
	assert_int_equal(check.found_by[number_of("names-count")], 0);
	assert_int_equal(check.found_by[number_of("reg-empty")], 0);
	end();
}

static void no_memory_is_an_error(void **state)
{
	(void)state;
	begin();
	named("a@1", "okay"); /* unit addresses are sorted */
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
		cmocka_unit_test(groups_fit),
		cmocka_unit_test(a_line_has_all_its_parts),
		cmocka_unit_test(a_finding_may_have_its_own_fix),
		cmocka_unit_test(text_of_the_tree_is_only_details),
		cmocka_unit_test(a_note_is_printed_once),
		cmocka_unit_test(advice_has_paths),
		cmocka_unit_test(what_firmware_adds_is_no_error_before),
		cmocka_unit_test(an_overlay_is_only_a_part),
		cmocka_unit_test(excluded_findings_do_not_count),
		cmocka_unit_test(the_first_of_two_counts),
		cmocka_unit_test(no_memory_is_an_error),
		cmocka_unit_test(a_repair_is_a_word_a_cell_or_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
