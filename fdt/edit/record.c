#include "fdt/edit/record.h"
/*
 * A record has three places: in the header, in the reserve map and structure block, and in the
 * strings block, each from the first byte that differs to the last. It is right for any two blobs;
 * where the old one's blocks are in an unusual order it is only larger.
 *
 * Source of the format: Devicetree Specification v0.4, 5.2 (the order of the blocks).
 */
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"

enum {
	RECORD_TEXT_MAX = 200, /* bytes of an edit's name */
	RECORD_PIECE = 64,     /* bytes */
};

/* Where the strings block begins; all before it counts as one piece. */
static uint32_t record_middle(const void *blob, uint32_t size)
{
	uint32_t middle = fdt_off_dt_strings(blob);

	if (middle < sizeof(struct fdt_header))
		return sizeof(struct fdt_header);
	return middle < size ? middle : size;
}

/* How many of the first @size bytes at @a and at @b are equal. In pieces, because these are whole
 * trees. */
static uint32_t record_front(const char *a, const char *b, uint32_t size)
{
	uint32_t same = 0;

	while (size - same >= RECORD_PIECE && !memcmp(a + same, b + same, RECORD_PIECE))
		same += RECORD_PIECE;
	while (same < size && a[same] == b[same])
		same++;
	return same;
}

static uint32_t record_word(const char *at)
{
	return *(const uint32_t *)(const void *)at;
}

/* The same backwards, of the @size bytes before @a and before @b; by words, because both are
 * aligned as tokens are. */
static uint32_t record_back(const char *a, const char *b, uint32_t size)
{
	const char *from = a - size;

	if (((uintptr_t)a | (uintptr_t)b) % TOKEN_SIZE == 0)
		while (a - from >= TOKEN_SIZE &&
		       record_word(a - TOKEN_SIZE) == record_word(b - TOKEN_SIZE)) {
			a -= TOKEN_SIZE;
			b -= TOKEN_SIZE;
		}
	while (a > from && a[-1] == b[-1]) {
		a--;
		b--;
	}
	return size - (uint32_t)(a - from);
}

/* What differs between the @old bytes at @a, which are at offset @at of their blob, and the @new
 * bytes at @b. */
static struct dt_record_place record_compare(const char *a, uint32_t old, const char *b,
					     uint32_t new, uint32_t at)
{
	uint32_t less = old < new ? old : new, front = record_front(a, b, less);
	uint32_t same = front + record_back(a + old, b + new, less - front);

	return (struct dt_record_place){ at + front, old - same, new - same };
}

void dt_record_plan(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const char *text)
{
	uint32_t a[] = { 0, sizeof(struct fdt_header), record_middle(old->blob, old->size),
			 old->size };
	uint32_t b[] = { 0, sizeof(struct fdt_header), record_middle(new->blob, new->size),
			 new->size };

	*edit = (struct dt_record){ .size = offsetof(struct dt_record, data) +
					    strnlen(text, RECORD_TEXT_MAX) + 1 };
	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		struct dt_record_place *place = &edit->place[i];

		*place = record_compare((const char *)old->blob + a[i], a[i + 1] - a[i],
					(const char *)new->blob + b[i], b[i + 1] - b[i], a[i]);
		edit->size += (size_t)place->old + place->new;
	}
}

void dt_record_fill(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const char *text)
{
	char *at = edit->data;
	uint32_t moved = 0; /* how much further on the place is in the new blob, modulo 2^32 */

	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		const struct dt_record_place *place = &edit->place[i];

		memcpy(at, (const char *)old->blob + place->at, place->old);
		at += place->old;
		memcpy(at, (const char *)new->blob + (place->at + moved), place->new);
		at += place->new;
		moved += place->new - place->old;
	}
	memcpy(at, text, edit->size - (size_t)(at - (const char *)edit));
	((char *)edit)[edit->size - 1] = '\0';
}

const char *dt_record_text(const struct dt_record *edit)
{
	const char *at = edit->data;

	for (int i = 0; i < DT_RECORD_PLACES; i++)
		at += edit->place[i].old + edit->place[i].new;
	return at;
}

void dt_record_apply(const struct dt_record *edit, bool back, const struct dt_tree *from, char *to)
{
	const char *at = from->blob, *end = at + from->size, *data = edit->data;
	uint32_t moved = 0;

	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		const struct dt_record_place *place = &edit->place[i];
		const char *here = (const char *)from->blob + (place->at + (back ? moved : 0));
		uint32_t out = back ? place->new : place->old, in = back ? place->old : place->new;

		memcpy(to, at, (size_t)(here - at));
		to += here - at;
		memcpy(to, data + (back ? 0 : place->old), in);
		to += in;
		at = here + out;
		data += place->old + place->new;
		moved += place->new - place->old;
	}
	memcpy(to, at, (size_t)(end - at));
}
