#pragma once
/* A kernel that is packed by gzip is unpacked: private to shell/handoff/. */
#include "shell/handoff/plan.h"

/* Unpacks the kernel to the lowest unused RAM that has room for it, where it may be able to run:
 * sets plan->kernel, and plan->source to what was packed. 0, or refused. */
int plan_gunzip(struct plan *plan);
