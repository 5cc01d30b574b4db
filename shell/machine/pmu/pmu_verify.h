#pragma once
/* `pmu verify`: what the counters show of loops of known counts. */
#include "kernel/sbi_pmu.h"
#include "shell/shell.h"

/* Measures and prints. 0, or SHELL_FAILED: an event is not counted as it must be. */
int pmu_verify(struct shell *shell, const struct shell_args *args, struct sbi_pmu *pmu);
