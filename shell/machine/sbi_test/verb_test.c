/* `sbi test`: runs the rows of sbi_test.h, all of them or those that are named. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "shell/machine/sbi/sbi_verb.h"
#include "shell/machine/sbi_test/test_kept.h"
#include "shell/machine/sbi_test/test_known.h"
#include "shell/machine/sbi_test/test_show.h"

enum { TEST_OPERAND = 2 /* argv: the first name */ };

/* What a run is made of. */
struct test_all {
	struct shell *shell;
	const struct shell_args *args;
	struct test_show show;
	struct test_harts harts;
	struct test_sums sums;
};

/* --- which rows ------------------------------------------------------------------------------ */

static const struct test_group *group_next(const struct test_group *group)
{
	const struct test_group *next;

	SET_NEXT(next, test_groups, group ? group->name : "");
	return next;
}

/* @word names the group, or one of its rows: "hsm", "hsm/no-such-function". */
static bool test_names(const char *word, const struct test_group *group, const struct test_row *row)
{
	size_t len = strlen(group->name);

	if (strncmp(word, group->name, len))
		return false;
	return !word[len] || (word[len] == '/' && row && !strcmp(word + len + 1, row->name));
}

/* Whether the row shall run. Without names, all but the profiles' do. */
static bool test_wanted(const struct shell_args *args, const struct test_group *group,
			const struct test_row *row)
{
	char **word = args->argv + TEST_OPERAND;

	if (!*word)
		return !group->profile;
	while (*word && !test_names(*word, group, row))
		word++;
	return *word;
}

/* @word names something. */
static bool test_is_known(const char *word)
{
	const struct test_group *group = NULL;
	const struct test_row *row;

	while ((group = group_next(group)))
		for (unsigned i = 0; (row = test_row_of(group, i)); i++)
			if (test_names(word, group, row))
				return true;
	return false;
}

static int test_check_names(struct shell *shell, const struct shell_args *args)
{
	for (char **word = args->argv + TEST_OPERAND; *word; word++)
		if (!test_is_known(*word))
			return shell_error(shell, -ENOENT,
					   "%s: no such test; 'sbi test -l' lists them", *word);
	return 0;
}

static void test_each(struct test_all *all,
		      void (*each)(struct test_all *all, const struct test_group *group,
				   const struct test_row *row))
{
	const struct test_group *group = NULL;
	const struct test_row *row;

	while ((group = group_next(group)))
		for (unsigned i = 0; (row = test_row_of(group, i)); i++)
			if (test_wanted(all->args, group, row))
				each(all, group, row);
}

/* --- the run --------------------------------------------------------------------------------- */

static const char test_risks[RISKS][56] = {
	[RISK_SUSPENDS] = "it may suspend the machine: -f runs it",
	[RISK_RESETS] = "it may reset the machine: -f runs it",
	[RISK_LOCKS] = "a lock stays until the hart is reset: -f runs it",
	[RISK_HANGS] = "some firmware never returns from it: -f runs it",
};

/* Why the row is not run here, or NULL. */
static const char *test_why_not(struct test_all *all, const struct test_group *group,
				const struct test_row *row)
{
	if (group->extension && group->extension != SBI_BASE && !sbi_probe(group->extension))
		return "firmware does not have the extension";
	if (row->risk && !shell_option(all->args, 'f'))
		return test_risks[row->risk];
	if (!test_harts_find(all->shell, &all->harts) && !shell_option(all->args, 'f'))
		return "no hart is left to make the call";
	return NULL;
}

/* A failure that is known becomes that; a pass that was not expected says so. */
static void test_compare(const struct test_group *group, const struct test_row *row,
			 struct test_result *result)
{
	const struct test_known *known = test_known(group, row);

	if (!known)
		return;
	if (result->verdict == TEST_FAIL) {
		result->verdict = TEST_KNOWN;
		result->known = known;
	} else if (result->verdict == TEST_PASS) {
		strcpy(result->why, "although this firmware is known to fail");
	}
}

static void test_one(struct test_all *all, const struct test_group *group,
		     const struct test_row *row)
{
	const struct sbi_test test = { .group = group, .row = row };
	const struct test_style *style = all->show.style;
	const char *why = test_why_not(all, group, row);
	struct test_result result = { 0 };

	all->show.number++;
	if (style->row)
		style->row(&all->show, &test);
	if (why) {
		result.verdict = TEST_SKIP;
		strcpy(result.why, why);
	} else {
		test_run(all->shell, &all->harts, group, row, &result);
		test_compare(group, row, &result);
	}
	all->sums.count[result.verdict]++;
	if (style->result)
		style->result(&all->show, &test, &result);
}

static void test_count(struct test_all *all, const struct test_group *group,
		       const struct test_row *row)
{
	(void)group;
	(void)row;
	all->show.rows++;
}

static int test_all_rows(struct test_all *all)
{
	const struct test_style *style = all->show.style;

	kept_look();
	test_each(all, test_count);
	all->harts.harmless = style->harmless;
	if (style->begin)
		style->begin(&all->show);
	test_each(all, test_one);
	if (style->end)
		style->end(&all->show, &all->sums);
	kept_forget();
	return all->sums.count[TEST_FAIL] ? SHELL_FAILED : 0;
}

/* --- -l -------------------------------------------------------------------------------------- */

enum { LIST_NAME, LIST_SECTION, LIST_HOLDS };

static const struct report_column list_columns[] = {
	[LIST_NAME] = { .key = "test", .title = "TEST" },
	[LIST_SECTION] = { .key = "section", .title = "SBI" },
	[LIST_HOLDS] = { .key = "holds", .title = "WHAT MUST HOLD", .flags = REPORT_LONG },
};

static const struct report_table list_table = {
	.key = "tests",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(list_columns),
};

static void list_rows(struct report *report, void *context)
{
	const struct shell_args *args = context;
	const struct test_group *group = NULL;
	const struct test_row *row;

	while ((group = group_next(group)))
		for (unsigned i = 0; (row = test_row_of(group, i)); i++) {
			struct dt_text *out;

			if (args->argv[TEST_OPERAND] && !test_wanted(args, group, row))
				continue;
			report_row(report);
			out = report_cell(report, LIST_NAME);
			dt_puts(out, group->name);
			dt_putc(out, '/');
			dt_puts(out, row->name);
			report_string(report, LIST_SECTION, row->section);
			report_string(report, LIST_HOLDS, row->holds);
		}
}

static int test_list(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &list_table, list_rows, (void *)(uintptr_t)args);
	report_end(&report);
	return 0;
}

static int test_start(struct shell *shell, const struct shell_args *args)
{
	struct test_all all = {
		.shell = shell,
		.args = args,
		.show = { .shell = shell, .quiet = shell_option(args, 'q') },
	};
	struct report report;
	int err = test_check_names(shell, args);

	if (err)
		return err;
	if (shell_option(args, 'l'))
		return test_list(shell, args);
	if (!sbi_facts()->base)
		return shell_error(shell, -ENODEV,
				   "firmware has no base extension: there is nothing to test");
	all.show.style = test_style(shell, shell_option(args, 'o'), &err);
	if (err)
		return err;
	report_begin(&report, shell, args);
	all.show.report = &report;
	if (report.json)
		all.show.style = &test_style_json;
	err = test_all_rows(&all);
	report_end(&report);
	return err;
}

static void test_complete(struct shell *shell, struct shell_completions *completions)
{
	const struct test_group *group = NULL;

	(void)shell;
	while ((group = group_next(group)))
		shell_offer(completions, group->name, false);
}

static const struct shell_verb verb_test = {
	.name = "test",
	.args = "[EXT[/TEST] ...]",
	.summary = "test the firmware against the specification",
	.max_args = 16,
	.needs_machine = true,
	.reports = true,
	.run = test_start,
	.complete = test_complete,
};
SBI_VERB(verb_test);
