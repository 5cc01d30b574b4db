#pragma once
/*
 * Audits: checks of the tree against the machine that it describes.
 *
 * Each is added by CHECK_AUDIT at the end of its file, which is in shell/machine/audit/ if it needs
 * the machine. `check` runs them after the tree's own checks, where there is a machine and no NODE
 * was given.
 */
#include "fdt/check/check.h"
#include "shell/shell.h"

struct check_report; /* private to `check` */

struct check_audit {
	const char *name; /* "live-timebase"; unique among audits and checks */
	enum dt_severity severity;
	const char *text; /* what is wrong where it finds something; lower case, no full stop */
	const char *fix;  /* what to do about it, or NULL */
	/* Reports what it finds by check_found, and by check_not_run what it could not ask. Not
	 * called where the user left it out. */
	void (*run)(struct shell *shell, struct check_report *report);
};

#define CHECK_AUDIT(audit) SET_ADD(check_audits, audit)
SET_DECLARE(const struct check_audit, check_audits);

/* Reports a finding of the running audit at @node (not found: at the root). @format: the details
 * that follow the audit's text, NULL for none; they are cut at 200 characters. */
void check_found(struct check_report *report, struct dt_node node, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same with its own advice @fix instead of the audit's. */
void check_found_fix(struct check_report *report, struct dt_node node, const char *fix,
		     const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Reports that the running audit could not ask the machine about @node (not found: at all), and
 * why, a text: it is not counted among the checks that ran, whatever it finds elsewhere. */
void check_not_run(struct check_report *report, struct dt_node node, const char *why);
