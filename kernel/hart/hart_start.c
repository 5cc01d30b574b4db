#include "kernel/hart/hart.h"
/*
 * Other harts started and stopped: by firmware's HSM or, where it has none, led out of where they
 * wait in the image and back.
 * Source: SBI Specification 2.0, chapter 9 (HSM).
 */
#include <errno.h>
#include <string.h>
#include "kernel/hart/hart_main.h"
#include "kernel/hart/hart_park.h"
#include "kernel/mmio.h"
#include "kernel/protect/protect.h"
#include "kernel/sbi.h"
#include "kernel/time.h"

enum {
	START_ALIGN = 64,
	START_STACK = 24 << 10,
	START_PAGE = 4 << 10, /* below the stack: what an overflow reaches first */
	START_TRAP = 4 << 10,
	START_TICK = 2 << 10,
	START_THREAD = 16, /* after a trap stack's top: kernel/trap/trap.h */
	START_US = HART_START_MS * 1000,
};

extern char _tls[], _tls_end[];

static struct hart *harts;
static bool extra; /* a hart came with the record of another, and waits in this program for ever */

static size_t start_align(size_t bytes)
{
	return (bytes + START_ALIGN - 1) & ~(size_t)(START_ALIGN - 1);
}

static size_t start_thread_size(void)
{
	return start_align((size_t)(_tls_end - _tls));
}

size_t hart_room(void)
{
	return start_align(sizeof(struct hart)) + start_thread_size() + 2 * START_PAGE +
	       START_STACK + START_TRAP + START_TICK;
}

struct hart *hart_find(uint64_t id)
{
	struct hart *hart = harts;

	while (hart && hart->id != id)
		hart = hart->next;
	return hart;
}

struct hart *hart_next(const struct hart *hart)
{
	return hart ? hart->next : harts;
}

/* --- starting -------------------------------------------------------------------------------- */

struct hart *hart_add(uint64_t id, void *memory)
{
	struct hart *hart = memory, **end = &harts;
	char *at = (char *)memory + start_align(sizeof(*hart));

	memset(hart, 0, sizeof(*hart));
	hart->id = id;
	hart->tp = (uintptr_t)at;
	at += start_thread_size();
	at += START_PAGE + (-(uintptr_t)at & (START_PAGE - 1));
	protect_guard((uintptr_t)at - START_PAGE);
	hart->stack = at;
	at += START_STACK;
	hart->sp = (uintptr_t)at;
	at += START_TRAP;
	hart->trap_top = at - START_THREAD;
	at += START_TICK;
	hart->tick_top = at - START_THREAD;
	while (*end)
		end = &(*end)->next;
	*end = hart;
	return hart;
}

static int start_refuse(const char **why, int err, const char *words)
{
	*why = words;
	return err;
}

static int start_lead(struct hart *hart, const char **why)
{
	if (!hart_can_interrupt(hart->id))
		return start_refuse(why, -ENODEV, "firmware cannot interrupt it");
	hart_lead((uintptr_t)hart_entry, (uintptr_t)hart);
	hart_interrupt(hart->id);
	return 0;
}

static int start_call(struct hart *hart, const char **why)
{
	struct sbi_ret ret;

	extra |= hart->came > 1;
	hart->came = 0;
	hart->ready = 0;
	hart->leave = 0;
	hart->posted = hart->done;
	hart->since = time_us();
	memset((void *)(uintptr_t)hart->tp, 0, start_thread_size());
	regs_fence();
	hart->parked = hart_is_parked(hart->id);
	if (hart->parked)
		return start_lead(hart, why);
	if (!sbi_probe(SBI_HSM))
		return start_refuse(why, -ENODEV,
				    "firmware has no HSM, and this hart did not enter the image");
	ret = sbi_call(SBI_HSM, SBI_HSM_START, hart->id, (uintptr_t)hart_entry, (uintptr_t)hart);
	return ret.error ? start_refuse(why, -EIO, sbi_error_name(ret.error)) : 0;
}

/*
 * OpenSBI 1.1 marks a hart as started before it has stored where to (lib/sbi/sbi_hsm.c:
 * sbi_hsm_hart_start). One that is awake then goes where it would have gone at the boot: to this
 * image's entry, and parks.
 */
static bool start_strayed(const struct hart *hart)
{
	return !hart->parked && hart_is_parked(hart->id);
}

static int start_await(struct hart *hart, bool (*stop)(void *context), void *context,
		       const char **why)
{
	struct time_wait wait = { 0 };
	bool led = hart->parked, stopped = false;

	while (!hart_is_ready(hart) && !stopped && !time_expired(&wait, START_US)) {
		if (!led && start_strayed(hart))
			led = start_lead(hart, why) == 0;
		stopped = stop(context);
	}
	if (led) {
		hart_lead_end();
		if (hart_is_ready(hart))
			__atomic_fetch_and(&hart_parked, ~(1ULL << hart->id), __ATOMIC_ACQ_REL);
	}
	if (hart_is_ready(hart))
		return 0;
	return stopped ? start_refuse(why, -EINTR, "its arrival was not awaited")
		       : start_refuse(why, -ETIMEDOUT, "it did not arrive");
}

static int start_run(struct hart *hart, bool (*stop)(void *context), void *context,
		     const char **why)
{
	int err = 0;

	if (hart_here(hart) == HART_LOST)
		return start_refuse(why, -EBUSY, "it is lost: its last job did not end");
	if (hart_here(hart) == HART_SLEEPS)
		return hart_end(hart);
	if (hart_here(hart) == HART_AWAY)
		err = start_call(hart, why);
	if (err)
		return err;
	hart->called = true;
	return start_await(hart, stop, context, why);
}

int hart_start(struct hart *hart, bool (*stop)(void *context), void *context, const char **why)
{
	int err;

	hart_find_ipi();
	err = start_run(hart, stop, context, why);
	hart->refused = err ? *why : NULL;
	return err;
}

/* --- stopping -------------------------------------------------------------------------------- */

static bool start_has_left(const struct hart *hart)
{
	struct sbi_ret status;

	if (hart->parked)
		return hart_is_parked(hart->id);
	status = sbi_call(SBI_HSM, SBI_HSM_STATUS, hart->id, 0, 0);
	return status.error == 0 && status.value == SBI_HSM_STOPPED;
}

static int start_let_leave(struct hart *hart)
{
	struct time_wait wait = { 0 };

	__atomic_store_n(&hart->leave, 1, __ATOMIC_RELEASE);
	hart_interrupt(hart->id);
	while (!start_has_left(hart))
		if (time_expired(&wait, START_US))
			return -EIO;
	hart->called = false;
	hart->ready = 0;
	return 0;
}

int hart_stop(struct hart *hart)
{
	enum hart_here here = hart_here(hart);

	if (here == HART_AWAY)
		return 0;
	if (here == HART_COMING || here == HART_LOST)
		return -EBUSY;
	if (here != HART_WAITS && hart_end(hart))
		return -EBUSY;
	return start_let_leave(hart);
}

int hart_stop_all(const char **why)
{
	for (struct hart *hart = harts; hart; hart = hart->next) {
		int err = hart_stop(hart);

		if (extra || hart->came > 1)
			return start_refuse(why, -EBUSY, "firmware sent a second hart with one");
		if (err == -EBUSY)
			return start_refuse(why, err,
					    hart_here(hart) == HART_COMING
						    ? "a hart that was started has not arrived"
						    : "a hart is lost in this program");
		if (err)
			return start_refuse(why, err, "firmware does not stop a hart");
	}
	return 0;
}
