#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "drivers/console_driver.h"
#include "fdt/dt.h"
#include "kernel/console.h"

enum {
	CONSOLE_CANDIDATES_MAX = 16, /* more than any known board has enabled; the rest is counted */
	CONSOLE_WHY_MAX = 2048,      /* bytes of text */
};

/* A node that a driver knows: what `console` lists. */
struct console_candidate {
	struct dt_node node;
	const struct console_driver *driver;
	const char *compatible; /* the string that matched, in the blob */
	struct console console; /* bound when err is 0 */
	int err;                /* 0: usable; else why not, -errno */
	const char *why;        /* constant text for err, or NULL */
};

/* How the console was chosen, kept for `console why`. About 6 KiB: static, not on the stack. */
struct console_choice {
	struct console_candidate candidate[CONSOLE_CANDIDATES_MAX];
	int candidates;                   /* rows used */
	int more;                         /* candidates that found no row */
	struct console_candidate *chosen; /* a row, or NULL: the SBI console */
	bool firmware_same;               /* stdout-path names the chosen one, so firmware's own
	                                   * console is most likely the same port */
	size_t why_len;
	char why[CONSOLE_WHY_MAX];        /* lines; ends with NUL; cut with a mark when full */
};

/*
 * Chooses the console on @tree (NULL: there is none) and tells each step in choice->why. Touches
 * no device. The order: console= in /chosen/bootargs (`sbi`, a path or alias, or a driver's
 * name), stdout-path, linux,stdout-path, alias serial0, the first enabled node that a driver
 * knows, SBI.
 */
void console_select(const struct dt_tree *tree, struct console_choice *choice);

/*
 * The next usable candidate after the one that failed at run time (its err is set to @err and the
 * step told in choice->why), or NULL: the SBI console. Also updates choice->chosen.
 */
struct console_candidate *console_select_next(struct console_choice *choice, int err,
					      const char *why);
