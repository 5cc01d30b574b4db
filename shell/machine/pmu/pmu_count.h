#pragma once
/* `pmu EVENT[,EVENT] COMMAND`: counts events while a command runs. */
#include "shell/shell.h"

/* Runs the rest of the line under the counters that args->argv[1] names: its status, or -errno
 * reported, and then it was not run. All counters are stopped and free afterwards. */
int pmu_count(struct shell *shell, const struct shell_args *args);
/* Whether the last run of pmu_count was not reported yet. */
bool pmu_count_due(void);
/* After pmu_count: prints what it counted. -EINVAL reported where there was no such run. */
int pmu_count_report(struct shell *shell, const struct shell_args *args);
