#include "shell/machine/sbi_test/sbi_test.h"
/* What must hold of what the firmware's features do.
 * Source: RISC-V SBI Specification 3.0, chapter 18. */
#include "kernel/irq.h"
#include "kernel/sbi_seen.h"

enum { FWFT_SET, FWFT_GET, FWFT_MISALIGNED = 0 };

/* What traps to this program while the feature has a value. */
struct fwft_traps {
	bool set, load, reserved;
};

static struct fwft_traps fwft_try(const struct sbi_test *test, uint64_t value)
{
	return (struct fwft_traps){
		.set = !test_call(test, FWFT_SET, FWFT_MISALIGNED, value, 0).error,
		.load = sbi_seen_misaligned(false),
		.reserved = sbi_seen_misaligned(true),
	};
}

/*
 * A load-reserved that is not aligned traps on every hart: where, the feature says. But firmware
 * that gets the trap may pass it on, because it cannot do that access: so both values are tried.
 */
static void fwft_delegated(struct sbi_test *test)
{
	struct sbi_ret before = test_call(test, FWFT_GET, FWFT_MISALIGNED, 0, 0);
	uint64_t state = irq_save();
	struct fwft_traps off = fwft_try(test, 0), on = fwft_try(test, 1);

	if (before.error || !off.set || !on.set)
		test_skips(test, "they cannot be delegated");
	else if (!on.reserved)
		test_fails(test, "a load-reserved that is not aligned does not trap here");
	else if (off.load)
		test_fails(test, "a load that is not aligned traps here, though it is not to");
	else if (off.reserved && !on.load)
		test_skips(test, "not delegated, the trap of a load-reserved comes here as well");
	if (!before.error)
		test_call(test, FWFT_SET, FWFT_MISALIGNED, before.value, 0);
	irq_restore(state);
}

static const struct test_row fwft_effect_rows[] = {
	{ .name = "delegated",
	  .section = "18",
	  .holds = "exceptions of misaligned accesses come here where they are delegated",
	  .run = fwft_delegated },
};

static const struct test_group fwft_effect_group = {
	.name = "fwft-effect",
	.extension = SBI_FWFT,
	TEST_ROWS(fwft_effect_rows),
};
TEST_GROUP(fwft_effect_group);
