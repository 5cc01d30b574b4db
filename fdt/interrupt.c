#include "fdt/interrupt.h"
/*
 * Interrupts of devices, and the maps on their way.
 *
 * A specifier and the device's unit address are taken from nexus to nexus; each row of a map tells
 * by its own parent how long it is. Where Linux reads more than the specification promises, so do
 * we: trees are written against it.
 * Source: Devicetree Specification v0.4, 2.4.
 */
#include <errno.h>
#include <string.h>
#include "fdt/cursor.h"
#include "fdt/index.h"

enum {
	CELL = 4,         /* bytes */
	UNIT_CELLS = 4,   /* of a unit address; PCI has 3 */
	UNIT_DEFAULT = 2, /* without #address-cells, 2.3.5 */
	KEY_CELLS = UNIT_CELLS + DT_INTERRUPT_CELLS,
	HOPS_MAX = 16,     /* maps on the way; more is a circle */
	SEARCHES_MAX = 64, /* walks for one interrupt: real maps have a parent or two */
};

/* What a map is asked for, or leads to: a unit address and behind it a specifier. */
struct interrupt_key {
	struct dt_node parent; /* whose cells these are */
	uint32_t phandle;      /* the parent's, where that is how it was found */
	int searches;          /* by phandle, so far */
	int units, cells;
	uint32_t cell[KEY_CELLS];
};

/* A property's cells that are still to be read. */
struct interrupt_cells {
	const uint8_t *at;
	int left;
};

static int interrupt_fault(const char **why, int err, const char *words)
{
	*why = words;
	return err;
}

struct dt_node dt_by_phandle(const struct dt_tree *tree, uint32_t phandle)
{
	struct dt_cursor cursor;
	enum dt_event event;

	if (tree->index)
		return dt_numbered(tree, dt_index_phandle(tree, phandle));
	cursor_start(&cursor, dt_root(tree));
	while ((event = cursor_next(&cursor)) != DT_END)
		if (event == DT_PROP && cursor.len == CELL && dt_be32(cursor.value) == phandle &&
		    (strcmp(cursor.name, "phandle") == 0 ||
		     strcmp(cursor.name, "linux,phandle") == 0))
			return (struct dt_node){ tree, cursor.node };
	return (struct dt_node){ tree, -ENOENT };
}

static struct interrupt_cells interrupt_prop(struct dt_node node, const char *name)
{
	int len;
	const void *value = dt_prop(node, name, &len);

	return (struct interrupt_cells){ value, len / CELL };
}

static bool interrupt_take(struct interrupt_cells *from, uint32_t *to, int count)
{
	if (from->left < count)
		return false;
	for (int i = 0; i < count; i++, from->at += CELL)
		to[i] = dt_be32(from->at);
	from->left -= count;
	return true;
}

/* How many cells the parent's specifiers and unit addresses have. */
static int interrupt_sizes(struct interrupt_key *key, uint64_t units, const char **why)
{
	uint64_t cells;

	if (!dt_found(key->parent))
		return interrupt_fault(why, -EINVAL, "an interrupt parent is missing");
	if (dt_number(key->parent, "#interrupt-cells", &cells) || cells > DT_INTERRUPT_CELLS)
		return interrupt_fault(why, -EINVAL, "#interrupt-cells is missing or over 8");
	if (dt_number(key->parent, "#address-cells", &units) == -EINVAL || units > UNIT_CELLS)
		return interrupt_fault(why, -EINVAL,
				       "an interrupt parent's #address-cells is over 4");
	key->units = (int)units;
	key->cells = (int)cells;
	return 0;
}

/* --- from one parent to the next ------------------------------------------------------------- */

/* The mask that interrupt-map-mask lays over what is compared; all ones without it. */
static int interrupt_mask(const struct interrupt_key *key, uint32_t *mask, const char **why)
{
	struct interrupt_cells given = interrupt_prop(key->parent, "interrupt-map-mask");

	memset(mask, 0xff, KEY_CELLS * sizeof(*mask));
	if (given.at && !interrupt_take(&given, mask, key->units + key->cells))
		return interrupt_fault(why, -EINVAL, "interrupt-map-mask is too short");
	return 0;
}

/* The parent by its phandle: none beyond what a sane tree needs. */
static void interrupt_find(struct interrupt_key *key, uint32_t phandle, const struct dt_tree *tree)
{
	key->phandle = phandle;
	key->parent.offset = -ENOENT;
	if (key->searches++ < SEARCHES_MAX)
		key->parent = dt_by_phandle(tree, phandle);
}

/* Reads one row of a map: what it is for, and where that leads. */
static int interrupt_row(struct interrupt_cells *map, const struct interrupt_key *key,
			 uint32_t *child, struct interrupt_key *to, const char **why)
{
	static const char cut[] = "interrupt-map ends within a row";
	uint32_t phandle;
	int err;

	if (!interrupt_take(map, child, key->units + key->cells) ||
	    !interrupt_take(map, &phandle, 1))
		return interrupt_fault(why, -EINVAL, cut);
	if (phandle != to->phandle) /* most rows have the parent of the one before */
		interrupt_find(to, phandle, key->parent.tree);
	err = interrupt_sizes(to, 0, why);
	if (!err && !interrupt_take(map, to->cell, to->units + to->cells))
		err = interrupt_fault(why, -EINVAL, cut);
	return err;
}

static bool interrupt_fits(const struct interrupt_key *key, const uint32_t *child,
			   const uint32_t *mask)
{
	for (int i = 0; i < key->units + key->cells; i++)
		if ((key->cell[i] ^ child[i]) & mask[i])
			return false;
	return true;
}

/* Replaces @key by what @map, its parent's, leads it to. */
static int interrupt_hop(struct interrupt_key *key, struct interrupt_cells map, const char **why)
{
	uint32_t mask[KEY_CELLS], child[KEY_CELLS];
	struct interrupt_key to = { .parent.offset = -ENOENT, .searches = key->searches };
	int err = interrupt_mask(key, mask, why);

	while (!err && map.left) {
		err = interrupt_row(&map, key, child, &to, why);
		if (!err && interrupt_fits(key, child, mask)) {
			*key = to;
			return 0;
		}
	}
	return err ? err : interrupt_fault(why, -EINVAL, "no row of an interrupt-map fits");
}

/* On to the controller. */
static int interrupt_follow(struct interrupt_key *key, struct dt_interrupt *out, const char **why)
{
	for (int hops = 0; hops < HOPS_MAX; hops++) {
		struct interrupt_cells map = interrupt_prop(key->parent, "interrupt-map");
		int err;

		if (!map.at) {
			if (!dt_prop(key->parent, "interrupt-controller", NULL))
				break;
			out->controller = key->parent;
			out->cells = key->cells;
			memcpy(out->cell, key->cell + key->units, sizeof(out->cell));
			return 0;
		}
		err = interrupt_hop(key, map, why);
		if (err)
			return err;
	}
	return interrupt_fault(why, -EINVAL, "its interrupt leads to no controller");
}

/* --- from the device ------------------------------------------------------------------------- */

/* The parent that interrupt-parent names, the device's own or an ancestor's, or the nearest
 * ancestor that takes interrupts. */
static struct dt_node interrupt_parent(const struct dt_trail *trail)
{
	struct dt_node node = { trail->tree, -ENOENT };
	uint64_t phandle;

	for (int level = trail->depth; level >= 0; level--) {
		node.offset = trail->node[level];
		if (level < trail->depth && dt_prop(node, "#interrupt-cells", NULL))
			return node;
		if (dt_number(node, "interrupt-parent", &phandle) == 0)
			return dt_by_phandle(trail->tree, (uint32_t)phandle);
	}
	node.offset = -ENOENT;
	return node;
}

/* Specifier number @index, of @key->parent's kind. */
static int interrupt_plain(struct interrupt_cells *list, int index, struct interrupt_key *key,
			   const char **why)
{
	int err = interrupt_sizes(key, UNIT_DEFAULT, why);

	if (err)
		return err;
	do {
		if (!list->left || !key->cells)
			return interrupt_fault(why, -ENOENT, "no such interrupt");
		if (!interrupt_take(list, key->cell + key->units, key->cells))
			return interrupt_fault(why, -EINVAL, "interrupts ends within an entry");
	} while (index--);
	return 0;
}

/* Entry number @index of a list in which each names its parent. */
static int interrupt_extended(struct interrupt_cells *list, int index, struct interrupt_key *key,
			      const char **why)
{
	uint32_t phandle;
	int err;

	do {
		if (!list->left)
			return interrupt_fault(why, -ENOENT, "no such interrupt");
		interrupt_take(list, &phandle, 1);
		key->parent = dt_by_phandle(key->parent.tree, phandle);
		err = interrupt_sizes(key, UNIT_DEFAULT, why);
		if (err)
			return err;
		if (!interrupt_take(list, key->cell + key->units, key->cells))
			return interrupt_fault(why, -EINVAL,
					       "interrupts-extended ends within an entry");
	} while (index--);
	return 0;
}

int dt_interrupt(const struct dt_trail *trail, int index, struct dt_interrupt *out,
		 const char **why)
{
	struct dt_node node = dt_trail_node(trail);
	struct interrupt_cells reg = interrupt_prop(node, "reg");
	struct interrupt_cells list = interrupt_prop(node, "interrupts-extended");
	struct interrupt_key key = { .parent = node };
	int err;

	memset(out, 0, sizeof(*out));
	if (list.at) {
		err = interrupt_extended(&list, index, &key, why);
	} else {
		list = interrupt_prop(node, "interrupts");
		if (!list.at)
			return interrupt_fault(why, -ENOENT, "no interrupts");
		key.parent = interrupt_parent(trail);
		err = interrupt_plain(&list, index, &key, why);
	}
	if (err)
		return err;
	memset(key.cell, 0, (size_t)key.units * sizeof(*key.cell));
	interrupt_take(&reg, key.cell, key.units < reg.left ? key.units : reg.left);
	return interrupt_follow(&key, out, why);
}

int dt_interrupt_pci(const struct dt_trail *host, uint32_t phys_hi, uint8_t pin,
		     struct dt_interrupt *out, const char **why)
{
	struct interrupt_key key = { .parent = dt_trail_node(host) };
	int err = interrupt_sizes(&key, UNIT_DEFAULT, why);

	memset(out, 0, sizeof(*out));
	if (err)
		return err;
	if (key.units != 3 || key.cells != 1)
		return interrupt_fault(why, -EINVAL,
				       "its host bridge is no PCI bus for interrupts");
	key.cell[0] = phys_hi;
	key.cell[key.units] = pin;
	return interrupt_follow(&key, out, why);
}
