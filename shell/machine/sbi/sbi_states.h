#pragma once
/* What the extensions that are there say of themselves: counters, features, triggers. */
#include "shell/report/report.h"

/* Puts the table of them into the report. It asks by calls that change nothing. */
void sbi_states(struct report *report);
