#include "kernel/hart/hart.h"
/* Jobs: given to another hart, awaited, and ended. */
#include <errno.h>
#include "kernel/hart/hart_main.h"
#include "kernel/sbi.h"
#include "kernel/time.h"

enum {
	JOB_LOOKS = 4096, /* for the end, from one interrupt to the next: one might be lost */
	JOB_US = 1000,    /* of a millisecond */
};

bool hart_is_ready(const struct hart *hart)
{
	return __atomic_load_n(&hart->ready, __ATOMIC_ACQUIRE);
}

enum hart_here hart_here(const struct hart *hart)
{
	bool works = __atomic_load_n(&hart->done, __ATOMIC_ACQUIRE) != hart->posted;

	if (!hart_is_ready(hart))
		return hart->called ? HART_COMING : HART_AWAY;
	if (!works)
		return HART_WAITS;
	return hart->lost ? HART_LOST : hart->sleeps ? HART_SLEEPS : HART_WORKS;
}

int hart_post(struct hart *hart, int (*run)(void *), void *arg)
{
	/* A job that works is left from a command that was ended. */
	if (hart_here(hart) == HART_SLEEPS || hart_here(hart) == HART_WORKS)
		hart_end(hart);
	if (hart_here(hart) != HART_WAITS)
		return -EBUSY;
	hart->run = run;
	hart->arg = arg;
	hart->end = hart->force = 0;
	hart->lost = hart->sleeps = false;
	hart->looks = 0;
	*hart->touched = 0;
	__atomic_store_n(&hart->posted, hart->posted + 1, __ATOMIC_RELEASE);
	hart_interrupt(hart->id);
	return 0;
}

bool hart_done(struct hart *hart)
{
	if (__atomic_load_n(&hart->done, __ATOMIC_ACQUIRE) == hart->posted)
		return true;
	if (++hart->looks % JOB_LOOKS == 0)
		hart_interrupt(hart->id);
	return false;
}

bool hart_done_within(struct hart *hart, uint64_t ms)
{
	struct time_wait wait = { 0 };

	while (!hart_done(hart))
		if (time_expired(&wait, ms * JOB_US))
			return false;
	return true;
}

int hart_end(struct hart *hart)
{
	__atomic_store_n(&hart->end, 1, __ATOMIC_RELEASE);
	if (hart->sleeps)
		hart_interrupt(hart->id);
	if (hart_done_within(hart, HART_END_MS))
		return 0;
	__atomic_store_n(&hart->force, 1, __ATOMIC_RELEASE);
	hart_interrupt(hart->id);
	if (hart_done_within(hart, HART_END_MS))
		return 0;
	hart->lost = true;
	return -ETIMEDOUT;
}

bool hart_asked_to_end(const struct hart *hart)
{
	return __atomic_load_n(&hart->end, __ATOMIC_ACQUIRE);
}

uint32_t hart_interrupts(const struct hart *hart)
{
	return __atomic_load_n(&hart->interrupts, __ATOMIC_ACQUIRE);
}

/* An interrupt ends each sleep: that which posted the job may come late. */
static int job_sleep(void *arg)
{
	const struct hart *hart = arg;
	int64_t error = 0;

	while (!error && !hart_asked_to_end(hart))
		error = sbi_call(SBI_HSM, SBI_HSM_SUSPEND, 0, 0, 0).error;
	return (int)error;
}

int hart_suspend(struct hart *hart)
{
	int err = hart_post(hart, job_sleep, hart);

	if (err)
		return err;
	hart->sleeps = true;
	return hart_done_within(hart, HART_END_MS) ? hart->result : 0;
}
