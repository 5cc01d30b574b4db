#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of the states of harts. Source: RISC-V SBI Specification 3.0, chapter 9. */
#include <inttypes.h>
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi_entry.h"

enum {
	HSM_RETENTIVE = 0,
	HSM_RESERVED_LOW = 1,
	HSM_RESERVED_HIGH = 0x0fffffff,
	HSM_NON_RETENTIVE = 0x80000000,
	HSM_RESERVED_UPPER = 0x80000001,
	HSM_SIE = 1 << 1, /* of sstatus */
	HSM_OPAQUE = 0x5b15b1a5,
	HSM_SUSPENDED = 4,
	HSM_SENDS = 1000,          /* turns of the watcher from one interrupt to the next */
	HSM_BEATS = 8 * HSM_SENDS, /* in which it has to see the hart suspended */
};

/* Where a hart would enter, if firmware started one that it must not: it stays there. */
static void hsm_nowhere(void)
{
	for (;;)
		;
}

static void hsm_own_status(struct sbi_test *test)
{
	test_value(test, test_call(test, SBI_HSM_STATUS, test->hart, 0, 0), SBI_HSM_STARTED);
}

static void hsm_unknown_status(struct sbi_test *test)
{
	test_may(test, test_call(test, SBI_HSM_STATUS, test->last_hart + 1, 0, 0),
		 MAY_INVALID_PARAM);
	test_may(test, test_call(test, SBI_HSM_STATUS, UINT64_MAX, 0, 0), MAY_INVALID_PARAM);
}

static void hsm_start_itself(struct sbi_test *test)
{
	test_may(test, test_call(test, SBI_HSM_START, test->hart, (uintptr_t)hsm_nowhere, 0),
		 MAY_ALREADY_AVAILABLE);
}

static void hsm_start_unknown(struct sbi_test *test)
{
	test_may(test,
		 test_call(test, SBI_HSM_START, test->last_hart + 1, (uintptr_t)hsm_nowhere, 0),
		 MAY_INVALID_PARAM);
}

/* Wakes the hart, once it is suspended; one interrupt might come before it was. */
static void hsm_wake(struct sbi_test *test)
{
	struct sbi_ret ret = sbi_call(SBI_HSM, SBI_HSM_STATUS, test->hart, 0, 0);

	if (ret.error == 0 && ret.value == HSM_SUSPENDED)
		__atomic_fetch_add(&test->seen, 1, __ATOMIC_RELEASE);
	if (test->beats % HSM_SENDS == 0)
		hart_interrupt(test->hart);
}

/* Again, if it was not seen: an interrupt that waits already ends it at once. The watcher's turns
 * bound that. */
static void hsm_suspend(struct sbi_test *test)
{
	uint64_t begin = __atomic_load_n(&test->beats, __ATOMIC_ACQUIRE);

	while (!__atomic_load_n(&test->seen, __ATOMIC_ACQUIRE)) {
		struct sbi_ret ret = test_call(test, SBI_HSM_SUSPEND, HSM_RETENTIVE, 0, 0);

		if (ret.error == SBI_ERR_NOT_SUPPORTED)
			test_skips(test, "firmware does not have the function");
		if (!test_may(test, ret, MAY_SUCCEED))
			return;
		if (__atomic_load_n(&test->beats, __ATOMIC_ACQUIRE) - begin > HSM_BEATS) {
			test_skips(test, "it was never seen suspended");
			return;
		}
	}
}

static void hsm_check(struct sbi_test *test, const struct sbi_entered *entered)
{
	if (!entered)
		test_fails(test, "it returned");
	else if (entered->hart != test->hart || entered->opaque != HSM_OPAQUE)
		test_fails(test, "it came back with a0 = 0x%" PRIx64 ", a1 = 0x%" PRIx64,
			   entered->hart, entered->opaque);
	else if (entered->satp || entered->sstatus & HSM_SIE)
		test_fails(test, "it came back with satp = 0x%" PRIx64 ", sstatus = 0x%" PRIx64,
			   entered->satp, entered->sstatus);
}

static void hsm_suspend_away(struct sbi_test *test)
{
	uint64_t state = irq_save();
	struct sbi_ret ret = { .error = sbi_entry_suspend(HSM_NON_RETENTIVE, HSM_OPAQUE) };

	protect_hart();
	irq_restore(state);
	if (ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "firmware does not have the function");
	else if (test_may(test, ret, MAY_SUCCEED))
		hsm_check(test, sbi_entry_seen());
}

static const struct test_row hsm_rows[] = {
	{ .name = "no-such-function",
	  .section = "3",
	  .holds = "a function that it does not have: not supported",
	  .function = TEST_BAD_FUNCTION,
	  .may = MAY_NOT_SUPPORTED },
	{ .name = "own-status",
	  .section = "9.3",
	  .holds = "a hart that asks about itself is started",
	  .run = hsm_own_status },
	{ .name = "unknown-status",
	  .section = "9.3",
	  .holds = "the status of a hart that there is not: invalid param",
	  .run = hsm_unknown_status },
	{ .name = "start-itself",
	  .section = "9.1",
	  .holds = "the start of a hart that is started: already available",
	  .run = hsm_start_itself },
	{ .name = "start-unknown",
	  .section = "9.1",
	  .holds = "the start of a hart that there is not: invalid param",
	  .run = hsm_start_unknown },
	{ .name = "suspend-reserved-low",
	  .section = "9.4",
	  .holds = "a reserved type of suspend: invalid param",
	  .function = SBI_HSM_SUSPEND,
	  .a = { HSM_RESERVED_LOW },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "suspend-reserved-high",
	  .section = "9.4",
	  .holds = "a reserved type of suspend: invalid param",
	  .function = SBI_HSM_SUSPEND,
	  .a = { HSM_RESERVED_HIGH },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "suspend-reserved-upper",
	  .section = "9.4",
	  .holds = "a reserved type of suspend: invalid param",
	  .function = SBI_HSM_SUSPEND,
	  .a = { HSM_RESERVED_UPPER },
	  .may = MAY_INVALID_PARAM,
	  .optional = true },
	{ .name = "suspend-wakes",
	  .section = "9.4",
	  .holds = "a hart that suspends itself goes on when it is interrupted",
	  .run = hsm_suspend,
	  .watch = hsm_wake },
	{ .name = "suspend-resumes",
	  .section = "9.4",
	  .holds = "one that gives up its registers comes back where it asked to, as if started",
	  .run = hsm_suspend_away,
	  .watch = hsm_wake },
};

static const struct test_group hsm_group = {
	.name = "hsm",
	.extension = SBI_HSM,
	TEST_ROWS(hsm_rows),
};
TEST_GROUP(hsm_group);
