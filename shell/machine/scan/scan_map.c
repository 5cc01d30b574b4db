#include "shell/machine/scan/scan_map.h"
/* Pieces of the address space: made of single answers, halved at changes, merged, compared. */
#include <string.h>

/* The two answers are alike. */
static bool map_alike(const struct scan_piece *one, const struct scan_piece *other)
{
	return one->access == other->access && one->cause == other->cause;
}

/* Merges piece @at with the next one, where they are alike. */
static void map_merge(struct scan_map *map, int at)
{
	struct scan_piece *piece = map->piece + at, *next = piece + 1;

	if (at < 0 || at + 1 >= map->used || piece->last + 1 != next->base)
		return;
	if (!map_alike(piece, next) || piece->place != next->place ||
	    (piece->access == SCAN_MIRROR && next->of - piece->of != next->base - piece->base))
		return;
	piece->several = piece->several || next->several || strcmp(piece->name, next->name) != 0;
	piece->last = next->last;
	map->used--;
	memmove(next, next + 1, (size_t)(map->used - at - 1) * sizeof(*next));
}

void scan_map_put(struct scan_map *map, const struct scan_piece *piece)
{
	struct scan_piece *row = map->piece, tail;
	int at = 0, end, left, right, rows;

	while (at < map->used && row[at].last < piece->base)
		at++;
	for (end = at; end < map->used && row[end].base <= piece->last;)
		end++;
	left = end > at && row[at].base < piece->base;
	right = end > at && row[end - 1].last > piece->last;
	rows = left + 1 + right;
	if (map->used - (end - at) + rows > map->max) {
		map->more = true;
		return;
	}
	if (right) {
		tail = row[end - 1];
		tail.of += piece->last + 1 - tail.base;
		tail.base = piece->last + 1;
	}
	memmove(row + at + rows, row + end, (size_t)(map->used - end) * sizeof(*row));
	map->used += rows - (end - at);
	if (left)
		row[at].last = piece->base - 1;
	row[at + left] = *piece;
	if (right)
		row[at + left + 1] = tail;
	map_merge(map, at + left);
	map_merge(map, at + left - 1);
}

const struct scan_piece *scan_map_at(const struct scan_map *map, uint64_t address)
{
	for (int i = 0; i < map->used; i++)
		if (address >= map->piece[i].base && address <= map->piece[i].last)
			return &map->piece[i];
	return NULL;
}

/* --- walks ------------------------------------------------------------------------------------ */

/* @from is like @run and *to, which @found is about, is not: moves both to where that changes. */
static void walk_halve(const struct scan_walk *walk, const struct scan_piece *run, uint64_t from,
		       uint64_t *to, struct scan_piece *found)
{
	from &= ~(walk->grain - 1);
	while (*to - from > walk->grain) {
		uint64_t middle = (from + (*to - from) / 2) & ~(walk->grain - 1);
		struct scan_piece there = *found;

		walk->probe(walk->context, middle, &there);
		if (map_alike(&there, run)) {
			from = middle;
		} else {
			*to = middle;
			*found = there;
		}
	}
}

void scan_walk(struct scan_map *map, const struct scan_walk *walk, const struct scan_piece *in)
{
	uint64_t at = in->base, end = in->last & ~(walk->grain - 1);
	struct scan_piece run = *in;

	walk->probe(walk->context, at, &run);
	while (at < end) {
		uint64_t from = at & ~(walk->grain - 1);
		struct scan_piece found = *in;

		at = end - from > walk->step ? from + walk->step : end;
		walk->probe(walk->context, at, &found);
		if (map_alike(&found, &run))
			continue;
		walk_halve(walk, &run, from, &at, &found);
		run.last = at - 1;
		scan_map_put(map, &run);
		run = found;
		run.base = at;
	}
	run.last = in->last;
	scan_map_put(map, &run);
}

/* --- mirrors ---------------------------------------------------------------------------------- */

enum {
	MIRROR_HITS = 8,       /* of one word */
	MIRROR_LEAST_BIT = 12, /* banks are not smaller than a page */
	MIRROR_BITS = 56,      /* of a physical address */
	MIRROR_ROUNDS = 2,     /* so that no value fits by chance */
};

struct mirror {
	const struct scan_map *map;
	const struct scan_marks *marks;
	uint64_t marked, value;
	uint64_t hit[MIRROR_HITS];
	int hits;
};

/* The address can be read, and nothing else happens then. */
static bool mirror_may_read(const struct mirror *mirror, uint64_t address)
{
	const struct scan_piece *piece = scan_map_at(mirror->map, address);

	return piece && address != mirror->marked && piece->place != SCAN_DEVICE &&
	       piece->access >= SCAN_READABLE && piece->access <= SCAN_WRITABLE;
}

static bool mirror_shows(const struct mirror *mirror, uint64_t address)
{
	uint64_t value;

	return mirror->marks->peek(mirror->marks->context, address, &value) &&
	       value == mirror->value;
}

static void mirror_try(struct mirror *mirror, uint64_t address)
{
	if (mirror->hits < MIRROR_HITS && mirror_may_read(mirror, address) &&
	    mirror_shows(mirror, address))
		mirror->hit[mirror->hits++] = address;
}

/* Finds what shows the first value, and of that keeps what shows the second one. */
static void mirror_round(struct mirror *mirror, uint64_t bank, bool first)
{
	int hits = mirror->hits;

	mirror->marks->mark(mirror->marks->context, mirror->marked, mirror->value);
	mirror->hits = 0;
	for (int i = 0; i < hits; i++)
		mirror_try(mirror, mirror->hit[i]);
	for (int bit = MIRROR_LEAST_BIT; first && bit < MIRROR_BITS; bit++)
		mirror_try(mirror, mirror->marked ^ UINT64_C(1) << bit);
	for (int i = 0; first && i < mirror->map->used; i++)
		mirror_try(mirror, mirror->map->piece[i].base + (mirror->marked - bank));
}

/* What is at @copy is what is at @original: makes a piece of all for which that holds. */
static void mirror_put(struct scan_map *map, uint64_t bank, uint64_t original, uint64_t copy)
{
	const struct scan_piece *there = scan_map_at(map, copy);
	uint64_t begin = bank + (copy - original);
	struct scan_piece piece;

	if (!there || there->access == SCAN_MIRROR)
		return;
	piece = *there;
	if (scan_map_at(map, original) == there && begin > piece.base)
		piece.base = begin;
	piece.access = SCAN_MIRROR;
	piece.of = piece.base - (copy - original);
	scan_map_put(map, &piece);
}

/* Of the two, the one where the tree knows of nothing is the mirror; else the higher one. */
static bool mirror_is_copy(const struct scan_map *map, uint64_t hit, uint64_t marked)
{
	const struct scan_piece *piece = scan_map_at(map, hit);

	return hit > marked || (piece && piece->place == SCAN_GAP);
}

void scan_mirrors(struct scan_map *map, const struct scan_marks *marks, uint64_t bank,
		  uint64_t marked)
{
	static const uint64_t values[MIRROR_ROUNDS] = { UINT64_C(0x5ca1ab1e0ddba115),
							UINT64_C(0xa35e54e1f2245eea) };
	struct mirror mirror = { .map = map, .marks = marks, .marked = marked };
	uint64_t before;

	if (!marks->peek(marks->context, marked, &before))
		return;
	for (int i = 0; i < MIRROR_ROUNDS; i++) {
		mirror.value = values[i];
		mirror_round(&mirror, bank, i == 0);
	}
	marks->mark(marks->context, marked, before);
	for (int i = 0; i < mirror.hits; i++) {
		uint64_t hit = mirror.hit[i];

		if (mirror_is_copy(map, hit, marked))
			mirror_put(map, bank, marked, hit);
		else
			mirror_put(map, bank, hit, marked);
	}
}

/* --- notes ------------------------------------------------------------------------------------ */

enum scan_note scan_note(const struct scan_piece *piece)
{
	bool firmware = piece->place == SCAN_FIRMWARE || piece->place == SCAN_SUSPECT;

	if (piece->access == SCAN_FAULTS &&
	    (piece->place == SCAN_RAM || piece->place == SCAN_SUSPECT))
		return SCAN_NOT_RESERVED;
	return piece->access == SCAN_WRITABLE && firmware ? SCAN_NOT_PROTECTED : SCAN_FINE;
}
