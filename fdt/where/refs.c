#include "fdt/where/refs.h"
/*
 * The walk through lists of references; fdt/where/refs_kind.c has the names.
 *
 * Sources: as in fdt/where/refs.h.
 */
#include <errno.h>
#include <string.h>

enum {
	REFS_ID_CELLS = 1, /* of an id in msi-map and iommu-map, and of its length */
};

static const uint32_t refs_empty = UINT32_MAX;

static int refs_fault(struct dt_refs *it, const char *why)
{
	it->why = why;
	it->at = it->cells;
	return -EINVAL;
}

/* A number of cells; DT_REFS_ARGS + 1 where it is more than any list has. */
static uint32_t refs_size(struct dt_node node, const char *name, uint32_t absent)
{
	uint32_t size = dt_cell(node, name, absent);

	return size > DT_REFS_ARGS ? DT_REFS_ARGS + 1 : size;
}

/* Cells of a row before its phandle. */
static uint32_t refs_before(struct dt_node node, enum dt_refs_shape shape)
{
	if (shape == DT_REFS_ID_MAP)
		return REFS_ID_CELLS;
	if (shape != DT_REFS_INTERRUPT_MAP)
		return 0;
	return refs_size(node, "#address-cells", 2) + refs_size(node, "#interrupt-cells", 1);
}

bool dt_refs(struct dt_refs *it, struct dt_node node, const char *name, const uint8_t *value,
	     uint32_t len)
{
	return dt_refs_of(it, dt_refs_kind(name), node, name, value, len);
}

bool dt_refs_of(struct dt_refs *it, struct dt_refs_kind kind, struct dt_node node, const char *name,
		const uint8_t *value, uint32_t len)
{
	*it = (struct dt_refs){
		.kind = kind, .node = node, .value = value, .cells = len / DT_CELL
	};
	if (it->kind.shape == DT_REFS_NONE || len == 0 || len % DT_CELL)
		return false;
	/* A GPIO hog's are lines of its parent, without phandles. Binding gpio/gpio.txt. */
	if (strcmp(name, "gpios") == 0 && dt_prop(node, "gpio-hog", NULL))
		return false;
	it->before = refs_before(node, it->kind.shape);
	return true;
}

/* One argument more than a specifier of the node itself has cells. */
static uint32_t refs_own_args(const struct dt_refs *it)
{
	uint32_t args = refs_size(it->node, it->kind.cells, 0) + 1;

	return args < it->kind.fixed ? it->kind.fixed : args;
}

/* How many arguments the target takes; more than DT_REFS_ARGS: the tree does not say. */
static uint32_t refs_args(const struct dt_refs *it, struct dt_node target)
{
	const struct dt_refs_kind *kind = &it->kind;
	uint32_t absent = kind->needed ? DT_REFS_ARGS + 1 : kind->fixed;

	if (kind->shape == DT_REFS_PLAIN)
		return 0;
	if (kind->shape == DT_REFS_OWN_CELLS)
		return refs_own_args(it);
	if (kind->shape == DT_REFS_ONE)
		return it->cells - it->at;
	if (kind->shape == DT_REFS_ID_MAP)
		return refs_size(target, kind->cells, absent) + REFS_ID_CELLS;
	if (kind->shape == DT_REFS_INTERRUPT_MAP)
		return refs_size(target, kind->cells, absent) +
		       refs_size(target, "#address-cells", 0);
	return refs_size(target, kind->cells, absent);
}

/* Fills in the node that has out->phandle, and how many arguments it takes. */
static void refs_find(const struct dt_refs *it, struct dt_ref *out)
{
	out->node = dt_by_phandle(it->node.tree, out->phandle);
	if (dt_found(out->node))
		out->args = refs_args(it, out->node);
}

/* The same through the memo. */
static void refs_recall(const struct dt_refs *it, struct dt_ref *out)
{
	/* By the kind, too: one controller has clocks and resets, the next phandle has pins. */
	size_t row = (out->phandle ^ it->kind.number << 1) % DT_REFS_MEMO;
	struct dt_refs_memo *memo = it->memo;

	if (!memo || !out->phandle || it->kind.shape == DT_REFS_OWN_CELLS ||
	    it->kind.shape == DT_REFS_PLAIN || it->kind.shape == DT_REFS_ONE) {
		refs_find(it, out);
		return;
	}
	if (memo->target[row].phandle == out->phandle &&
	    memo->target[row].kind == it->kind.number) {
		out->node.offset = memo->target[row].offset;
		out->args = memo->target[row].args;
		return;
	}
	refs_find(it, out);
	memo->target[row] = (struct dt_refs_target){
		.kind = it->kind.number,
		.phandle = out->phandle,
		.args = out->args,
		.offset = out->node.offset,
	};
}

int dt_refs_next(struct dt_refs *it, struct dt_ref *out)
{
	*out = (struct dt_ref){ .node = { it->node.tree, -ENOENT } };
	if (it->at >= it->cells)
		return 0;
	if (it->before >= it->cells - it->at)
		return refs_fault(it, "ends within a row");
	out->cell = it->at + it->before;
	out->phandle = dt_be32(it->value + (size_t)out->cell * DT_CELL);
	it->at = out->cell + 1;
	if (!it->before && (out->phandle == 0 || out->phandle == refs_empty))
		return 1;
	refs_recall(it, out);
	if (!dt_found(out->node))
		return refs_fault(it, "no node has this phandle");
	if (out->args > DT_REFS_ARGS)
		return refs_fault(it, "the node it points at does not say how many cells follow");
	if (out->args > it->cells - it->at)
		return refs_fault(it, "ends within a reference's arguments");
	it->at += out->args;
	return 1;
}
