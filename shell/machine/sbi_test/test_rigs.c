#include "shell/machine/sbi_test/test_rigs.h"
/*
 * The results as test rigs read them.
 * Sources: Test Anything Protocol 13 (testanything.org), and the JUnit format as Jenkins and GitLab
 * read it (testsuite, testcase, properties, failure, skipped).
 */
#include <string.h>
#include "shell/machine/sbi_test/test_known.h"

/* --- TAP ------------------------------------------------------------------------------------- */

static void tap_begin(struct test_show *show)
{
	shell_printf(show->shell, "TAP version 13\n1..%u\n", show->rows);
}

static void tap_row(struct test_show *show, const struct sbi_test *test)
{
	shell_printf(show->shell, "# %s/%s\n", test->group->name, test->row->name);
}

/* A block of YAML, which belongs to the line before it. Text of ours: it has no quotation marks. */
static void tap_known(struct test_show *show, const struct test_known *known)
{
	char fixed[TEST_FIXED_MAX];

	test_known_fixed(known, fixed);
	shell_printf(show->shell, "  ---\n  fixed: \"%s\"\n  source: \"%s\"\n  ...\n", fixed,
		     known->source);
}

static void tap_result(struct test_show *show, const struct sbi_test *test,
		       const struct test_result *result)
{
	static const char *const directives[] = {
		[TEST_PASS] = "",        [TEST_FAIL] = "", [TEST_KNOWN] = " # SKIP known",
		[TEST_SKIP] = " # SKIP", [TEST_SLOW] = "",
	};
	bool bad = result->verdict == TEST_FAIL;

	shell_printf(show->shell, "%sok %u - %s/%s%s%s%s\n", bad ? "not " : "", show->number,
		     test->group->name, test->row->name, directives[result->verdict],
		     result->why[0] ? ": " : "", result->why);
	if (result->known)
		tap_known(show, result->known);
}

const struct test_style test_style_tap = {
	.name = "tap",
	.harmless = '\n',
	.begin = tap_begin,
	.row = tap_row,
	.result = tap_result,
};

/* --- JUnit ----------------------------------------------------------------------------------- */

static void junit_begin(struct test_show *show)
{
	shell_printf(show->shell,
		     "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<testsuite name=\"sbi\" tests=\"%u\">\n",
		     show->rows);
}

/* Text of ours: it has no quotation marks. */
static void junit_text(struct test_show *show, const char *text)
{
	for (size_t len; *text; text += len) {
		len = strcspn(text, "<&");
		shell_write(show->shell, text, len);
		if (!text[len])
			return;
		shell_puts(show->shell, text[len] == '<' ? "&lt;" : "&amp;");
		len++;
	}
}

static void junit_element(struct test_show *show, const char *element, const char *text)
{
	shell_printf(show->shell, "<%s message=\"", element);
	junit_text(show, text);
	shell_puts(show->shell, "\"/>");
}

static void junit_property(struct test_show *show, const char *name, const char *value)
{
	shell_printf(show->shell, "<property name=\"%s\" value=\"", name);
	junit_text(show, value);
	shell_puts(show->shell, "\"/>");
}

static void junit_known(struct test_show *show, const struct test_known *known)
{
	char fixed[TEST_FIXED_MAX];

	test_known_fixed(known, fixed);
	shell_puts(show->shell, "<properties>");
	junit_property(show, "fixed", fixed);
	junit_property(show, "source", known->source);
	shell_puts(show->shell, "</properties>");
}

static void junit_result(struct test_show *show, const struct sbi_test *test,
			 const struct test_result *result)
{
	static const char *const elements[TEST_VERDICTS] = {
		[TEST_FAIL] = "failure",
		[TEST_KNOWN] = "skipped",
		[TEST_SKIP] = "skipped",
	};
	const char *element = elements[result->verdict];

	shell_printf(show->shell, "<testcase classname=\"sbi.%s\" name=\"%s\">", test->group->name,
		     test->row->name);
	if (result->known)
		junit_known(show, result->known);
	if (element)
		junit_element(show, element, result->why);
	else if (result->why[0])
		junit_element(show, "system-out", result->why);
	shell_puts(show->shell, "</testcase>\n");
}

static void junit_end(struct test_show *show, const struct test_sums *sums)
{
	(void)sums;
	shell_puts(show->shell, "</testsuite>\n");
}

const struct test_style test_style_junit = {
	.name = "junit",
	.harmless = '\n',
	.begin = junit_begin,
	.result = junit_result,
	.end = junit_end,
};
