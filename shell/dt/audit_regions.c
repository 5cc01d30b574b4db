/*
 * Audits of what is in memory, the image and the trees, against the RAM and the reserved ranges in
 * the tree.
 */
#include <inttypes.h>
#include "fdt/where/reserved.h"
#include "shell/audit.h"

enum { REGIONS_BANKS_MAX = 32 };

/* The region and the range have a byte in common. */
static bool regions_touch(const struct shell_region *region, uint64_t base, uint64_t size)
{
	return region->size && (region->base - base < size || base - region->base < region->size);
}

static void regions_no_map(struct shell *shell, struct check_report *report)
{
	struct dt_reserved it;

	dt_reserved_init(&it, shell->tree);
	while (dt_reserved_next(&it)) {
		for (int i = 0; it.no_map && i < shell->region_count; i++) {
			const struct shell_region *region = &shell->regions[i];

			if (regions_touch(region, it.range.base, it.range.size))
				check_found(report, it.child, "%s at 0x%" PRIx64, region->name,
					    region->base);
		}
	}
}

static void regions_outside(struct shell *shell, struct check_report *report)
{
	struct dt_range bank[REGIONS_BANKS_MAX];
	int more, banks = dt_memory(shell->tree, bank, REGIONS_BANKS_MAX, &more);

	for (int i = 0; !more && i < shell->region_count; i++) {
		const struct shell_region *region = &shell->regions[i];
		int at = 0;

		while (at < banks && (region->base < bank[at].base ||
				      region->base - bank[at].base + region->size > bank[at].size))
			at++;
		if (at == banks && region->size)
			check_found(report, dt_root(shell->tree), "%s at 0x%" PRIx64, region->name,
				    region->base);
	}
}

static const struct check_audit regions_no_map_audit = {
	.name = "no-map-in-use",
	.severity = DT_ERROR,
	.text = "memory in use is in a no-map range",
	.fix = "move it, or correct reg of the range",
	.run = regions_no_map,
};
CHECK_AUDIT(regions_no_map_audit);

static const struct check_audit regions_outside_audit = {
	.name = "region-outside-ram",
	.severity = DT_ERROR,
	.text = "memory in use is not in RAM that the tree has",
	.fix = "correct the memory node",
	.run = regions_outside,
};
CHECK_AUDIT(regions_outside_audit);
