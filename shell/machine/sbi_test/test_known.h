#pragma once
/* Bugs of firmware that are known: a row that fails because of one is no news. */
#include "shell/machine/sbi_test/sbi_test.h"

struct test_known {
	/* Arrays, as struct test_row's. */
	char group[16], row[24];
	uint64_t implementation; /* as the base extension numbers it */
	uint64_t from;           /* the first version that has it; 0: the first of all */
	uint64_t fixed;          /* the first version without it; 0: there is no such version */
	char source[88];         /* what the bug is, and where it can be read */
};

/* The bug that this firmware is known to have in the row; NULL: none is known. */
const struct test_known *test_known(const struct test_group *group, const struct test_row *row);

enum { TEST_FIXED_MAX = 48 }; /* bytes of such a text, with its NUL */
/* Writes which firmware is the first without the bug into @text of TEST_FIXED_MAX bytes: "OpenSBI
 * 1.7"; "" if there is no such version. */
void test_known_fixed(const struct test_known *known, char *text);
