#pragma once
/* What crc32 and sha256 share: a sum over a range, shown or compared. */
#include "shell/shell.h"

enum { SUM_TEXT = 2 * 32 + 1 }; /* characters of a sum as text, with the NUL */

struct sum {
	void *state;
	/* Adds @len bytes of memory, which may fault. */
	void (*add)(void *state, const void *bytes, size_t len);
	/* Writes the sum in hexadecimal digits. */
	void (*end)(void *state, char text[SUM_TEXT]);
};

/* Runs such a command: operands RANGE [COUNT], and with -v the sum that is expected. */
int sum_run(struct shell *shell, const struct shell_args *args, const struct sum *sum);
/* Their option -v. */
extern const struct shell_option sum_options[2];
