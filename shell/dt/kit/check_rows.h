#pragma once
/* What `check` makes of the tree's checks and of the audits. */
#include "shell/audit.h"

/* Row number @number of all: the tree's checks, and behind them the audits; false at the end. */
bool check_row(int number, struct dt_check_row *row);
/* Runs the audits that @check does not leave out. */
void check_audit_all(struct shell *shell, struct dt_check *check);
