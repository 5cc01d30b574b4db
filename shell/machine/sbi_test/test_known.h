#pragma once
/* Bugs of firmware that are known: a row that fails because of one is no news. */
#include "shell/machine/sbi_test/sbi_test.h"

struct test_known {
	const char *group, *row;
	uint64_t implementation; /* as the base extension numbers it */
	uint64_t from, fixed;    /* versions: the first that is known to have it, and the first
 that has not; 0:
				  * all */
	const char *source;      /* where it is written down */
};

/* The bug that this firmware is known to have in the row; NULL: none is known. */
const struct test_known *test_known(const struct test_group *group, const struct test_row *row);
