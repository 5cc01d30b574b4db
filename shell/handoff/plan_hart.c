#include "shell/handoff/plan_parts.h"
/*
 * The hart that starts the payload. Linux stops before its first message where the tree has no okay
 * cpu node of that hart. Source: Linux, arch/riscv/kernel/smpboot.c (setup_smp), cpu.c
 * (riscv_of_processor_hartid); Devicetree bindings, riscv/cpus.yaml.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/where/machine.h"

static bool hart_has_mmu(struct dt_node cpu)
{
	const char *type;
	int len = dt_string(cpu, "mmu-type", &type);

	return len > 0 && !(len == (int)strlen("riscv,none") && !memcmp(type, "riscv,none", 10));
}

/* What is wrong with a hart that was chosen by -H. */
static int hart_chosen(struct plan *plan, struct dt_node cpu)
{
	uint64_t hart = plan->wish->hart;

	if (!dt_found(cpu))
		return plan_refuse(plan, -ENOENT,
				   "-H %" PRIu64 ": the tree has no such hart; 'cpus' lists them",
				   hart);
	if (!dt_okay(cpu))
		return plan_refuse(plan, -EPERM,
				   "-H %" PRIu64 ": the tree says that this hart is disabled; "
				   "'cpus' lists the others",
				   hart);
	if (hart == plan->shell->hart)
		return 0;
	if (!hart_has_mmu(cpu))
		return plan_refuse(plan, -EPERM,
				   "-H %" PRIu64 ": this hart has no MMU (mmu-type), so it cannot "
				   "run what starts in S-mode; 'cpus' lists the others",
				   hart);
	if (!plan->wish->startable)
		return plan_refuse(plan, -EOPNOTSUPP,
				   "-H %" PRIu64 ": firmware cannot start this hart, which is %s; "
				   "hart %" PRIu64 " runs this program and will do",
				   hart, plan->wish->hart_is, plan->shell->hart);
	return 0;
}

int plan_hart(struct plan *plan)
{
	const struct dt_tree *tree = plan->wish->tree;
	uint64_t hart = plan->wish->hart;
	struct dt_node cpu;
	bool image = plan->payload.kind == PAYLOAD_IMAGE;

	if (!tree && image)
		return plan_refuse(plan, -ENODEV,
				   "%s: Linux needs a device tree; load one and use -t",
				   plan->wish->name);
	if (!tree && plan->wish->hart_given && hart != plan->shell->hart)
		return plan_refuse(plan, -ENODEV,
				   "-H %" PRIu64 ": there is no tree that says whether this hart "
				   "can be started",
				   hart);
	if (!tree) {
		plan_note(plan, "no tree goes along: a1 will be 0");
		return 0;
	}
	cpu = dt_cpu_of_hart(tree, hart);
	if (plan->wish->hart_given)
		return hart_chosen(plan, cpu);
	if (dt_found(cpu) && dt_okay(cpu))
		return 0;
	if (image)
		return plan_refuse(plan, -ENOENT,
				   "hart %" PRIu64 " runs, but the tree %s: Linux would stop "
				   "before its first message; correct the tree, or use -H",
				   hart, dt_found(cpu) ? "disables it" : "has no cpu node of it");
	plan_note(plan, "the tree has no enabled cpu node of the hart that starts");
	return 0;
}
