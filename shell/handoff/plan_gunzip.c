#include "shell/handoff/plan_gunzip.h"
/* Two passes: the first writes nothing, and finds out whether the file is whole and how large what
 * is in it is. */
#include <errno.h>
#include <inttypes.h>
#include "shell/handoff/plan_parts.h"

static bool gunzip_stop(void *context)
{
	const struct plan *plan = context;

	return plan->shell->port->interrupted(plan->shell->port);
}

static int gunzip_refuse(struct plan *plan, int err, const char *why)
{
	if (err == -EINTR)
		shell_check_interrupt(plan->shell);
	return plan_refuse(plan, err, "%s: gzip: %s; load it again", plan->wish->name, why);
}

static int gunzip_no_room(struct plan *plan, int err, const char *more, uint64_t size)
{
	return plan_refuse(plan, err,
			   "%s: no room: it unpacks to %s0x%" PRIx64 " bytes; 'mem' shows what is "
			   "in use",
			   plan->wish->name, more, size);
}

/* The lowest place with some more room after it, in which a kernel has its .bss: then it need not
 * be moved. */
static int gunzip_room(struct plan *plan, uint64_t size, uint64_t *base)
{
	struct shell_room want = { .size = size + size / 4, .alignment = PLAN_MEGA_PAGE };
	int err = plan_room(plan, &want, base);

	if (err) {
		want.size = size;
		err = plan_room(plan, &want, base);
	}
	return err ? gunzip_no_room(plan, err, "", size) : 0;
}

/* The size of the largest unused range. */
static uint64_t gunzip_most(const struct plan *plan)
{
	const struct shell_room want = { .size = 1, .alignment = PLAN_MEGA_PAGE };
	struct dt_range largest = { .size = 0 };

	return shell_room_largest(plan->shell, &want, &largest) ? 0 : largest.size;
}

int plan_gunzip(struct plan *plan)
{
	struct payload_gunzip g = {
		.in = (const void *)(uintptr_t)plan->kernel.base,
		.len = plan->kernel.size,
		.room = gunzip_most(plan),
		.stop = gunzip_stop,
		.context = plan,
	};
	const char *why = "";
	uint64_t base;
	int err = payload_gunzip(&g, &why);

	if (err == -ENOSPC)
		return gunzip_no_room(plan, err, "more than ", g.room);
	if (err)
		return gunzip_refuse(plan, err, why);
	if (!g.size)
		return plan_refuse(plan, -ENODATA, "%s: gzip: there is nothing in it",
				   plan->wish->name);
	plan->kernel.size = g.used;
	plan->source = plan->kernel;
	err = gunzip_room(plan, g.size, &base);
	if (err)
		return err;
	g.out = (void *)(uintptr_t)base;
	g.room = g.size;
	err = payload_gunzip(&g, &why);
	if (err)
		return gunzip_refuse(plan, err, why);
	plan->kernel = (struct dt_range){ base, g.size };
	plan->unpacked = true;
	return 0;
}
