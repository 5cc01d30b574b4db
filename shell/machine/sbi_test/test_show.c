#include "shell/machine/sbi_test/test_show.h"
/* The results for people and for programs, and the table of all styles. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/sbi_implementation.h"
#include "shell/machine/sbi_test/test_known.h"
#include "shell/machine/sbi_test/test_rigs.h"

const char *test_verdict_name(enum test_verdict verdict)
{
	static const char *const names[] = {
		[TEST_PASS] = "pass", [TEST_FAIL] = "FAIL", [TEST_KNOWN] = "known",
		[TEST_SKIP] = "skip", [TEST_SLOW] = "slow",
	};

	return names[verdict];
}

/* --- for people ------------------------------------------------------------------------------ */

static void people_begin(struct test_show *show)
{
	const struct sbi_facts *facts = sbi_facts();
	const char *name = sbi_implementation_name(facts->implementation);
	char version[SBI_VERSION_MAX];

	sbi_implementation_version(facts->implementation, facts->implementation_version, version);
	shell_printf(show->shell, "%s %s, SBI %" PRIu32 ".%" PRIu32 ", %u tests\n",
		     name ? name : "unknown firmware", version, facts->spec_major,
		     facts->spec_minor, show->rows);
}

static void people_name(struct test_show *show, const struct sbi_test *test)
{
	static const char gap[] = { ' ', ' ' };

	shell_printf(show->shell, "%s/%s", test->group->name, test->row->name);
	/* Two blanks end a column, so that it is on the screen at once: shell/wrap.h. */
	shell_write(show->shell, gap, sizeof(gap));
}

static bool people_hides(const struct test_show *show, const struct test_result *result)
{
	return show->quiet &&
	       (result->verdict == TEST_SKIP || (result->verdict == TEST_PASS && !result->why[0]));
}

static void people_row(struct test_show *show, const struct sbi_test *test)
{
	if (!show->quiet)
		people_name(show, test);
}

static void people_known(struct test_show *show, const struct test_known *known)
{
	char fixed[TEST_FIXED_MAX];

	test_known_fixed(known, fixed);
	shell_printf(show->shell, "  %s%s: %s\n", fixed[0] ? "fixed in " : "not fixed yet", fixed,
		     known->source);
}

static void people_result(struct test_show *show, const struct sbi_test *test,
			  const struct test_result *result)
{
	if (people_hides(show, result))
		return;
	/* What the row wrote has moved the cursor: the line is drawn again. */
	if (test->row->writes && !show->quiet)
		shell_puts(show->shell, "\r");
	if (test->row->writes || show->quiet)
		people_name(show, test);
	shell_printf(show->shell, "%s%s%s\n", test_verdict_name(result->verdict),
		     result->why[0] ? ": " : "", result->why);
	if (result->verdict == TEST_FAIL)
		shell_printf(show->shell, "  %s %s: %s\n",
			     test->group->profile ? test->group->profile : "SBI",
			     test->row->section, test->row->holds);
	else if (result->known)
		people_known(show, result->known);
}

static void people_end(struct test_show *show, const struct test_sums *sums)
{
	shell_printf(show->shell, "%u pass, %u fail, %u known, %u slow, %u skipped\n",
		     sums->count[TEST_PASS], sums->count[TEST_FAIL], sums->count[TEST_KNOWN],
		     sums->count[TEST_SLOW], sums->count[TEST_SKIP]);
}

/* --- for programs ---------------------------------------------------------------------------- */

enum {
	JSON_GROUP,
	JSON_ROW,
	JSON_SECTION,
	JSON_HOLDS,
	JSON_VERDICT,
	JSON_WHY,
	JSON_FIXED,
	JSON_SOURCE
};

static const struct report_column json_columns[] = {
	[JSON_GROUP] = { .key = "extension" }, [JSON_ROW] = { .key = "test" },
	[JSON_SECTION] = { .key = "section" }, [JSON_HOLDS] = { .key = "holds" },
	[JSON_VERDICT] = { .key = "verdict" }, [JSON_WHY] = { .key = "why" },
	[JSON_FIXED] = { .key = "fixed" },     [JSON_SOURCE] = { .key = "source" },
};

static const struct report_table json_table = {
	.key = "results",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(json_columns),
};

static void json_begin(struct test_show *show)
{
	report_table(show->report, &json_table);
}

static void json_known(struct report *report, const struct test_known *known)
{
	char fixed[TEST_FIXED_MAX];

	test_known_fixed(known, fixed);
	if (fixed[0])
		report_string(report, JSON_FIXED, fixed);
	report_string(report, JSON_SOURCE, known->source);
}

static void json_result(struct test_show *show, const struct sbi_test *test,
			const struct test_result *result)
{
	struct report *report = show->report;

	report_row(report);
	report_string(report, JSON_GROUP, test->group->name);
	report_string(report, JSON_ROW, test->row->name);
	report_string(report, JSON_SECTION, test->row->section);
	report_string(report, JSON_HOLDS, test->row->holds);
	report_string(report, JSON_VERDICT,
		      result->verdict == TEST_FAIL ? "fail" : test_verdict_name(result->verdict));
	if (result->why[0])
		report_string(report, JSON_WHY, result->why);
	if (result->known)
		json_known(report, result->known);
	report_flush(report);
}

const struct test_style test_style_json = {
	.harmless = '\n',
	.begin = json_begin,
	.result = json_result,
};

/* --- which ----------------------------------------------------------------------------------- */

static const struct test_style style_people = {
	.harmless = '\r', /* no line stays empty, even where nothing is shown */
	.begin = people_begin,
	.row = people_row,
	.result = people_result,
	.end = people_end,
};

static const struct test_style *const styles[] = { &test_style_tap, &test_style_junit };

const struct test_style *test_style(struct shell *shell, const char *name, int *err)
{
	*err = 0;
	if (!name)
		return &style_people;
	for (size_t i = 0; i < sizeof(styles) / sizeof(styles[0]); i++)
		if (!strcmp(styles[i]->name, name))
			return styles[i];
	*err = shell_error(shell, -ENOENT, "%s: no such format; there are tap and junit", name);
	return NULL;
}
