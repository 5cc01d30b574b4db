#pragma once
/* One row, run on the hart that may be lost for it. */
#include "shell/machine/sbi_test/sbi_test.h"
#include "shell/shell.h"

struct test_known;

/* Who makes the calls. Begins as {0}. */
struct test_harts {
	struct hart *hart;     /* another hart; NULL: the shell's own */
	struct sbi_test *test; /* what it works on; not used again once the hart is lost */
	bool found;            /* it was looked for */
	unsigned lost;         /* harts that did not come back */
	uint64_t last_hart;    /* the highest id that there is */
	uint64_t forbidden;    /* an address that S-mode may not read; 0: unknown */
	char harmless;         /* what rows may write to the console in use */
};

/* What a row came to. */
struct test_result {
	enum test_verdict verdict;
	char why[TEST_WHY_MAX];         /* "": nothing more is to be said */
	const struct test_known *known; /* the bug, with TEST_KNOWN */
};

/* Finds a hart that can make the calls, where there is one. False: all were lost, or there is no
 * memory. */
bool test_harts_find(struct shell *shell, struct test_harts *harts);
/* Runs the row, and fills *@result. May not return: Ctrl-C. */
void test_run(struct shell *shell, struct test_harts *harts, const struct test_group *group,
	      const struct test_row *row, struct test_result *result);
