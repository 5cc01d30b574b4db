/*
 * Checks of harts.
 * Sources: Devicetree Specification v0.4, 3.8; the devicetree project's binding riscv/cpus; for
 * mmu-type, fdt_cpu_fixup of OpenSBI.
 */
#include "fdt/check/rule.h"
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/where/machine.h"
#include "fdt/where/refs.h"

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
		.fix = "mk -p /cpus/cpu@0 and so on, and set the properties of each",
		.whole = true,
	},
	[CPUS_TIMEBASE] = {
		.severity = DT_ERROR,
		.name = "timebase-missing",
		.text = "no property says how fast time runs",
		.fix = "set /cpus/timebase-frequency HZ",
		.whole = true,
	},
	[CPUS_REG] = {
		.severity = DT_ERROR,
		.name = "cpu-reg",
		.text = "the hart has no number",
		.fix = "set $/reg NUMBER",
	},
	[CPUS_REG_TWICE] = {
		.severity = DT_ERROR,
		.name = "cpu-reg-duplicate",
		.text = "another hart has the same number",
		.fix = "set $/reg NUMBER, or that of the other hart",
	},
	[CPUS_BOOT] = {
		.severity = DT_NOTE,
		.name = "boot-cpuid",
		.text = "no hart has the number of the boot hart in the header",
		.fix = "set reg of the boot hart to this number",
	},
	[CPUS_BOOT_OFF] = {
		.severity = DT_NOTE,
		.name = "boot-hart-disabled",
		.text = "it is the boot hart in the header, but it is disabled",
		.fix = "enable $",
	},
	[CPUS_ISA] = {
		.severity = DT_WARNING,
		.name = "isa-missing",
		.text = "it has neither riscv,isa nor riscv,isa-base",
		.fix = "set $/riscv,isa STRING",
	},
	[CPUS_ISA_DIFFERS] = {
		.severity = DT_NOTE,
		.name = "isa-mismatch",
		.text = "its riscv,isa is not the same as another hart's",
	},
	[CPUS_MMU] = {
		.severity = DT_WARNING,
		.name = "mmu-type",
		.text = "a hart with S-mode has no mmu-type, so that OpenSBI disables it",
		.fix = "set $/mmu-type riscv,sv39, or what it has",
	},
	[CPUS_INTC] = {
		.severity = DT_WARNING,
		.name = "cpu-intc",
		.text = "it has no child interrupt-controller",
		.fix = "mk $/interrupt-controller and set its compatible to riscv,cpu-intc",
	},
	[CPUS_OFF] = {
		.severity = DT_ERROR,
		.name = "cpus-disabled",
		.text = "no hart is enabled",
		.fix = "enable one: enable /cpus/cpu@NUMBER",
	},
};

/* Compares its ISA with the first hart's, or the first one's with an MMU: one kernel runs on those.
 * A monitor core beside them may lack what they have. */
static void cpus_isa(struct dt_check *check)
{
	struct dt_node other = dt_numbered(check->tree, check->hart);
	bool mmu = rule_node_has(check->node, "mmu-type"),
	     other_mmu = rule_node_has(other, "mmu-type");
	const char *isa, *other_isa;
	int len = dt_string(check->node, "riscv,isa", &isa);
	int other_len = dt_string(other, "riscv,isa", &other_isa);
	char path[DT_PATH_MAX];

	if (mmu && !other_mmu)
		check->hart = check->number;
	if (mmu == other_mmu && len >= 0 && other_len >= 0 &&
	    (len != other_len || memcmp(isa, other_isa, (size_t)len)))
		rule_found(check, CPUS_ISA_DIFFERS, "%s", rule_path(other, path, sizeof(path)));
}

/* What Linux and firmware require of a hart that is to run. */
static void cpus_enabled(struct dt_check *check)
{
	if (check->harts++ == 0)
		check->hart = check->number;
	if (!rule_node_has(check->node, "riscv,isa") &&
	    !rule_node_has(check->node, "riscv,isa-base"))
		rule_found(check, CPUS_ISA, NULL);
	cpus_isa(check);
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
		 rule_node_has(check->node, "mmu-type"))
		rule_found(check, CPUS_BOOT_OFF, NULL);
	if (!check->own->off)
		cpus_enabled(check);
}

/* --- mmu-type -------------------------------------------------------------------------------- */

enum { CPUS_SUPERVISOR = 9 }; /* S-mode's external interrupt: Privileged Architecture, 3.1.9 */

static bool cpus_lacks_mmu(struct dt_check *check, int32_t number)
{
	return !rule_facts(check, number)->off &&
	       !rule_node_has(dt_numbered(check->tree, number), "mmu-type");
}

/* Marks the harts to which @prop, the interrupts-extended of @node, sends S-mode's interrupts. */
static void cpus_mark(struct dt_check *check, struct dt_node node, const struct dt_cursor *prop)
{
	struct dt_refs it;
	struct dt_ref ref;

	if (!dt_refs(&it, node, prop->name, prop->value, prop->len))
		return;
	while (dt_refs_next(&it, &ref) > 0) {
		int32_t intc = dt_found(ref.node) ? dt_number_of(ref.node) : 0;

		if (intc && ref.args && rule_cell(prop->value, ref.cell + 1) == CPUS_SUPERVISOR)
			rule_facts(check, check->tree->index->node[intc].parent)->supervised = true;
	}
}

static void cpus_mark_all(struct dt_check *check)
{
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(check->tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP && strcmp(cursor.name, "interrupts-extended") == 0)
			cpus_mark(check, (struct dt_node){ check->tree, cursor.node }, &cursor);
}

/* A core without an MMU, such as a monitor core, has no mmu-type: the binding does not require it,
 * and OpenSBI disables such a core for Linux. So it is missing only where S-mode is used. */
static void cpus_mmu(struct dt_check *check, const struct rule_row *row, size_t count)
{
	size_t first = 0;

	while (first < count && !cpus_lacks_mmu(check, row[first].number))
		first++;
	if (first == count)
		return;
	cpus_mark_all(check);
	for (; first < count; first++)
		if (rule_facts(check, row[first].number)->supervised &&
		    cpus_lacks_mmu(check, row[first].number))
			rule_found_at(check, CPUS_MMU, dt_numbered(check->tree, row[first].number),
				      NULL);
}

/* --- all of them ----------------------------------------------------------------------------- */

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
	if (all.harts && !all.enabled)
		rule_found_at(check, CPUS_OFF, cpus, NULL);
	if (all.harts && !all.timebase)
		rule_found_at(check, CPUS_TIMEBASE, cpus, NULL);
	for (size_t i = 0; i < count; i++) {
		boots = boots || row[i].key == boot;
		if (i && row[i].key == row[i - 1].key)
			rule_found_at(check, CPUS_REG_TWICE,
				      dt_numbered(check->tree, row[i].number), NULL);
	}
	cpus_mmu(check, row, count);
	if (count && !boots)
		rule_found_at(check, CPUS_BOOT, cpus, "%u", (unsigned)boot);
}

const struct dt_check_group check_cpus = {
	.rows = cpus_rows,
	.count = CPUS_CHECKS,
	.node = cpus_node,
	.tree = cpus_tree,
};
