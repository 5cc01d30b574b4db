#include "fdt/edit/draft.h"
/*
 * Changes of a draft: a node that moves, and one that gets a phandle.
 *
 * Source of the format: Devicetree Specification v0.4, chapter 5; 2.3.3 (phandles).
 */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"

/* Reverses the order of the tokens from @from up to @to. */
static void move_reverse(uint32_t *from, uint32_t *to)
{
	while (from < --to) {
		uint32_t token = *from;

		*from++ = *to;
		*to = token;
	}
}

/* Moves the offsets that the draft keeps, where the pieces from @begin up to @middle and from there
 * up to @end change places. */
static void move_shift(struct dt_draft *draft, int begin, int middle, int end)
{
	int *const known[] = { &draft->chosen, &draft->aliases, &draft->cpus };

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (*known[i] < begin || *known[i] >= end)
			continue;
		*known[i] += *known[i] < middle ? end - middle : begin - middle;
	}
}

/* Exchanges two adjacent pieces in place: each is reversed, then both together. */
static void move_swap(struct dt_draft *draft, int begin, int middle, int end)
{
	char *structs = (char *)dt_draft_blob(draft) + fdt_off_dt_struct(draft->blob);
	uint32_t *a = (uint32_t *)(void *)(structs + begin);
	uint32_t *b = (uint32_t *)(void *)(structs + middle);
	uint32_t *c = (uint32_t *)(void *)(structs + end);

	dt_draft_note(draft, (uint32_t)begin, (uint32_t)(end - begin), (uint32_t)(end - begin));
	move_shift(draft, begin, middle, end);
	move_reverse(a, b);
	move_reverse(b, c);
	move_reverse(a, c);
}

int dt_draft_move(struct dt_draft *draft, struct dt_node *node, struct dt_node parent)
{
	const char *structs = draft->tree.structs;
	int begin = node->offset;
	int end = (int)(token_after_node(structs + begin) - structs);
	int place = (int)(token_after_node(structs + parent.offset) - structs) - TOKEN_SIZE;

	if (place >= begin && place < end)
		return -EINVAL;
	dt_draft_doubt(draft, dt_name(*node));
	if (place >= end) {
		move_swap(draft, begin, end, place);
		node->offset += place - end;
	} else {
		move_swap(draft, place, begin, end);
		node->offset = place;
	}
	return 0;
}

/* Whether the cursor's property is a phandle that others can refer to: UINT32_MAX is not one. */
static bool move_is_phandle(const struct dt_cursor *cursor)
{
	return cursor->len == DT_CELL && dt_is_phandle(cursor->name) &&
	       dt_be32(cursor->value) != UINT32_MAX;
}

/* The node's first phandle that others can refer to; 0: it has none. dt_phandle would give
 * UINT32_MAX where that comes first, and a new number would then replace a good one. */
static uint32_t move_own_phandle(struct dt_node node)
{
	struct dt_cursor cursor;

	dt_walk(&cursor, node);
	dt_next(&cursor);
	while (dt_next(&cursor) == DT_PROP)
		if (move_is_phandle(&cursor) && dt_be32(cursor.value))
			return dt_be32(cursor.value);
	return 0;
}

/* The tree's highest. */
static uint32_t move_highest_phandle(const struct dt_tree *tree)
{
	struct dt_cursor cursor;
	enum dt_event event;
	uint32_t highest = 0;

	dt_walk(&cursor, dt_root(tree));
	while ((event = dt_next(&cursor)) != DT_END)
		if (event == DT_PROP && move_is_phandle(&cursor) && dt_be32(cursor.value) > highest)
			highest = dt_be32(cursor.value);
	return highest;
}

int dt_draft_phandle(struct dt_draft *draft, struct dt_node node, uint32_t *phandle)
{
	uint8_t cell[DT_CELL];
	int err;

	*phandle = move_own_phandle(node);
	if (*phandle)
		return 0;
	*phandle = move_highest_phandle(&draft->tree) + 1;
	if (*phandle == UINT32_MAX)
		return -ENOSPC;
	dt_put_be32(cell, *phandle);
	err = dt_draft_set(draft, node, "phandle", cell, sizeof(cell));
	return err ? err : 1;
}
