#pragma once
/* A table of which SoC and core this is, for any report. */
#include "shell/report/report.h"

/* Puts the table: of the tree in use, if there is one, and of the hart that runs. */
void board_report(struct report *report);
