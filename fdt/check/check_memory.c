/*
 * Checks of RAM, and of the ranges of it that are reserved.
 * Source: Devicetree Specification v0.4, 3.4, 3.5 and 5.3.
 */
#include "fdt/check/rule.h"
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/where/address.h"
#include "fdt/where/reserved.h"

enum {
	MEMORY_MISSING,
	MEMORY_LATER,
	MEMORY_EMPTY,
	MEMORY_OVERLAP,
	MEMORY_OUTSIDE,
	MEMORY_RESERVED_OVERLAP,
	MEMORY_NO_SIZE,
	MEMORY_CELLS,
	MEMORY_INITRD,
	MEMORY_TYPE,
	MEMORY_CHECKS,
};

static const struct dt_check_row memory_rows[] = {
	[MEMORY_MISSING] = {
		.severity = DT_ERROR,
		.name = "memory-missing",
		.text = "no memory node says where RAM is",
		.fix = "mk /memory@ADDRESS, and set its device_type and reg",
		.whole = true,
	},
	[MEMORY_LATER] = {
		.severity = DT_NOTE,
		.name = "memory-by-firmware",
		.text = "the tree does not say where RAM is",
		.fix = "mk /memory@ADDRESS, unless the firmware of this board does",
		.whole = true,
	},
	[MEMORY_EMPTY] = {
		.severity = DT_ERROR,
		.name = "memory-empty",
		.text = "the memory node has no range of RAM",
		.fix = "set $/reg <ADDRESS SIZE>",
	},
	[MEMORY_OVERLAP] = {
		.severity = DT_ERROR,
		.name = "memory-overlap",
		.text = "two ranges of RAM overlap",
		.fix = "set $/reg <ADDRESS SIZE>, or that of the other node",
	},
	[MEMORY_OUTSIDE] = {
		.severity = DT_NOTE,
		.name = "reserved-outside-ram",
		.text = "no memory node has this reserved range",
		.fix = "set $/reg <ADDRESS SIZE>, unless its driver wants memory not in them",
	},
	[MEMORY_RESERVED_OVERLAP] = {
		.severity = DT_WARNING,
		.name = "reserved-overlap",
		.text = "two reserved ranges overlap",
		.fix = "set $/reg <ADDRESS SIZE>, or that of the other node",
	},
	[MEMORY_NO_SIZE] = {
		.severity = DT_ERROR,
		.name = "reserved-no-size",
		.text = "it has neither reg nor size",
		.fix = "set $/reg <ADDRESS SIZE> or set $/size SIZE",
	},
	[MEMORY_CELLS] = {
		.severity = DT_ERROR,
		.name = "reserved-memory-cells",
		.text = "Linux requires the same cells as the root has, and ranges",
		.fix = "set $/ranges, and set #address-cells and #size-cells to the root's",
	},
	[MEMORY_INITRD] = {
		.severity = DT_ERROR,
		.name = "initrd-outside-ram",
		.text = "the initrd is not in RAM",
		.fix = "set $/linux,initrd-start FIRST and set $/linux,initrd-end LAST+1",
	},
	[MEMORY_TYPE] = {
		.severity = DT_ERROR,
		.name = "memory-device-type",
		.text = "Linux finds RAM by device_type, and it has none",
		.fix = "set $/device_type memory",
	},
};

/* The ranges found so far: of RAM first, then the reserved ones. */
struct memory_list {
	struct dt_check *check;
	struct rule_row *row;
	size_t count;
};

static void memory_add(struct memory_list *list, uint64_t base, uint64_t size, int32_t number)
{
	struct rule_row *row = rule_room(list->check, list->count + 1);

	if (!row)
		return;
	list->row = row;
	row[list->count++] = (struct rule_row){ .key = base, .size = size, .number = number };
}

/* Adds all entries of one memory node. */
static void memory_bank(struct memory_list *list, int32_t number)
{
	struct dt_check *check = list->check;
	size_t before = list->count;
	struct dt_trail trail;
	struct dt_reg reg;
	int err, entries = 0;

	if (dt_index_trail(check->tree, number, &trail))
		return;
	for (; (err = dt_reg(&trail, entries, &reg, NULL)) == 0 || err == -ENXIO; entries++)
		if (err == 0 && reg.size)
			memory_add(list, reg.cpu, reg.size, number);
	if (!dt_prop(dt_numbered(check->tree, number), "device_type", NULL))
		rule_found_at(check, MEMORY_TYPE, dt_numbered(check->tree, number), NULL);
	/* Entries without a size are places for what firmware finds. */
	if (list->count == before)
		rule_found_at(check, entries && !check->handed_over ? MEMORY_LATER : MEMORY_EMPTY,
			      dt_numbered(check->tree, number), NULL);
}

static void memory_banks(struct memory_list *list)
{
	const struct dt_index *index = list->check->tree->index;
	bool any = false;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end) {
		struct dt_node node = dt_numbered(list->check->tree, i);

		if (!dt_is_memory(node) || !dt_okay(node))
			continue;
		any = true;
		memory_bank(list, i);
	}
	if (!any)
		rule_found_at(list->check, list->check->handed_over ? MEMORY_MISSING : MEMORY_LATER,
			      dt_root(list->check->tree), NULL);
}

static void memory_reservations(struct memory_list *list)
{
	struct dt_reserved it;

	dt_reserved_init(&it, list->check->tree);
	while (dt_reserved_next(&it))
		memory_add(list, it.range.base, it.range.size,
			   dt_found(it.child) && strcmp(it.name, "memreserve") != 0
				   ? dt_number_of(it.child)
				   : 0);
}

/* Reports each row that begins before an earlier one ends. With @merge, makes one row of those that
 * overlap or touch; without it, equal rows are not reported: loaders repeat in the reserve map what
 * /reserved-memory has. Returns how many rows are left. */
static size_t memory_overlaps(struct memory_list *list, struct rule_row *row, size_t count, int id,
			      bool merge)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		struct rule_row *last = &row[kept ? kept - 1 : 0];
		uint64_t offset = row[i].key - last->key;

		if (kept && offset < last->size &&
		    !(offset == 0 && row[i].size == last->size && !merge))
			rule_found_at(list->check, id,
				      dt_numbered(list->check->tree, row[i].number),
				      "0x%" PRIx64 " is also in 0x%" PRIx64 ", size 0x%" PRIx64,
				      row[i].key, last->key, last->size);
		if (kept && merge && offset <= last->size) {
			if (row[i].size > last->size - offset)
				last->size = row[i].size + offset;
		} else {
			row[kept++] = row[i];
		}
	}
	return kept;
}

/* The range is inside one of the @banks rows at @ram, which are sorted and apart. */
static bool memory_holds(const struct rule_row *ram, size_t banks, uint64_t base, uint64_t size)
{
	size_t low = 0, high = banks;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ram[middle].key <= base)
			low = middle + 1;
		else
			high = middle;
	}
	return low && base - ram[low - 1].key < ram[low - 1].size &&
	       size <= ram[low - 1].size - (base - ram[low - 1].key);
}

static void memory_outside(struct memory_list *list, size_t banks)
{
	struct dt_check *check = list->check;
	const struct rule_row *row = list->row + banks;
	struct dt_node chosen = { check->tree, check->tree->chosen };
	struct dt_range initrd;

	for (; row < list->row + list->count; row++)
		if (!memory_holds(list->row, banks, row->key, row->size))
			rule_found_at(check, MEMORY_OUTSIDE, dt_numbered(check->tree, row->number),
				      "0x%" PRIx64 ", size 0x%" PRIx64, row->key, row->size);
	if (dt_initrd(check->tree, &initrd) == 0 &&
	    !memory_holds(list->row, banks, initrd.base, initrd.size))
		rule_found_at(check, MEMORY_INITRD, chosen, "0x%" PRIx64, initrd.base);
}

static void memory_tree(struct dt_check *check)
{
	struct memory_list list = { .check = check };
	size_t banks;

	memory_banks(&list);
	if (!list.count)
		return;
	rule_sort(list.row, list.count);
	banks = list.count = memory_overlaps(&list, list.row, list.count, MEMORY_OVERLAP, true);
	memory_reservations(&list);
	rule_sort(list.row + banks, list.count - banks);
	memory_overlaps(&list, list.row + banks, list.count - banks, MEMORY_RESERVED_OVERLAP,
			false);
	memory_outside(&list, banks);
}

static void memory_node(struct dt_check *check)
{
	if (rule_is_top(check, "reserved-memory") &&
	    (!rule_has(check, RULE_RANGES) || check->own->address != check->up->address ||
	     check->own->size != check->up->size))
		rule_found(check, MEMORY_CELLS, NULL);
	if (check->depth == 2 &&
	    strcmp(dt_name(dt_numbered(check->tree, check->parent)), "reserved-memory") == 0 &&
	    !rule_has(check, RULE_REG) && !rule_node_has(check->node, "size"))
		rule_found(check, MEMORY_NO_SIZE, NULL);
}

const struct dt_check_group check_memory = {
	.rows = memory_rows,
	.count = MEMORY_CHECKS,
	.node = memory_node,
	.tree = memory_tree,
};
