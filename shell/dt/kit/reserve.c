#include "shell/dt/kit/reserve.h"
/*
 * Nodes of memory that must not be touched. Source: Devicetree Specification v0.4, 3.5
 * (/reserved-memory): its cells are the root's, `ranges` is empty, and `no-map` keeps the system
 * from mapping the memory at all.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "fdt/where/reserved.h"
#include "shell/dt/kit/edit_tree.h"

enum { RESERVE_CELLS_MAX = 2, RESERVE_NAME_MAX = 40 };

static const char reserve_parent[] = "reserved-memory";

static struct dt_node reserve_find(const struct dt_tree *tree)
{
	return dt_find(dt_root(tree), reserve_parent, strlen(reserve_parent));
}

/* Appends a number of so many cells at *at. */
static void reserve_put(uint8_t **at, uint64_t value, uint32_t cells)
{
	for (; cells; cells--, *at += DT_CELL)
		dt_put_be32(*at, (uint32_t)(cells > 1 ? value >> 32 : value));
}

/* Sets a property of the node of /reserved-memory. */
static int reserve_set(struct dt_draft *draft, const char *name, const void *value, uint32_t len)
{
	return dt_draft_set(draft, reserve_find(&draft->tree), name, value, len);
}

/* Makes /reserved-memory, with the cells of the root, where it is missing. */
static int reserve_make_parent(struct dt_draft *draft)
{
	static const char names[2][16] = { "#address-cells", "#size-cells" };
	int err;

	if (dt_found(reserve_find(&draft->tree)))
		return 0;
	err = dt_draft_add(draft, dt_root(&draft->tree), reserve_parent, strlen(reserve_parent),
			   NULL);
	for (uint32_t i = 0; i < 2 && !err; i++) {
		uint8_t cell[DT_CELL];

		dt_put_be32(cell, dt_cell(dt_root(&draft->tree), names[i], 2 - i));
		err = reserve_set(draft, names[i], cell, sizeof(cell));
	}
	return err ? err : reserve_set(draft, "ranges", "", 0);
}

/* The value fits so many cells. */
static bool reserve_fits(uint64_t value, uint32_t cells)
{
	return cells == RESERVE_CELLS_MAX || (cells == 1 && !(value >> 32));
}

static int reserve_add(struct dt_draft *draft, const char *name, const struct dt_range *range)
{
	struct dt_node parent = reserve_find(&draft->tree), node;
	uint32_t address = dt_cell(parent, "#address-cells", 2);
	uint32_t size = dt_cell(parent, "#size-cells", 1);
	uint8_t reg[2 * RESERVE_CELLS_MAX * DT_CELL], *at = reg;
	char full[RESERVE_NAME_MAX];
	int err;

	if (!reserve_fits(range->base, address) || !reserve_fits(range->size, size))
		return -ERANGE;
	snprintf(full, sizeof(full), "%s@%" PRIx64, name, range->base);
	reserve_put(&at, range->base, address);
	reserve_put(&at, range->size, size);
	err = dt_draft_add(draft, parent, full, strlen(full), &node);
	if (!err)
		err = dt_draft_set(draft, node, "reg", reg, (uint32_t)(at - reg));
	return err ? err : dt_draft_set(draft, node, "no-map", "", 0);
}

/* The tree reserves all of it already, by one node. */
static bool reserve_known(const struct dt_tree *tree, const struct dt_range *range)
{
	struct dt_reserved it;

	dt_reserved_init(&it, tree);
	while (dt_reserved_next(&it))
		if (range->base >= it.range.base && range->size <= it.range.size &&
		    range->base - it.range.base <= it.range.size - range->size)
			return true;
	return false;
}

int shell_reserve_in(struct dt_draft *draft, const char *name, const struct dt_range *range,
		     int count)
{
	int added = 0, err = 0;

	for (int i = 0; i < count && !err; i++) {
		if (reserve_known(&draft->tree, &range[i]))
			continue;
		err = added ? 0 : reserve_make_parent(draft);
		if (!err)
			err = reserve_add(draft, name, &range[i]);
		added++;
	}
	return err ? err : added;
}

int shell_reserve(struct shell *shell, const struct shell_args *args, const char *name,
		  const struct dt_range *range, int count)
{
	struct dt_draft *draft;
	int added, err = 0;

	if (!shell->tree)
		return shell_error(shell, -ENODEV, "there is no device tree");
	draft = shell_edit_begin(shell);
	if (!draft)
		return -ENOMEM;
	added = shell_reserve_in(draft, name, range, count);
	if (added < 0)
		return shell_edit_fail(shell, added, "/reserved-memory");
	if (added)
		err = shell_edit_end(shell, args, draft);
	else
		dt_edit_abandon();
	if (!err && !args->json)
		shell_printf(shell, "/reserved-memory: %d more in the tree that 'boot' passes\n",
			     added);
	return err;
}
