#include "fdt/check/rule.h"
#include "fdt/where/machine.h"
/*
 * Harts. Sources: Devicetree Specification v0.4, 3.8; the devicetree project's binding riscv/cpus.
 */
#include <string.h>

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
};

static const char cpus_rows[] =
	"Eecpus-missing\0no harts in /cpus\0"
	"E+timebase-missing\0nobody says how fast time runs\0set timebase-frequency in /cpus\0"
	"E+cpu-reg\0a hart without a number\0set reg\0"
	"Eccpu-reg-duplicate\0two harts of one number\0"
	"Ncboot-cpuid\0no hart has the number that the header says boots\0"
	"Nfboot-hart-disabled\0the header says that it boots, and it is disabled\0"
	"W+isa-missing\0neither riscv,isa nor riscv,isa-base\0set riscv,isa\0"
	"N-isa-mismatch\0its riscv,isa is not the first hart's\0"
	"N+mmu-type\0no mmu-type\0set it: \"riscv,sv39\"\0"
	"W+cpu-intc\0no interrupt-controller below it\0add one: riscv,cpu-intc\0"
	"Efcpus-disabled\0no hart is enabled\0";

static const uint8_t *cpus_header(const struct dt_check *check)
{
	return check->tree->blob;
}

enum { CPUS_HEADER_BOOT = 28 }; /* bytes: boot_cpuid_phys */

static bool cpus_is_hart(struct dt_node node)
{
	const char *type;
	int len = dt_string(node, "device_type", &type);

	if (len >= 0)
		return len == 3 && memcmp(type, "cpu", 3) == 0;
	return rule_base_is(dt_name(node), "cpu");
}

/* Linux and firmware want them of harts that are to run it. */
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

	if (check->depth != 2 || !cpus_is_hart(check->node) ||
	    dt_numbered(check->tree, check->parent).offset != check->tree->cpus)
		return;
	if (dt_number(check->node, "reg", &number))
		rule_found(check, CPUS_REG, NULL);
	/* A monitor core is off, too, and 0 in the header is only what dtc writes. */
	else if (number == dt_be32(cpus_header(check) + CPUS_HEADER_BOOT) && check->own->off &&
		 rule_has(check, "mmu-type"))
		rule_found(check, CPUS_BOOT_OFF, NULL);
	if (!check->own->off)
		cpus_enabled(check);
}

/* All harts' numbers, sorted; their count. */
static size_t cpus_numbers(struct dt_check *check, struct dt_node cpus, struct rule_row **row)
{
	const struct dt_index *index = check->tree->index;
	int32_t top = dt_number_of(cpus), last = index->node[top].end;
	size_t count = 0;

	*row = rule_room(check, (size_t)(last - top));
	for (int32_t i = top + 1; *row && i < last; i = index->node[i].end) {
		struct dt_node node = dt_numbered(check->tree, i);
		uint64_t number;

		if (cpus_is_hart(node) && dt_number(node, "reg", &number) == 0)
			(*row)[count++] = (struct rule_row){ .key = number, .number = i };
	}
	if (*row)
		rule_sort(*row, count);
	return count;
}

static void cpus_tree(struct dt_check *check)
{
	struct dt_node cpus = { check->tree, check->tree->cpus }, root = dt_root(check->tree);
	uint32_t boot = dt_be32(cpus_header(check) + CPUS_HEADER_BOOT);
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
	.node = cpus_node,
	.tree = cpus_tree,
};
