/*
 * Audits of the running hart's extensions: those that the tree lists, against those that work.
 * Sources: devicetree bindings riscv/cpus.yaml and riscv/extensions.yaml.
 */
#include <string.h>
#include "fdt/where/isa.h"
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/isa_probe.h"
#include "kernel/protect/protect.h"
#include "shell/audit.h"

enum { ISA_LIST_MAX = 160 }; /* bytes of text: all names, with a blank before each */

/* Extensions that were part of the base before: a tree need not list them. */
static bool isa_is_implied(const char *name)
{
	return strcmp(name, "zicntr") == 0 || strcmp(name, "zihpm") == 0;
}

/* Reports the extensions on which the tree and the hart disagree. @works 1: those that the hart has
 * and the tree does not list; 0: those that the tree lists and the hart traps on. */
static void isa_compare(struct shell *shell, struct check_report *report, int works)
{
	struct dt_node cpu = dt_cpu_of_hart(shell->tree, boot_facts.hart);
	char list[ISA_LIST_MAX] = "";
	const char *name;
	uint64_t listed;
	size_t used = 0;

	if (!dt_isa_is_listed(cpu)) {
		check_not_run(report, cpu, "its node lists no extensions");
		return;
	}
	listed = dt_isa_of(cpu, isa_probe_name);
	protect_pause(); /* the probes are constants, which cannot be executed with it */
	for (int i = 0; (name = isa_probe_name(i)); i++) {
		size_t len = strlen(name);

		if ((listed >> i & 1) != !works || (works && isa_is_implied(name)) ||
		    isa_probe(i) != works || used + len + 2 > sizeof(list))
			continue;
		list[used++] = ' ';
		memcpy(list + used, name, len + 1);
		used += len;
	}
	protect_hart();
	if (used)
		check_found(report, cpu, "%s", list + 1);
}

static void lacking_run(struct shell *shell, struct check_report *report)
{
	isa_compare(shell, report, 0);
}

static const struct check_audit lacking_audit = {
	.name = "live-isa-traps",
	.severity = DT_ERROR,
	.text = "the hart traps on extensions that the tree lists",
	.fix = "remove them, or let firmware enable them",
	.run = lacking_run,
};
CHECK_AUDIT(lacking_audit);

static void more_run(struct shell *shell, struct check_report *report)
{
	isa_compare(shell, report, 1);
}

static const struct check_audit more_audit = {
	.name = "live-isa-more",
	.severity = DT_NOTE,
	.text = "the hart has extensions that the tree does not list",
	.run = more_run,
};
CHECK_AUDIT(more_audit);
