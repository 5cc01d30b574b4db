/*
 * Checks of the header.
 * Source: Devicetree Specification v0.4, 5.2.
 */
#include "fdt/check/rule.h"
#include <libfdt.h>

enum { HEADER_VERSION, HEADER_SLACK, HEADER_CHECKS };

static const struct dt_check_row header_rows[] = {
	[HEADER_VERSION] = {
		.severity = DT_NOTE,
		.name = "header-version",
		.text = "the specification requires version 17, compatible with 16",
	},
	[HEADER_SLACK] = {
		.severity = DT_NOTE,
		.name = "header-slack",
		.text = "more than half of the blob is empty",
	},
};

enum {
	HEADER_NEWEST = 17,
	HEADER_COMPATIBLE = 16,
};

static void header_tree(struct dt_check *check)
{
	const void *blob = check->tree->blob;
	struct dt_node root = dt_root(check->tree);
	uint32_t version = fdt_version(blob), compatible = fdt_last_comp_version(blob);
	uint64_t structs, used;

	if (version != HEADER_NEWEST || compatible != HEADER_COMPATIBLE)
		rule_found_at(check, HEADER_VERSION, root, "version %u, compatible with %u",
			      (unsigned)version, (unsigned)compatible);
	if (version < HEADER_NEWEST)
		return; /* it does not have the size of the structure block */
	structs = (uint64_t)fdt_off_dt_struct(blob) + fdt_size_dt_struct(blob);
	used = (uint64_t)fdt_off_dt_strings(blob) + fdt_size_dt_strings(blob);
	if (used < structs)
		used = structs;
	if (used < check->tree->size / 2)
		rule_found_at(check, HEADER_SLACK, root, NULL);
}

const struct dt_check_group check_header = {
	.rows = header_rows,
	.count = HEADER_CHECKS,
	.tree = header_tree,
};
