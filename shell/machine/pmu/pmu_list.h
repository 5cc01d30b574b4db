#pragma once
/* `pmu` alone: the counters, and the events that they can count. */
#include "kernel/sbi_pmu.h"
#include "shell/shell.h"

/* Prints the report; with the option -a events without a counter, too. */
void pmu_list(struct shell *shell, const struct shell_args *args, struct sbi_pmu *pmu);
