#include "shell/machine/sbi_test/suspend_test.h"
/* How a hart that was suspended has to come back. */
#include <inttypes.h>
#include "kernel/csr.h"

void suspend_came_back(struct sbi_test *test, const struct sbi_entered *entered)
{
	if (!entered->came)
		test_fails(test, "it returned");
	else if (entered->hart != test->hart || entered->opaque != SUSPEND_OPAQUE)
		test_fails(test, "it came back with a0 = 0x%" PRIx64 ", a1 = 0x%" PRIx64,
			   entered->hart, entered->opaque);
	else if (entered->satp || entered->sstatus & SSTATUS_SIE)
		test_fails(test, "it came back with satp = 0x%" PRIx64 ", sstatus = 0x%" PRIx64,
			   entered->satp, entered->sstatus);
}
