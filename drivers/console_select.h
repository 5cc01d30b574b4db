#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "drivers/console_driver.h"
#include "fdt/dt.h"
#include "kernel/console.h"

enum {
	CONSOLE_CANDIDATES_MAX = 16, /* no known board has more enabled; the rest is counted */
	CONSOLE_WHY_MAX = 2048,      /* bytes of text */
};

/* Who says that a node is to be the console, the strongest first. */
enum console_rank {
	CONSOLE_BY_BOOTARGS,
	CONSOLE_BY_STDOUT,
	CONSOLE_BY_LINUX_STDOUT,
	CONSOLE_BY_ALIAS,
	CONSOLE_BY_SEARCH, /* nobody: it was found */
	CONSOLE_RANKS,
};

/* A node that a driver knows: what `console` lists. */
struct console_candidate {
	struct dt_node node;
	const struct console_driver *driver;
	const char *compatible; /* the string that matched, in the driver's table */
	enum console_rank rank;
	bool enabled;           /* it and all buses above; if not, it is here for it is named */
	struct console console; /* bound when err is 0 */
	int err;                /* 0: usable; else why not, -errno */
	const char *why;        /* constant text for err, or NULL */
};

/* How the console was chosen, kept for `console why`. About 6 KiB: static, not on the stack. */
struct console_choice {
	/* Enabled nodes, and those that console= or stdout-path name, in the tree's order. */
	struct console_candidate candidate[CONSOLE_CANDIDATES_MAX];
	int candidates;                   /* rows used */
	int more;                         /* candidates that found no row */
	int disabled;                     /* nodes left out, for they or a bus above are disabled */
	struct console_candidate *chosen; /* a row, or NULL: the SBI console */
	const char *reason;               /* for chosen, in two or three words: "stdout-path" */
	bool firmware_same;               /* stdout-path names the chosen one, so firmware's own
	                                   * console is most likely the same port */
	size_t why_len;
	char why[CONSOLE_WHY_MAX]; /* lines; ends with NUL; cut with a mark when full */
};

/*
 * Chooses the console on @tree (NULL: there is none) and tells each step in choice->why. Touches
 * no device. The order: console= in /chosen/bootargs (`sbi`, a path or alias, or a driver's
 * name), stdout-path, linux,stdout-path, alias serial0, the first enabled node that a driver
 * knows, SBI. Disabled nodes, and those below a disabled bus, are skipped, unless console= names
 * one: whoever says so wants it.
 */
void console_select(const struct dt_tree *tree, struct console_choice *choice);

/*
 * What follows the chosen one after it failed at run time: its err is set to @err, and the step is
 * told in choice->why. With @sbi, when firmware has a console, that is SBI, where somebody watched
 * the machine start; else it is the next usable candidate. Returns choice->chosen, NULL for SBI.
 * @why is a constant text, or NULL.
 */
struct console_candidate *console_select_next(struct console_choice *choice, int err,
					      const char *why, bool sbi);

/* The choice of this run: filled by boot/ on a machine and by host/ for a tree. */
extern struct console_choice console_choice;
