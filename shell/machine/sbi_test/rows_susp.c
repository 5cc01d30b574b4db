#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of a suspend of the system: what must return, and one that comes back.
 * Source: RISC-V SBI Specification 3.0, chapter 13. */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "kernel/time.h"
#include "shell/machine/sbi_test/suspend_test.h"

enum {
	SYSTEM_SUSPEND = 0,
	SUSP_TO_RAM = 0,
	SUSP_RESERVED_LOW = 1,
	SUSP_RESERVED_HIGH = 0x7fffffff,
	SUSP_PART = 5, /* of a second: so long it is suspended */
};

/* Which of two errors comes first is firmware's choice. */
static void susp_forbidden(struct sbi_test *test)
{
	if (!test->forbidden)
		test_skips(test, "no address is known that S-mode may not use");
	else
		test_may(test, test_call(test, SYSTEM_SUSPEND, SUSP_TO_RAM, test->forbidden, 0),
			 MAY_INVALID_ADDRESS | (test->watcher == test->hart ? 0 : MAY_DENIED));
}

/* The timer wakes the machine: nothing else is sure to. */
static void susp_resumes(struct sbi_test *test)
{
	const struct sbi_suspend suspend = { SBI_SUSP, SYSTEM_SUSPEND, SUSP_TO_RAM,
					     SUSPEND_OPAQUE };
	struct sbi_entered entered = { 0 };
	struct sbi_ret ret;
	uint64_t state;

	if (test->watcher != test->hart) {
		test_skips(test, "another hart is started");
		return;
	}
	state = irq_save();
	sbi_call(SBI_TIME, 0, time_ticks() + time_frequency() / SUSP_PART, 0, 0);
	ret = (struct sbi_ret){ .error = sbi_entry_suspend(&suspend, &entered) };
	protect_hart();
	time_rearm();
	irq_restore(state);
	if (test_may(test, ret, MAY_SUCCEED))
		suspend_came_back(test, &entered);
}

/* The shell's hart is started: that is all. */
static void susp_watch(struct sbi_test *test)
{
	(void)test;
}

static const struct test_row susp_rows[] = {
	{ .name = "reserved-low",
	  .section = "13.1",
	  .holds = "a reserved type of sleep: invalid param",
	  .function = SYSTEM_SUSPEND,
	  .a = { SUSP_RESERVED_LOW },
	  .may = MAY_INVALID_PARAM },
	{ .name = "reserved-high",
	  .section = "13.1",
	  .holds = "a reserved type of sleep: invalid param",
	  .function = SYSTEM_SUSPEND,
	  .a = { SUSP_RESERVED_HIGH },
	  .may = MAY_INVALID_PARAM },
	{ .name = "reserved-upper",
	  .section = "13.1",
	  .holds = "a reserved type is that, whatever is in its upper 32 bits: invalid param",
	  .function = SYSTEM_SUSPEND,
	  .a = { 1ULL << 32 | SUSP_RESERVED_LOW },
	  .may = MAY_INVALID_PARAM },
	{ .name = "forbidden-address",
	  .section = "13.1",
	  .holds = "to resume in firmware's memory: invalid address",
	  .run = susp_forbidden,
	  .risk = RISK_SUSPENDS },
	{ .name = "others-started",
	  .section = "13.1",
	  .holds = "while another hart is started: denied",
	  .function = SYSTEM_SUSPEND,
	  .a = { SUSP_TO_RAM },
	  .adds = { [1] = ADDS_NOWHERE },
	  .may = MAY_DENIED,
	  .watch = susp_watch,
	  .risk = RISK_SUSPENDS },
	{ .name = "resumes",
	  .section = "13.1",
	  .holds = "a machine that is suspended to RAM comes back by its timer, as if started",
	  .run = susp_resumes,
	  .risk = RISK_SUSPENDS },
};

static const struct test_group susp_group = {
	.name = "susp",
	.extension = SBI_SUSP,
	.asks_unknown = true,
	TEST_ROWS(susp_rows),
};
TEST_GROUP(susp_group);
