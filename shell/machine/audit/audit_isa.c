/*
 * Audits of the running hart's extensions: those that the tree lists, against those that work.
 * Sources: devicetree bindings riscv/cpus.yaml and riscv/extensions.yaml.
 */
#include <string.h>
#include "kernel/boot_facts.h"
#include "shell/audit.h"
#include "shell/machine/cpu/isa_facts.h"

enum { ISA_LIST_MAX = 160 }; /* bytes of text: all names, with a blank before each */

/* Reports the extensions of which the tree and the hart differ in that way. */
static void isa_compare(struct shell *shell, struct check_report *report, enum isa_verdict verdict)
{
	char list[ISA_LIST_MAX] = "";
	struct isa_facts facts;
	size_t used = 0;

	isa_facts_probe(&facts, shell->tree, boot_facts.hart, false);
	if (!facts.listed) {
		check_not_run(report, facts.cpu, "its node lists no extensions");
		return;
	}
	for (int i = 0; i < facts.count; i++) {
		const char *name = isa_name(i);
		size_t len = strlen(name);

		if (isa_verdict(&facts, i) != verdict || used + len + 2 > sizeof(list))
			continue;
		list[used++] = ' ';
		memcpy(list + used, name, len + 1);
		used += len;
	}
	if (used)
		check_found(report, facts.cpu, "%s", list + 1);
}

static void lacking_run(struct shell *shell, struct check_report *report)
{
	isa_compare(shell, report, ISA_WRONG);
}

static const struct check_audit lacking_audit = {
	.name = "live-isa-traps",
	.severity = DT_ERROR,
	.text = "the hart traps on extensions that the tree lists",
	.fix = "remove them: isa -f; or let firmware enable them",
	.run = lacking_run,
};
CHECK_AUDIT(lacking_audit);

static void more_run(struct shell *shell, struct check_report *report)
{
	isa_compare(shell, report, ISA_UNLISTED);
}

static const struct check_audit more_audit = {
	.name = "live-isa-more",
	.severity = DT_NOTE,
	.text = "the hart has extensions that the tree does not list",
	.fix = "list them: isa -f",
	.run = more_run,
};
CHECK_AUDIT(more_audit);
