#include "shell/machine/hart/harts.h"
/*
 * Which harts there are, and how they are started.
 * Sources: SBI Specification 2.0, chapter 9 (HSM); Devicetree Specification v0.4, 3.8.
 */
#include <errno.h>
#include <inttypes.h>
#include "fdt/core/space.h"
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/sbi.h"
#include "shell/machine/hart/on_hart.h"

enum {
	HARTS_PROBED = 64, /* ids that firmware is asked for, in the tree or not */
	HARTS_ALIGN = 64,
	HARTS_RUN_US = 5000000, /* without a result: an emulator's host may hold a hart up */
};

const char *harts_state(uint64_t id)
{
	static const char *const names[] = {
		"started",   "stopped",         "start pending",  "stop pending",
		"suspended", "suspend pending", "resume pending",
	};
	struct sbi_ret status = sbi_call(SBI_HSM, SBI_HSM_STATUS, id, 0, 0);

	if (status.error || status.value >= sizeof(names) / sizeof(names[0]))
		return NULL;
	return names[status.value];
}

int64_t harts_unknown(uint64_t id)
{
	const struct hart *hart = hart_find(id);

	if (id == boot_facts.hart || hart_is_parked(id) || (hart && hart_here(hart) != HART_AWAY))
		return 0;
	if (!sbi_probe(SBI_HSM))
		return SBI_ERR_NOT_SUPPORTED;
	return sbi_call(SBI_HSM, SBI_HSM_STATUS, id, 0, 0).error;
}

/* --- the walk -------------------------------------------------------------------------------- */

static bool harts_next_cpu(struct shell *shell, struct harts_walk *walk)
{
	if (!shell->tree || walk->beyond)
		return false;
	do {
		walk->cpu = walk->cpu.tree ? dt_next_child(walk->cpu)
					   : dt_first_child((struct dt_node){ shell->tree,
									      shell->tree->cpus });
		if (!dt_found(walk->cpu))
			return false;
	} while (!dt_is_cpu(walk->cpu) || dt_number(walk->cpu, "reg", &walk->id));
	walk->node = walk->cpu;
	return true;
}

bool harts_next(struct shell *shell, struct harts_walk *walk)
{
	if (harts_next_cpu(shell, walk))
		return true;
	walk->node = (struct dt_node){ shell->tree, -1 };
	while (walk->beyond < HARTS_PROBED) {
		walk->id = walk->beyond++;
		if (harts_unknown(walk->id))
			continue;
		if (!shell->tree || !dt_found(dt_cpu_of_hart(shell->tree, walk->id)))
			return true;
	}
	return false;
}

bool harts_next_other(struct shell *shell, struct harts_walk *walk)
{
	while (harts_next(shell, walk))
		if (walk->id != boot_facts.hart &&
		    (!shell->tree || (dt_found(walk->node) && dt_okay(walk->node))))
			return true;
	return false;
}

/* --- started when needed --------------------------------------------------------------------- */

static struct hart *harts_add(uint64_t id)
{
	const size_t mask = HARTS_ALIGN - 1;
	size_t context = (sizeof(struct on_hart) + mask) & ~mask;
	struct hart *hart = NULL;
	uintptr_t memory;

	dt_hold(); /* or Ctrl-C might lose what was allocated */
	memory = (uintptr_t)dt_alloc(context + hart_room() + mask);
	if (memory) {
		memory = (memory + mask) & ~(uintptr_t)mask;
		hart = hart_add(id, (void *)(memory + context));
		hart->context = (void *)memory;
	}
	dt_release();
	return hart;
}

static bool harts_interrupted(void *context)
{
	struct shell *shell = context;

	return shell->port->interrupted(shell->port);
}

int harts_start(struct shell *shell, uint64_t id, struct hart **hart, const char **why)
{
	int64_t unknown = harts_unknown(id);

	*why = "it runs this shell";
	if (id == boot_facts.hart)
		return -EBUSY;
	*why = "firmware does not know it";
	if (unknown)
		return -ENODEV;
	*hart = hart_find(id);
	if (!*hart)
		*hart = harts_add(id);
	*why = "no memory for its stacks";
	if (!*hart)
		return -ENOMEM;
	return hart_start(*hart, harts_interrupted, shell, why);
}

int harts_start_any(struct shell *shell, struct hart **hart, const char **why)
{
	struct harts_walk walk = { 0 };
	int err = -ENODEV;

	*why = "there is no other";
	while (err && err != -EINTR && harts_next_other(shell, &walk))
		err = harts_start(shell, walk.id, hart, why);
	if (err)
		*hart = NULL;
	return err;
}

int harts_run(struct shell *shell, uint64_t id, int (*run)(void *), void *arg, const char **why)
{
	struct time_wait wait = { 0 };
	struct hart *hart;
	bool stop = false;
	int err;

	if (id == boot_facts.hart)
		return run(arg);
	err = harts_start(shell, id, &hart, why);
	if (err)
		return err;
	*why = "it does not take a job";
	if (hart_post(hart, run, arg))
		return -EBUSY;
	*why = "it does not come back";
	while (!hart_done(hart) && !(stop = harts_interrupted(shell)))
		if (time_expired(&wait, HARTS_RUN_US))
			break;
	if (hart_here(hart) != HART_WORKS) {
		*why = "it trapped";
		return hart->result;
	}
	hart_end(hart);
	return stop ? -EINTR : -ETIMEDOUT;
}

int harts_ready(struct shell *shell, uint64_t id, struct hart **hart)
{
	const char *why;
	int err = harts_start(shell, id, hart, &why);

	if (err && err != -EINTR)
		shell_error(shell, err, "hart %" PRIu64 ": %s%s", id,
			    err == -EIO ? "firmware does not start it: " : "", why);
	return err;
}
