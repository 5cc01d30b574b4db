#pragma once
/* What the rows of HSM and SUSP share: how a hart that was suspended has to come back. */
#include "kernel/sbi_entry.h"
#include "shell/machine/sbi_test/sbi_test.h"

enum { SUSPEND_OPAQUE = 0x5b15b1a5 }; /* what it comes back for */

/* Fails the row unless the hart came back as one that is started, for SUSPEND_OPAQUE: RISC-V SBI
 * Specification 3.0, 9.4. */
void suspend_came_back(struct sbi_test *test, const struct sbi_entered *entered);
