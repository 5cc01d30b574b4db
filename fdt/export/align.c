#include "fdt/export/align.h"
/*
 * Each line gets a key, made of its text and the key of the line that opens its node, so that only
 * equal lines of one node share a key. Both texts are walked side by side; where they differ, the
 * walk goes on at the nearest line that both have.
 */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "fdt/core/sum.h"
#include "fdt/print/print.h"

enum {
	ALIGN_TABS_MAX = 48,      /* levels of indentation; the printer uses fewer */
	ALIGN_ROOM_MIN = 4 << 10, /* bytes */
};

struct align_side align_sides[2];

static void align_drop_side(struct align_side *side)
{
	dt_hold();
	dt_free(side->text);
	dt_free(side->line);
	*side = (struct align_side){ 0 };
	dt_release();
}

/* --- text and lines --------------------------------------------------------------------------- */

/* Doubles the text's room. */
static void align_grow(struct align_side *side)
{
	size_t room = 2 * side->room + ALIGN_ROOM_MIN;

	if (dt_resize_kept((void **)&side->text, room))
		side->failed = true;
	else
		side->room = room;
}

static void align_take(void *context, const char *text, size_t len)
{
	struct align_side *side = context;

	if (side->room - side->used < len && !side->failed)
		align_grow(side);
	if (side->failed)
		return;
	memcpy(side->text + side->used, text, len);
	side->used += len;
}

static void align_print(struct align_side *side, const struct dt_tree *tree)
{
	struct dt_text text;

	dt_text_init(&text, align_take, side);
	dt_print_dts(&text, dt_root(tree));
	dt_flush(&text);
}

static void align_make_lines(struct align_side *side)
{
	uint32_t heads = 1;
	int32_t lines = 0, i = 0;
	size_t size;

	for (size_t at = 0; at < side->used; at++)
		lines += side->text[at] == '\n';
	while (heads < (uint32_t)lines)
		heads *= 2;
	size = ((size_t)lines + 1) * sizeof(*side->line);
	side->line = dt_alloc(size + heads * sizeof(*side->head));
	side->failed = !side->line;
	if (side->failed)
		return;
	side->lines = lines;
	side->mask = heads - 1;
	side->head = (int32_t *)(void *)((char *)side->line + size);
	memset(side->head, 0xff, heads * sizeof(*side->head));
	side->line[0].at = 0;
	for (uint32_t at = 0; at < side->used; at++)
		if (side->text[at] == '\n')
			side->line[++i].at = at + 1;
}

/* The line that closes a node belongs to the line that opens it, an empty line to the next one. */
static void align_make_keys(struct align_side *side)
{
	uint32_t open[ALIGN_TABS_MAX + 1] = { 0 }; /* the last line's key, by its indentation */

	for (int32_t i = 0; i < side->lines; i++) {
		const char *text = side->text + side->line[i].at;
		size_t len = align_len(side, i), tabs = 0;
		uint32_t above;

		while (tabs < ALIGN_TABS_MAX && text[tabs] == '\t')
			tabs++;
		if (text[tabs] == '}')
			above = open[tabs];
		else
			above = tabs ? open[tabs - 1] : 0;
		side->line[i].key = dt_hash(above, text, len);
		if (i > 0 && align_len(side, i - 1) == 1)
			side->line[i - 1].key = ~side->line[i].key;
		if (text[tabs] != '}' && len > 1)
			open[tabs] = side->line[i].key;
	}
}

static void align_chain(struct align_side *side)
{
	for (int32_t i = side->lines; i-- > 0;) {
		int32_t *head = &side->head[side->line[i].key & side->mask];

		side->line[i].pair = -1;
		side->line[i].next = *head;
		*head = i;
	}
}

static bool align_read(struct align_side *side, const struct dt_tree *tree)
{
	align_print(side, tree);
	if (!side->failed)
		align_make_lines(side);
	if (side->failed)
		return false;
	align_make_keys(side);
	align_chain(side);
	return true;
}

/* --- which line is which ---------------------------------------------------------------------- */

/* The first line from number @at on that has the key; side->lines: there is none. From call to call
 * @at never decreases. */
static int32_t align_seek(struct align_side *side, int32_t at, uint32_t key)
{
	int32_t *head = &side->head[key & side->mask], i;

	while (*head >= 0 && *head < at)
		*head = side->line[*head].next;
	for (i = *head; i >= 0 && side->line[i].key != key;)
		i = side->line[i].next;
	return i < 0 ? side->lines : i;
}

static void align_pair(struct align_side *from, int32_t i, struct align_side *to, int32_t j)
{
	size_t len = align_len(from, i);

	if (len != align_len(to, j) ||
	    memcmp(from->text + from->line[i].at, to->text + to->line[j].at, len) != 0)
		return; /* two texts of one key */
	from->line[i].pair = j;
	to->line[j].pair = i;
}

static void align_pairs(struct align_side *from, struct align_side *to)
{
	int32_t i = 0, j = 0;

	while (i < from->lines && j < to->lines) {
		int32_t ahead, other;

		if (from->line[i].key == to->line[j].key) {
			align_pair(from, i++, to, j++);
			continue;
		}
		ahead = align_seek(from, i, to->line[j].key);
		other = align_seek(to, j, from->line[i].key);
		if (ahead == from->lines && other == to->lines) {
			i++;
			j++;
		} else if (other == to->lines) {
			i++;
		} else if (ahead == from->lines) {
			j++;
		} else if (ahead - i <= other - j) {
			i = ahead;
		} else {
			j = other;
		}
	}
}

void align_drop(void)
{
	align_drop_side(&align_sides[0]);
	align_drop_side(&align_sides[1]);
}

int align_texts(const struct dt_tree *from, const struct dt_tree *to)
{
	align_drop();
	if (!align_read(&align_sides[0], from) || !align_read(&align_sides[1], to))
		return -ENOMEM;
	align_pairs(&align_sides[0], &align_sides[1]);
	return 0;
}
