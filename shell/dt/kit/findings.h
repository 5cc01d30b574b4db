#pragma once
/* The report of `check`: its findings, what did not run, what was fixed, and the sum. */
#include "fdt/check/check.h"
#include "shell/report/report.h"

/* The report of one run; dt_check.context. On the stack: about 1.2 KiB. */
struct findings {
	struct report report;
	bool fix; /* proposed repairs are collected for `check -f` */
	/* Of the finding that was shown last, private: */
	struct dt_text *line; /* for people */
	bool advised;         /* it ends with advice ... */
	bool commands;        /* ... and a command */
};

/* What was checked. */
struct findings_sum {
	int checks;      /* that ran */
	int left;        /* that did not, or not everywhere ... */
	const char *why; /* ... for this reason; NULL: there were several */
	int parts;       /* as many more did not run, because the tree is an overlay */
};

/* Starts the report of @check, whose `quiet` is set: sets its functions and context. */
void findings_begin(struct findings *findings, struct dt_check *check, struct shell *shell,
		    const struct shell_args *args);
/* Shows that a check called @name could not run at @node (not found: at all), and @why: a text. */
void findings_not_run(struct dt_check *check, const char *name, struct dt_node node,
		      const char *why);
/* Shows how many notes of check @number, whose row is @row, were counted and not shown. */
void findings_more(struct dt_check *check, int number, const struct dt_check_row *row);
/* Shows the sum. */
void findings_sum(struct dt_check *check, const struct findings_sum *sum);
