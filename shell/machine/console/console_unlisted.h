#pragma once
/* Devices that have no row in the list of consoles: disabled, not probed, or too many. */
#include "shell/report/report.h"

/* Prints them, kind by kind from number @from on, as console_unlisted counts: a line each. */
void console_report_unlisted(struct report *report, int from);
