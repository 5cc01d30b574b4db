#pragma once
/* The tables that `console` prints. */
#include "shell/report/report.h"

struct console_candidate;

/* Prints them: all consoles, and the counters of those that were used. 0. */
int console_list(struct shell *shell, const struct shell_args *args);
/* Prints the first table, with that row only. */
void console_report_row(struct report *report, struct console_candidate *row);
