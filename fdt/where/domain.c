#include "fdt/where/domain.h"
/*
 * OpenSBI's regions of memory.
 *
 * Source: OpenSBI, docs/domain_support.md, "Domain Memory Region Node".
 */
#include <errno.h>
#include <string.h>

enum {
	DOMAIN_ORDER_MIN = 3,
	DOMAIN_XLEN = 64,
	DOMAIN_TRIES = 8, /* children of /cpus that are looked at: cpu-map may come first */
};

/* The bits of a register, by the first riscv,isa. */
static uint32_t domain_xlen(const struct dt_tree *tree)
{
	struct dt_node cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	const char *isa;
	int len = -ENOENT;

	for (int i = 0; i < DOMAIN_TRIES && dt_found(cpu) && len < 0; i++) {
		len = dt_string(cpu, "riscv,isa", &isa);
		cpu = dt_next_child(cpu);
	}
	return len >= 4 && memcmp(isa, "rv32", 4) == 0 ? DOMAIN_XLEN / 2 : DOMAIN_XLEN;
}

int dt_domain_region(struct dt_node node, struct dt_domain_region *region)
{
	uint32_t order = dt_cell(node, "order", 0);
	uint64_t base, less_one; /* size - 1 */

	if (order < DOMAIN_ORDER_MIN || order > domain_xlen(node.tree) ||
	    dt_number(node, "base", &base))
		return -EINVAL;
	/* Without a shift by 64, which C does not define. */
	less_one = UINT64_MAX >> (DOMAIN_XLEN - order);
	if (base & less_one)
		return -EINVAL;
	*region = (struct dt_domain_region){
		.first = base,
		.last = base | less_one,
		.order = order,
		.mmio = dt_prop(node, "mmio", NULL) != NULL,
	};
	return 0;
}
