/*
 * Audit of timebase-frequency. Source: Devicetree Specification v0.4, 3.8.
 */
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/machine.h"
#include "shell/audit.h"
#include "shell/machine/audit/timebase.h"

static void timebase_run(struct shell *shell, struct check_report *report)
{
	struct dt_node cpus = { shell->tree, shell->tree->cpus };
	struct timebase found;
	struct dt_cpus facts;

	dt_cpus(shell->tree, &facts);
	if (!facts.timebase)
		check_not_run(report, cpus, "the tree has no timebase-frequency");
	else if (timebase_measure(shell, facts.timebase, &found) == -EAGAIN)
		check_not_run(report, cpus, "not measurable here: clocks run unevenly");
	else if (found.same < 0)
		check_not_run(report, cpus, found.by);
	else if (!found.same)
		check_found(report, cpus, "%" PRIu64 " Hz in the tree, about %" PRIu64 " Hz by %s",
			    facts.timebase, found.hz, found.by);
}

static const struct check_audit timebase_audit = {
	.name = "live-timebase",
	.severity = DT_ERROR,
	.text = "timebase-frequency is not the frequency that the clock runs at",
	.fix = "set $/timebase-frequency HZ",
	.run = timebase_run,
};
CHECK_AUDIT(timebase_audit);
