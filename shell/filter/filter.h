#pragma once
/* What filters share. */
#include "shell/shell.h"

enum { SHELL_FILTER_LINES = 10 }; /* of head and tail */

/* The operand [N] of head and tail, also as "-N". 0, or -EINVAL told. */
int shell_filter_lines(struct shell_filter *filter, const struct shell_args *args, uint64_t *lines);
