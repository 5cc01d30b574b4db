#include "fdt/core/fault.h"
/* Nodes and defects as text. */
#include <string.h>

static void fault_name(struct dt_text *out, struct dt_node node)
{
	const char *name = dt_name(node);

	dt_putc(out, '/');
	dt_put_escaped(out, name, strlen(name));
}

void dt_put_trail(struct dt_text *out, const struct dt_trail *trail)
{
	for (int level = trail->depth ? 1 : 0; level <= trail->depth; level++)
		fault_name(out, (struct dt_node){ trail->tree, trail->node[level] });
}

void dt_put_path(struct dt_text *out, struct dt_node node)
{
	struct dt_trail trail;

	if (dt_trail(node, &trail) == 0) {
		dt_put_trail(out, &trail);
		return;
	}
	dt_puts(out, "...");
	fault_name(out, node);
}

void dt_put_inside(struct dt_text *out, struct dt_node node)
{
	if (node.offset != dt_root(node.tree).offset)
		dt_put_path(out, node);
	dt_putc(out, '/');
}

void dt_put_fault(struct dt_text *out, const struct dt_fault *fault)
{
	dt_put_path(out, fault->node);
	dt_puts(out, ": ");
	dt_puts(out, fault->why);
	if (fault->numbered) {
		dt_puts(out, ": ");
		dt_put_hex(out, fault->number);
	}
}
