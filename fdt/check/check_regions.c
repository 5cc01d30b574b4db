/*
 * Checks of the regions of OpenSBI's domains: who may access them, which of them overlap, and
 * whether the next program is in one.
 *
 * Sources: OpenSBI, docs/domain_support.md, "Domain Instance" and "Domain Instance Node"; for
 * what PMP can express, Privileged Architecture, 3.7.1.
 */
#include "fdt/check/rule.h"
#include <inttypes.h>
#include "fdt/where/domain.h"

enum {
	REGIONS_MACHINE,
	REGIONS_BITS,
	REGIONS_SAME,
	REGIONS_INSIDE,
	REGIONS_NEXT,
	REGIONS_ARG,
	REGIONS_MODE,
	REGIONS_CHECKS,
};

static const struct dt_check_row regions_rows[] = {
	[REGIONS_MACHINE] = {
		.severity = DT_ERROR,
		.name = "domain-machine-only",
		.text = "OpenSBI refuses regions for M-mode only",
		.fix = "set $/regions <&REGION 0x3f>, or 0x38 for S and U only",
	},
	[REGIONS_BITS] = {
		.severity = DT_WARNING,
		.name = "domain-permissions",
		.text = "PMP cannot give these permissions",
		.fix = "set $/regions <&REGION 0x3f>, or 0x9 to read only",
	},
	[REGIONS_SAME] = {
		.severity = DT_ERROR,
		.name = "domain-region-twice",
		.text = "two regions are the same memory",
		.fix = "set $/regions without one of them",
		.whole = true,
	},
	[REGIONS_INSIDE] = {
		.severity = DT_WARNING,
		.name = "domain-region-inside",
		.text = "a region is in a larger one with the same permissions",
		.fix = "set $/regions without the smaller one",
		.whole = true,
	},
	[REGIONS_NEXT] = {
		.severity = DT_ERROR,
		.name = "domain-next-addr",
		.text = "no region lets the next program execute there",
		.fix = "set $/next-addr <HIGH LOW>, or add <&REGION 0x3f> to $/regions",
		.whole = true,
	},
	[REGIONS_ARG] = {
		.severity = DT_NOTE,
		.name = "domain-next-arg1",
		.text = "no region lets the next program read there",
		.fix = "set $/next-arg1 <HIGH LOW>, or add <&REGION 0x3f> to $/regions",
		.whole = true,
	},
	[REGIONS_MODE] = {
		.severity = DT_ERROR,
		.name = "domain-next-mode",
		.text = "the next mode is neither 1 (S-mode) nor 0 (U-mode)",
		.fix = "set $/next-mode 1",
	},
};

/* More regions than PMP has entries are of no use: Privileged Architecture, 3.7.1. */
enum { REGIONS_MAX = 64, REGIONS_PAIR = 2 };

struct regions {
	struct dt_domain_region row[REGIONS_MAX];
	int count;
};

static void regions_permissions(struct dt_check *check, uint32_t permissions)
{
	bool writes_blindly = (permissions & DT_DOMAIN_SU_WRITE) &&
			      !(permissions & DT_DOMAIN_SU_READ);

	if ((permissions & DT_DOMAIN_M) && !(permissions & DT_DOMAIN_SU))
		rule_found(check, REGIONS_MACHINE, "0x%" PRIx32, permissions);
	if (permissions & ~(uint32_t)DT_DOMAIN_KNOWN)
		rule_found(check, REGIONS_BITS, "0x%" PRIx32 ": unknown bits", permissions);
	else if (writes_blindly)
		rule_found(check, REGIONS_BITS, "0x%" PRIx32 ": writable, not readable",
			   permissions);
}

/* Those whose nodes are right: the others are reported there. */
static void regions_read(struct dt_check *check, struct regions *regions)
{
	uint32_t count;
	const uint8_t *cells = rule_node_cells(check->node, "regions", &count);

	regions->count = 0;
	for (uint32_t i = 0; i + 1 < count; i += REGIONS_PAIR) {
		struct dt_node node = dt_by_phandle(check->tree, rule_cell(cells, i));
		uint32_t permissions = rule_cell(cells, i + 1);
		struct dt_domain_region *row = &regions->row[regions->count];

		regions_permissions(check, permissions);
		if (regions->count == REGIONS_MAX || !dt_found(node) ||
		    !dt_compatible(node, DT_DOMAIN_MEMREGION) || dt_domain_region(node, row))
			continue;
		row->permissions = permissions;
		regions->count++;
	}
}

/* Powers of two at their multiples are apart, or one is in the other. */
static void regions_overlap(struct dt_check *check, const struct dt_domain_region *a,
			    const struct dt_domain_region *b)
{
	const struct dt_domain_region *inner = a->order < b->order ? a : b;

	if (a->first > b->last || b->first > a->last)
		return;
	if (a->order == b->order)
		rule_found(check, REGIONS_SAME, "0x%" PRIx64, a->first);
	else if (a->permissions == b->permissions && a->mmio == b->mmio)
		rule_found(check, REGIONS_INSIDE, "0x%" PRIx64 ", order %" PRIu32, inner->first,
			   inner->order);
}

/* The smallest region with @address allows @access to it, and it is memory. */
static bool regions_allow(const struct regions *regions, uint64_t address, uint32_t access)
{
	const struct dt_domain_region *best = NULL;

	for (int i = 0; i < regions->count; i++) {
		const struct dt_domain_region *row = &regions->row[i];

		if (row->first <= address && address <= row->last &&
		    (!best || row->order < best->order))
			best = row;
	}
	return best && !best->mmio && (best->permissions & access) == access;
}

static void regions_next(struct dt_check *check, const struct regions *regions)
{
	uint64_t address, argument;
	uint32_t mode = dt_cell(check->node, "next-mode", 1);

	if (dt_number(check->node, "next-addr", &address) == 0 &&
	    !regions_allow(regions, address, DT_DOMAIN_SU_EXECUTE))
		rule_found(check, REGIONS_NEXT, "0x%" PRIx64, address);
	if (dt_number(check->node, "next-arg1", &argument) == 0 && argument &&
	    !regions_allow(regions, argument, DT_DOMAIN_SU_READ))
		rule_found(check, REGIONS_ARG, "0x%" PRIx64, argument);
	if (mode > 1)
		rule_found(check, REGIONS_MODE, "%" PRIu32, mode);
}

static void regions_node(struct dt_check *check)
{
	struct regions regions;

	if (!rule_text_is(check, RULE_COMPATIBLE, DT_DOMAIN_INSTANCE))
		return;
	regions_read(check, &regions);
	for (int i = 0; i < regions.count; i++)
		for (int j = 0; j < i; j++)
			regions_overlap(check, &regions.row[j], &regions.row[i]);
	regions_next(check, &regions);
}

const struct dt_check_group check_regions = {
	.rows = regions_rows,
	.count = REGIONS_CHECKS,
	.node = regions_node,
};
