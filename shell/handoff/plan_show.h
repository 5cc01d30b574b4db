#pragma once
/* A plan for people and programs. */
#include "shell/handoff/plan.h"
#include "shell/report/report.h"

/* What is known about the console of what is started; constant while the report is made. */
struct plan_told {
	const char *console; /* "/soc/serial@10000000 as ttyS0", or NULL */
};

/* Reports all that the plan holds: the kernel, the pieces and, if it is whole, what the payload
 * will be told. */
void plan_show(struct report *report, const struct plan *plan, const struct plan_told *told);
/* Prints what will happen, a few lines. */
void plan_tell(struct shell *shell, const struct plan *plan);
