#pragma once
/* The audits, as `check` lists, numbers and runs them. */
#include "shell/audit.h"

/* Fills in row number @number of all checks: the tree's, and after them the audits in alphabetical
 * order. False after the last. */
bool check_row(int number, struct dt_check_row *row);
/* Runs the audits that are not off in @check and not less severe than it wants, if @run. Returns
 * how many ran; *@left: how many did not, or not everywhere. */
int check_audit_all(struct shell *shell, struct dt_check *check, bool run, int *left);
