#pragma once
/* Does what a plan says: copies, verifies, and hands the machine over. */
#include "shell/handoff/plan.h"

/* Copies what can be copied now, verifies it, and goes: returns only if that failed, -errno
 * reported. Then the consoles still work, and no memory in use was written. Ctrl-C ends it before
 * it goes. */
int boot_go(struct shell *shell, const struct plan *plan);
