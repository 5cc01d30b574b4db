#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of the states of harts. Source: RISC-V SBI Specification 3.0, chapter 9. */
#include <errno.h>
#include <inttypes.h>
#include "fdt/where/machine.h"
#include "kernel/irq.h"
#include "kernel/protect/protect.h"
#include "shell/machine/sbi_test/suspend_test.h"

enum {
	HSM_RETENTIVE = 0,
	HSM_RESERVED_LOW = 1,
	HSM_RESERVED_HIGH = 0x0fffffff,
	HSM_NON_RETENTIVE = 0x80000000,
	HSM_RESERVED_UPPER = 0x80000001,
	HSM_SUSPENDED = 4,
	HSM_SENDS = 1000,          /* turns of the watcher from one interrupt to the next */
	HSM_BEATS = 8 * HSM_SENDS, /* in which it has to see the hart suspended */
};

static void hsm_own_status(struct sbi_test *test)
{
	test_value(test, test_call(test, SBI_HSM_STATUS, test->hart, 0, 0), SBI_HSM_STARTED);
}

#define HSM_UPPER (1ULL << 63) /* of a type, which has 32 bits */

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
		struct sbi_ret ret = test_call(test, SBI_HSM_SUSPEND, test->row->a[0], 0, 0);

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

static void hsm_suspend_away(struct sbi_test *test)
{
	const struct sbi_suspend suspend = { SBI_HSM, SBI_HSM_SUSPEND, test->row->a[0],
					     SUSPEND_OPAQUE };
	struct sbi_entered entered = { 0 };
	uint64_t state = irq_save();
	struct sbi_ret ret = { .error = sbi_entry_suspend(&suspend, &entered) };

	protect_hart();
	irq_restore(state);
	if (ret.error == SBI_ERR_NOT_SUPPORTED)
		test_skips(test, "firmware does not have the function");
	else if (ret.error == -ENOSPC)
		test_skips(test, "too many harts never came back");
	else if (test_may(test, ret, MAY_SUCCEED))
		suspend_came_back(test, &entered);
}

/* A hart that the tree disables is not for S-mode: its start, too, has to be refused. */
static void hsm_disabled_one(struct sbi_test *test, struct dt_node cpu)
{
	uint64_t id;
	struct sbi_ret ret;

	if (!dt_is_cpu(cpu) || dt_okay(cpu) || dt_number(cpu, "reg", &id))
		return;
	test->seen++;
	ret = test_call(test, SBI_HSM_STATUS, id, 0, 0);
	if (ret.error != SBI_ERR_INVALID_PARAM)
		test_fails(test, "of hart %" PRIu64 " it answered %" PRId64 " (%s)", id, ret.error,
			   sbi_error_name(ret.error));
}

static void hsm_disabled(struct sbi_test *test)
{
	struct dt_node cpu = { test->tree, test->tree ? test->tree->cpus : -1 };

	for (cpu = test->tree ? dt_first_child(cpu) : cpu; dt_found(cpu); cpu = dt_next_child(cpu))
		hsm_disabled_one(test, cpu);
	if (!test->seen)
		test_skips(test, "the tree disables no hart");
}

static const struct test_row hsm_rows[] = {
	{ .name = "own-status",
	  .section = "9.3",
	  .holds = "a hart that asks about itself is started",
	  .run = hsm_own_status },
	{ .name = "unknown-status",
	  .section = "9.3",
	  .holds = "the status of a hart that there is not: invalid param",
	  .function = SBI_HSM_STATUS,
	  .a = { 1 },
	  .adds = { ADDS_LAST },
	  .may = MAY_INVALID_PARAM },
	{ .name = "all-ones-status",
	  .section = "9.3",
	  .holds = "the status of hart 2^64 - 1: invalid param",
	  .function = SBI_HSM_STATUS,
	  .a = { UINT64_MAX },
	  .may = MAY_INVALID_PARAM },
	{ .name = "start-itself",
	  .section = "9.1",
	  .holds = "the start of a hart that is started: already available",
	  .function = SBI_HSM_START,
	  .adds = { ADDS_HART, ADDS_NOWHERE },
	  .may = MAY_ALREADY_AVAILABLE },
	{ .name = "start-unknown",
	  .section = "9.1",
	  .holds = "the start of a hart that there is not: invalid param",
	  .function = SBI_HSM_START,
	  .a = { 1 },
	  .adds = { ADDS_LAST, ADDS_NOWHERE },
	  .may = MAY_INVALID_PARAM },
	{ .name = "start-all-ones",
	  .section = "9.1",
	  .holds = "the start of hart 2^64 - 1: invalid param",
	  .function = SBI_HSM_START,
	  .a = { UINT64_MAX },
	  .adds = { [1] = ADDS_NOWHERE },
	  .may = MAY_INVALID_PARAM },
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
	  .watch = hsm_wake,
	  .a = { HSM_RETENTIVE } },
	{ .name = "suspend-wakes-upper",
	  .section = "9.4",
	  .holds = "the same, whatever is in the upper 32 bits of the type",
	  .run = hsm_suspend,
	  .watch = hsm_wake,
	  .a = { HSM_UPPER | HSM_RETENTIVE } },
	{ .name = "suspend-resumes",
	  .section = "9.4",
	  .holds = "one that gives up its registers comes back where it asked to, as if started",
	  .run = hsm_suspend_away,
	  .watch = hsm_wake,
	  .a = { HSM_NON_RETENTIVE } },
	{ .name = "suspend-resumes-upper",
	  .section = "9.4",
	  .holds = "the same, whatever is in the upper 32 bits of the type",
	  .run = hsm_suspend_away,
	  .watch = hsm_wake,
	  .a = { HSM_UPPER | HSM_NON_RETENTIVE } },
	{ .name = "suspend-forbidden",
	  .section = "9.4",
	  .holds = "to come back in firmware's memory: invalid address",
	  .watch = hsm_wake,
	  .function = SBI_HSM_SUSPEND,
	  .a = { HSM_NON_RETENTIVE },
	  .adds = { [1] = ADDS_FORBIDDEN },
	  .may = MAY_INVALID_ADDRESS,
	  .optional = true },
	{ .name = "disabled",
	  .section = "9.3",
	  .holds = "the status of a hart that the tree disables: invalid param",
	  .run = hsm_disabled },
};

static const struct test_group hsm_group = {
	.name = "hsm",
	.extension = SBI_HSM,
	.asks_unknown = true,
	TEST_ROWS(hsm_rows),
};
TEST_GROUP(hsm_group);
