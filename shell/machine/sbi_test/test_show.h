#pragma once
/* How the results go out: for people, for programs (-j), and as what test rigs read. */
#include "shell/machine/sbi_test/test_run.h"
#include "shell/report/report.h"

/* What came to what. */
struct test_sums {
	unsigned count[TEST_VERDICTS];
};

/* One run on its way out. */
struct test_show {
	struct shell *shell;
	const struct test_style *style;
	struct report *report; /* for those that report */
	bool quiet;            /* people see only what is not as it should be */
	unsigned rows;         /* that will be shown */
	unsigned number;       /* of the row at work, from 1 on */
};

/* A way to show them. Any of its functions may be NULL. */
struct test_style {
	const char *name; /* as after -o; NULL: it has no name */
	/* A control character that may be anywhere between the results: firmware that is tested
	 * may write to the console in use. */
	char harmless;
	void (*begin)(struct test_show *show);
	/* Before the row runs: what is on the screen if the machine does not come back. */
	void (*row)(struct test_show *show, const struct sbi_test *test);
	/* After it. */
	void (*result)(struct test_show *show, const struct sbi_test *test,
		       const struct test_result *result);
	void (*end)(struct test_show *show, const struct test_sums *sums);
};

/* The style with that name; NULL: the one for people. Reported where no style has it: returns NULL,
 * too, with *@err set. */
const struct test_style *test_style(struct shell *shell, const char *name, int *err);
/* The one for programs, by -j. */
extern const struct test_style test_style_json;
/* "pass"; never NULL. */
const char *test_verdict_name(enum test_verdict verdict);
