#include "fdt/edit/record.h"
/*
 * A record has three places: in the header, in the reserve map and structure block, and in the
 * strings block, each from the first byte that differs to the last. It is right for any two blobs;
 * where the old one's blocks are in an unusual order it is only larger. What the draft says of its
 * changes only shortens the search for these bytes.
 *
 * Source of the format: Devicetree Specification v0.4, 5.2 (the order of the blocks).
 */
#include <libfdt.h>
#include <string.h>
#include "fdt/core/cursor.h"
#include "fdt/core/move.h"

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

/* A piece of both blobs, and how many bytes at its beginning and its end are known to be equal. */
struct record_piece {
	uint32_t at, old, new; /* its offset in the old blob, and its bytes in both */
	uint32_t front, back;
};

/* What differs in the piece, which is at @a in the old blob and at @b in the new one. */
static struct dt_record_place record_compare(const struct record_piece *piece, const char *a,
					     const char *b)
{
	uint32_t less = piece->old < piece->new ? piece->old : piece->new;
	uint32_t front = piece->front, back = piece->back;

	front += record_front(a + front, b + front, less - front - back);
	back += record_back(a + piece->old - back, b + piece->new - back, less - front - back);
	/* Whole words, so that what follows the place can be moved by words. */
	front -= front % TOKEN_SIZE;
	back -= back % TOKEN_SIZE;
	return (struct dt_record_place){
		.at = piece->at + front,
		.old = piece->old - front - back,
		.new = piece->new - front - back,
	};
}

/* The blocks are where a draft has them: each directly after the one before. */
static bool record_is_packed(const struct dt_tree *tree)
{
	uint32_t structs = fdt_off_dt_struct(tree->blob);

	return fdt_off_mem_rsvmap(tree->blob) == sizeof(struct fdt_header) &&
	       structs == sizeof(struct fdt_header) +
				  (tree->reserves + 1) * sizeof(struct fdt_reserve_entry) &&
	       fdt_off_dt_strings(tree->blob) == structs + tree->structs_size;
}

/* What the splice says of the two pieces after the header. A draft only adds strings. */
static void record_know(struct record_piece *piece, const struct dt_tree *old,
			const struct dt_splice *splice)
{
	piece[1].front = fdt_off_dt_struct(old->blob) - (uint32_t)sizeof(struct fdt_header) +
			 splice->at;
	piece[1].back = old->structs_size - splice->at - splice->old;
	piece[2].front = fdt_size_dt_strings(old->blob);
}

static void record_plan_places(struct dt_record *edit, const struct dt_tree *old,
			       const struct dt_tree *new)
{
	uint32_t a[] = { 0, sizeof(struct fdt_header), record_middle(old->blob, old->size),
			 old->size };
	uint32_t b[] = { 0, sizeof(struct fdt_header), record_middle(new->blob, new->size),
			 new->size };
	struct record_piece piece[DT_RECORD_PLACES];

	for (int i = 0; i < DT_RECORD_PLACES; i++)
		piece[i] = (struct record_piece){
			.at = a[i],
			.old = a[i + 1] - a[i],
			.new = b[i + 1] - b[i],
		};
	if (edit->spliced && record_is_packed(old))
		record_know(piece, old, &edit->splice);
	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		edit->place[i] = record_compare(&piece[i], (const char *)old->blob + a[i],
						(const char *)new->blob + b[i]);
		edit->size += (size_t)edit->place[i].old + edit->place[i].new;
	}
}

static struct dt_record_known record_known(const struct dt_tree *tree)
{
	return (struct dt_record_known){
		.reserves = tree->reserves,
		.structs_size = tree->structs_size,
		.nodes = tree->nodes,
		.props = tree->props,
		.chosen = tree->chosen,
		.aliases = tree->aliases,
		.cpus = tree->cpus,
	};
}

void dt_record_plan(struct dt_record *edit, const struct dt_tree *old, const struct dt_tree *new,
		    const struct dt_splice *splice, const char *text)
{
	*edit = (struct dt_record){
		.size = offsetof(struct dt_record, data) + strnlen(text, RECORD_TEXT_MAX) + 1,
		.spliced = splice,
		.before = record_known(old),
		.after = record_known(new),
	};
	if (splice)
		edit->splice = *splice;
	record_plan_places(edit, old, new);
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

/* --- undo and redo --------------------------------------------------------------------------- */

size_t dt_record_size(const struct dt_record *edit, bool back, const struct dt_tree *from)
{
	size_t size = from->size;

	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		const struct dt_record_place *place = &edit->place[i];

		size += back ? place->old : place->new;
		size -= back ? place->new : place->old;
	}
	return size;
}

static void record_write(const struct dt_record *edit, bool back, const struct dt_tree *from,
			 char *to)
{
	const char *at = from->blob, *end = at + from->size, *data = edit->data;
	uint32_t moved = 0;

	for (int i = 0; i < DT_RECORD_PLACES; i++) {
		const struct dt_record_place *place = &edit->place[i];
		const char *here = (const char *)from->blob + (place->at + (back ? moved : 0));
		uint32_t out = back ? place->new : place->old, in = back ? place->old : place->new;

		dt_copy(to, at, (size_t)(here - at));
		to += here - at;
		dt_copy(to, data + (back ? 0 : place->old), in);
		to += in;
		at = here + out;
		data += place->old + place->new;
		moved += place->new - place->old;
	}
	dt_copy(to, at, (size_t)(end - at));
}

/* Opens the blob, of which dt_open has found @known before. */
static struct dt_tree record_open(const void *blob, size_t size,
				  const struct dt_record_known *known)
{
	return (struct dt_tree){
		.blob = blob,
		.structs = (const char *)blob + fdt_off_dt_struct(blob),
		.strings = (const char *)blob + fdt_off_dt_strings(blob),
		.reserve = (const uint8_t *)blob + fdt_off_mem_rsvmap(blob),
		.reserves = known->reserves,
		.structs_size = known->structs_size,
		.size = (uint32_t)size,
		.nodes = known->nodes,
		.props = known->props,
		.chosen = known->chosen,
		.aliases = known->aliases,
		.cpus = known->cpus,
	};
}

void dt_record_apply(const struct dt_record *edit, bool back, const struct dt_tree *from,
		     void *blob, struct dt_tree *to)
{
	struct dt_splice splice = edit->splice;

	record_write(edit, back, from, blob);
	*to = record_open(blob, dt_record_size(edit, back, from),
			  back ? &edit->before : &edit->after);
	if (back) {
		splice.old = edit->splice.new;
		splice.new = edit->splice.old;
	}
	if (edit->spliced)
		dt_index_carry(to, from->index, &splice);
}
