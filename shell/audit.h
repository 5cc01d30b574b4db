#pragma once
/*
 * Checks of the tree against the machine it describes: files of shell/machine/ whose end adds them
 * to the set. `check` runs them behind its own, where there is a machine and no NODE was named.
 */
#include "fdt/check/check.h"
#include "shell/shell.h"

struct check_report; /* private to `check` */

struct check_audit {
	const char *name;    /* "timebase-measured": as unique as a check's */
	const char *summary; /* what is wrong where it finds something, lower case, no full stop */
	const char *mend;    /* what would mend it, or "" */
	enum dt_severity severity;
	/* Tells what it finds by check_found. Not called when a person left it out. */
	void (*run)(struct shell *shell, struct check_report *report);
};

#define CHECK_AUDIT(audit) SET_ADD(check_audits, audit)
SET_DECLARE(const struct check_audit, check_audits);

/*
 * A finding of the audit that runs, at @node (not found: the root): its summary, and behind it the
 * details in @format, NULL for none. Behind "; " in @format stands what would mend it, where that
 * is another than audit->mend. The line is cut at 200 characters.
 */
void check_found(struct check_report *report, struct dt_node node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
