/*
 * Checks of harts.
 * Sources: Devicetree Specification v0.4, 3.8; the devicetree project's binding riscv/cpus.
 */
#include "fdt/check/rule.h"
#include <libfdt.h>
#include <string.h>
#include "fdt/where/machine.h"

enum {
	CPUS_MISSING,
	CPUS_TIMEBASE,
	CPUS_REG,
	CPUS_REG_TWICE,
	CPUS_BOOT,
	CPUS_BOOT_OFF,
	CPUS_ISA,
	CPUS_ISA_DIFFERS,
	CPUS_MMU,
	CPUS_INTC,
	CPUS_OFF,
	CPUS_CHECKS,
};

static const struct dt_check_row cpus_rows[] = {
	[CPUS_MISSING] = {
		.severity = DT_ERROR,
		.name = "cpus-missing",
		.text = "there are no harts in /cpus",
		.fix = "add a cpu node for each",
	},
	[CPUS_TIMEBASE] = {
		.severity = DT_ERROR,
		.name = "timebase-missing",
		.text = "no property says how fast time runs",
		.fix = "set timebase-frequency in /cpus",
	},
	[CPUS_REG] = {
		.severity = DT_ERROR,
		.name = "cpu-reg",
		.text = "the hart has no number",
		.fix = "set reg",
	},
	[CPUS_REG_TWICE] = {
		.severity = DT_ERROR,
		.name = "cpu-reg-duplicate",
		.text = "another hart has the same number",
		.fix = "correct reg of one of them",
	},
	[CPUS_BOOT] = {
		.severity = DT_NOTE,
		.name = "boot-cpuid",
		.text = "no hart has the number of the boot hart in the header",
		.fix = "correct reg of the boot hart, or the header",
	},
	[CPUS_BOOT_OFF] = {
		.severity = DT_NOTE,
		.name = "boot-hart-disabled",
		.text = "it is the boot hart in the header, but it is disabled",
		.fix = "enable it",
	},
	[CPUS_ISA] = {
		.severity = DT_WARNING,
		.name = "isa-missing",
		.text = "it has neither riscv,isa nor riscv,isa-base",
		.fix = "set riscv,isa",
	},
	[CPUS_ISA_DIFFERS] = {
		.severity = DT_NOTE,
		.name = "isa-mismatch",
		.text = "its riscv,isa is not the same as the first hart's",
	},
	[CPUS_MMU] = {
		.severity = DT_NOTE,
		.name = "mmu-type",
		.text = "it has no mmu-type",
		.fix = "set it, for example to \"riscv,sv39\"",
	},
	[CPUS_INTC] = {
		.severity = DT_WARNING,
		.name = "cpu-intc",
		.text = "it has no child interrupt-controller",
		.fix = "add one, compatible with \"riscv,cpu-intc\"",
	},
	[CPUS_OFF] = {
		.severity = DT_ERROR,
		.name = "cpus-disabled",
		.text = "no hart is enabled",
		.fix = "enable one",
	},
};

/* What Linux and firmware require of a hart that is to run. */
static void cpus_enabled(struct dt_check *check)
{
	const char *isa, *first;
	int len = dt_string(check->node, "riscv,isa", &isa), first_len;

	if (check->harts++ == 0)
		check->hart = check->number;
	if (len < 0 && !rule_has(check, "riscv,isa-base"))
		rule_found(check, CPUS_ISA, NULL);
	first_len = dt_string(dt_numbered(check->tree, check->hart), "riscv,isa", &first);
	if (len >= 0 && first_len >= 0 && (len != first_len || memcmp(isa, first, (size_t)len)))
		rule_found(check, CPUS_ISA_DIFFERS, NULL);
	if (!rule_has(check, "mmu-type"))
		rule_found(check, CPUS_MMU, NULL);
	if (dt_index_child(check->tree, check->number, "interrupt-controller", 20) < 0)
		rule_found(check, CPUS_INTC, NULL);
}

static void cpus_node(struct dt_check *check)
{
	uint64_t number;

	if (check->depth != 2 || !dt_is_cpu(check->node) ||
	    dt_numbered(check->tree, check->parent).offset != check->tree->cpus)
		return;
	if (dt_number(check->node, "reg", &number))
		rule_found(check, CPUS_REG, NULL);
	/* A monitor core, which has no MMU, is disabled rightly: dtc writes 0 in the header. */
	else if (number == fdt_boot_cpuid_phys(check->tree->blob) && check->own->off &&
		 rule_has(check, "mmu-type"))
		rule_found(check, CPUS_BOOT_OFF, NULL);
	if (!check->own->off)
		cpus_enabled(check);
}

/* Sorts the numbers of all harts into *@row; returns how many there are. */
static size_t cpus_numbers(struct dt_check *check, struct dt_node cpus, struct rule_row **row)
{
	const struct dt_index *index = check->tree->index;
	int32_t top = dt_number_of(cpus), last = index->node[top].end;
	size_t count = 0;

	*row = rule_room(check, (size_t)(last - top));
	for (int32_t i = top + 1; *row && i < last; i = index->node[i].end) {
		struct dt_node node = dt_numbered(check->tree, i);
		uint64_t number;

		if (dt_is_cpu(node) && dt_number(node, "reg", &number) == 0)
			(*row)[count++] = (struct rule_row){ .key = number, .number = i };
	}
	if (*row)
		rule_sort(*row, count);
	return count;
}

static void cpus_tree(struct dt_check *check)
{
	struct dt_node cpus = { check->tree, check->tree->cpus }, root = dt_root(check->tree);
	uint32_t boot = fdt_boot_cpuid_phys(check->tree->blob);
	bool boots = false;
	struct rule_row *row = NULL;
	struct dt_cpus all;
	size_t count = 0;

	dt_cpus(check->tree, &all);
	if (dt_found(cpus))
		count = cpus_numbers(check, cpus, &row);
	if (!all.harts)
		rule_found_at(check, CPUS_MISSING, root, NULL);
	else if (!all.enabled)
		rule_found_at(check, CPUS_OFF, cpus, NULL);
	if (all.harts && !all.timebase)
		rule_found_at(check, CPUS_TIMEBASE, cpus, NULL);
	for (size_t i = 0; i < count; i++) {
		boots = boots || row[i].key == boot;
		if (i && row[i].key == row[i - 1].key)
			rule_found_at(check, CPUS_REG_TWICE,
				      dt_numbered(check->tree, row[i].number), NULL);
	}
	if (count && !boots)
		rule_found_at(check, CPUS_BOOT, cpus, "%u", (unsigned)boot);
}

const struct dt_check_group check_cpus = {
	.rows = cpus_rows,
	.count = CPUS_CHECKS,
	.node = cpus_node,
	.tree = cpus_tree,
};
