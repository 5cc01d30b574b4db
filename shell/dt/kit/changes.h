#pragma once
/* What differs between two trees, as a report: `diff`, and a rehearsal of `overlay`. */
#include "shell/dt/kit/left_out.h"
#include "shell/report/report.h"

/* How differences are shown; {0} is the usual way. */
struct shell_changes {
	bool quiet; /* not at all */
	bool whole; /* each in one line, however long */
	struct shell_left_out left_out;
};

/*
 * Reports each difference: "+ /soc/new/  3 nodes", "~ /soc/uart/status  "disabled" -> "okay""; long
 * ones as shell/dt/kit/change_line.h says. Values are compared by their meaning
 * (fdt/export/meaning.h), and phandles are left out. Both trees need their index. 0: there is no
 * difference; SHELL_FAILED: there is one; -ENOMEM reported.
 */
int shell_changes(struct shell *shell, const struct shell_args *args, const struct dt_tree *from,
		  const struct dt_tree *to, const struct shell_changes *how);
/* The same as a table, "differences", of a report that has begun. */
int shell_changes_in(struct report *report, const struct dt_tree *from, const struct dt_tree *to,
		     const struct shell_changes *how);
