#pragma once
/* Values of criteria: numbers and ranges, interrupts, properties. */
#include "shell/dt/kit/criteria.h"

/* Reads @text into @test, whose kind is set; bytes of a value are kept in @out. 0, or -errno
 * reported. */
int shell_criteria_value(struct shell *shell, struct shell_criteria *out, const char *text,
			 struct dt_query_test *test);
