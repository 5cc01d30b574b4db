#include "fdt/check/rule.h"
#include "fdt/where/address.h"
#include "fdt/where/reserved.h"
/*
 * RAM, and what of it is reserved.
 * Source: Devicetree Specification v0.4, 3.4, 3.5 and 5.3.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

enum {
	MEMORY_MISSING,
	MEMORY_EMPTY,
	MEMORY_OVERLAP,
	MEMORY_OUTSIDE,
	MEMORY_RESERVED_OVERLAP,
	MEMORY_NO_SIZE,
	MEMORY_CELLS,
	MEMORY_INITRD,
	MEMORY_TYPE,
};

static const char memory_rows[] =
	"Eememory-missing\0no memory node says where RAM is\0"
	"Ecmemory-empty\0a memory node without a range of RAM\0"
	"Ecmemory-overlap\0RAM that other memory has, too\0"
	"Ncreserved-outside-ram\0what is reserved is no RAM\0"
	"Wdreserved-overlap\0two reservations overlap\0"
	"Eereserved-no-size\0neither reg nor size\0"
	"E+reserved-memory-cells\0"
	"Linux wants the root's cells and ranges\0set them as the root's\0"
	"Ecinitrd-outside-ram\0the initrd is not in RAM\0"
	"E+memory-device-type\0Linux finds RAM by device_type\0set device_type \"memory\"\0";

/* Rows so far: RAM, and behind it what is reserved. */
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
	row[list->count++] = (struct rule_row){ base, size, number };
}

static bool memory_is_bank(struct dt_node node)
{
	const char *type;
	int len = dt_string(node, "device_type", &type);

	if (len >= 0)
		return len == 6 && memcmp(type, "memory", 6) == 0;
	return rule_base_is(dt_name(node), "memory");
}

/* All entries of one node. */
static void memory_bank(struct memory_list *list, int32_t number)
{
	struct dt_check *check = list->check;
	size_t before = list->count;
	struct dt_trail trail;
	struct dt_reg reg;
	int err;

	if (dt_index_trail(check->tree, number, &trail))
		return;
	for (int i = 0; (err = dt_reg(&trail, i, &reg, NULL)) == 0 || err == -ENXIO; i++)
		if (err == 0 && reg.size)
			memory_add(list, reg.cpu, reg.size, number);
	if (!dt_prop(dt_numbered(check->tree, number), "device_type", NULL))
		rule_found_at(check, MEMORY_TYPE, dt_numbered(check->tree, number), NULL);
	if (list->count == before)
		rule_found_at(check, MEMORY_EMPTY, dt_numbered(check->tree, number), NULL);
}

static void memory_banks(struct memory_list *list)
{
	const struct dt_index *index = list->check->tree->index;
	bool any = false;

	for (int32_t i = 1; i < index->nodes; i = index->node[i].end) {
		struct dt_node node = dt_numbered(list->check->tree, i);

		if (!memory_is_bank(node) || !dt_okay(node))
			continue;
		any = true;
		memory_bank(list, i);
	}
	if (!any)
		rule_found_at(list->check, MEMORY_MISSING, dt_root(list->check->tree), NULL);
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

/* Tells rows that begin before one ahead of them ends; of equal ones the reserve map's is a
 * repetition, which loaders make. Merges them, where @merge says so, and returns how many are
 * left. */
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
				      "0x%" PRIx64 ", and from 0x%" PRIx64 " 0x%" PRIx64,
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
	uint64_t start, end;

	for (; row < list->row + list->count; row++)
		if (!memory_holds(list->row, banks, row->key, row->size))
			rule_found_at(check, MEMORY_OUTSIDE, dt_numbered(check->tree, row->number),
				      "0x%" PRIx64 " 0x%" PRIx64, row->key, row->size);
	if (dt_number(chosen, "linux,initrd-start", &start) == 0 &&
	    dt_number(chosen, "linux,initrd-end", &end) == 0 && end > start &&
	    !memory_holds(list->row, banks, start, end - start))
		rule_found_at(check, MEMORY_INITRD, chosen, "0x%" PRIx64, start);
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
	struct dt_node up = dt_numbered(check->tree, check->parent);

	if (rule_is_top(check, "reserved-memory") &&
	    (!rule_has(check, "ranges") || check->own->address != check->up->address ||
	     check->own->size != check->up->size))
		rule_found(check, MEMORY_CELLS, NULL);
	if (check->depth == 2 && strcmp(dt_name(up), "reserved-memory") == 0 &&
	    !rule_has(check, "reg") && !rule_has(check, "size"))
		rule_found(check, MEMORY_NO_SIZE, NULL);
}

const struct dt_check_group check_memory = {
	.rows = memory_rows,
	.node = memory_node,
	.tree = memory_tree,
};
