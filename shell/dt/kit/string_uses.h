#pragma once
/* The strings block, and how often properties use each place of it. */
#include "shell/shell.h"

struct shell_string_uses {
	const char *text; /* the strings block, borrowed */
	uint32_t size;    /* bytes of it */
	uint32_t *count;  /* by offset: the properties whose name begins there */
};

/* Counts, in one pass; valid until the next count. 0; -ENOMEM reported. */
int shell_count_uses(struct shell *shell, struct shell_string_uses *uses);
/* Bytes of the string at @offset, up to its NUL or the block's end. */
uint32_t shell_string_len(const struct shell_string_uses *uses, uint32_t offset);
