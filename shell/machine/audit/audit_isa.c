/*
 * Audits of the running hart's extensions: those that the tree lists, against those that work.
 * Sources: devicetree bindings riscv/cpus.yaml and riscv/extensions.yaml.
 */
#include <string.h>
#include "fdt/where/machine.h"
#include "kernel/boot_facts.h"
#include "kernel/isa_probe.h"
#include "shell/audit.h"

enum {
	ISA_BASE = 4,       /* characters of "rv64" */
	ISA_LIST_MAX = 160, /* bytes of text */
};

/* Extensions that were part of the base before: a tree need not list them. */
static bool isa_is_implied(const char *name)
{
	return strcmp(name, "zicntr") == 0 || strcmp(name, "zihpm") == 0;
}

/* The cpu node of the running hart. */
static struct dt_node isa_cpu(struct shell *shell)
{
	struct dt_node cpu = dt_first_child((struct dt_node){ shell->tree, shell->tree->cpus });
	uint64_t id;

	while (dt_found(cpu) && (dt_number(cpu, "reg", &id) < 0 || id != boot_facts.hart ||
				 !dt_prop(cpu, "device_type", NULL)))
		cpu = dt_next_child(cpu);
	return cpu;
}

/* One of the single letters in "rv64imafdc_zba": they end at s, x, z or '_'. */
static bool isa_has_letter(struct dt_node cpu, char letter)
{
	const char *text;
	int len = dt_string(cpu, "riscv,isa", &text);

	for (int i = ISA_BASE; i < len && !strchr("_sxz", text[i]); i++)
		if (text[i] == letter || (text[i] == 'g' && strchr("mafd", letter)))
			return true;
	return false;
}

static bool isa_claims(struct dt_node cpu, const char *name)
{
	return dt_isa_has(cpu, name) || (!name[1] && isa_has_letter(cpu, name[0]));
}

/* Reports the extensions on which the tree and the hart disagree. @works 1: those that the hart has
 * and the tree does not list; 0: those that the tree lists and the hart traps on. */
static void isa_compare(struct shell *shell, struct check_report *report, int works)
{
	struct dt_node cpu = isa_cpu(shell);
	char list[ISA_LIST_MAX] = "";
	const char *name;
	size_t used = 0;

	if (!dt_prop(cpu, "riscv,isa", NULL) && !dt_prop(cpu, "riscv,isa-extensions", NULL))
		return;
	for (int i = 0; (name = isa_probe_name(i)); i++) {
		size_t len = strlen(name);

		if (isa_claims(cpu, name) != !works || (works && isa_is_implied(name)) ||
		    isa_probe(i) != works || used + len + 2 > sizeof(list))
			continue;
		list[used++] = ' ';
		memcpy(list + used, name, len + 1);
		used += len;
	}
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
