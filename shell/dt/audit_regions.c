/*
 * Audits of what is in memory, the image and the trees, against the RAM and the reserved ranges in
 * the tree.
 */
#include <inttypes.h>
#include "fdt/where/reserved.h"
#include "shell/audit.h"

enum { REGIONS_BANKS_MAX = 32 };

/* The owner uses its place whatever the tree says; the workspace is chosen by the tree. */
static bool regions_judged(const struct owner *owner)
{
	return owner->size && owner->kind != OWNER_WORKSPACE;
}

static void regions_no_map(struct shell *shell, struct check_report *report)
{
	struct dt_reserved it;

	dt_reserved_init(&it, shell->tree);
	while (shell->owners && dt_reserved_next(&it)) {
		for (int i = 0; it.no_map && i < shell->owners->count; i++) {
			const struct owner *owner = &shell->owners->row[i];

			if (regions_judged(owner) &&
			    owner_meets(owner, it.range.base, it.range.size))
				check_found(report, it.child, "%s at 0x%" PRIx64,
					    owner_kind_name(owner->kind), owner->base);
		}
	}
}

static void regions_outside(struct shell *shell, struct check_report *report)
{
	struct dt_range bank[REGIONS_BANKS_MAX];
	int more, banks = dt_memory(shell->tree, bank, REGIONS_BANKS_MAX, &more);

	for (int i = 0; shell->owners && !more && i < shell->owners->count; i++) {
		const struct owner *owner = &shell->owners->row[i];
		int at = 0;

		while (at < banks && (owner->base < bank[at].base ||
				      owner->base - bank[at].base + owner->size > bank[at].size))
			at++;
		if (at == banks && regions_judged(owner))
			check_found(report, dt_root(shell->tree), "%s at 0x%" PRIx64,
				    owner_kind_name(owner->kind), owner->base);
	}
}

static const struct check_audit regions_no_map_audit = {
	.name = "no-map-in-use",
	.severity = DT_ERROR,
	.text = "memory in use is in a no-map range",
	.fix = "move it, or set $/reg <ADDRESS SIZE>",
	.run = regions_no_map,
};
CHECK_AUDIT(regions_no_map_audit);

static const struct check_audit regions_outside_audit = {
	.name = "region-outside-ram",
	.severity = DT_ERROR,
	.text = "memory in use is not in RAM that the tree has",
	.fix = "set reg of the memory node",
	.run = regions_outside,
};
CHECK_AUDIT(regions_outside_audit);
