#pragma once
/* What md and mw share: access widths by the command's suffix, and how a fault is told. */
#include <stdint.h>
#include "kernel/trap/trap.h"
#include "shell/shell.h"

/* The width in bytes that the name's suffix asks for: .b 1, .w 2, .l 4 (also without), .q 8. */
unsigned memory_width(const char *name);
/* Tells a guarded access that failed. Returns -EFAULT. */
int memory_fault(struct shell *shell, uint64_t address, const struct trap_info *info);
