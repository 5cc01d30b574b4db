#pragma once
/* A kernel that is packed by gzip is unpacked: private to shell/handoff/. */
#include "shell/handoff/plan.h"

/* Unpacks the kernel into the largest piece of unused RAM, where it may be able to run: sets
 * plan->kernel. 0, or refused. */
int plan_gunzip(struct plan *plan);
