#pragma once
/* Joins the lines of fdt/export/lines.h, in any order, and keeps account of those that are
 * missing. */
#include "fdt/export/lines.h"

/* Starts with all zero. The memory is from dt_alloc. */
struct dt_gather {
	uint8_t *blob;        /* each line that has arrived in its place */
	uint8_t *got;         /* one bit per line */
	uint32_t room;        /* lines that fit */
	uint32_t have, top;   /* how many lines have arrived, and their highest number */
	bool framed;          /* the first or the last line has arrived, and these are set: */
	uint32_t size, lines; /* of the whole blob */
	uint32_t crc;
};

/*
 * Takes a line of that kind. A frame of another blob begins anew. 0; -EINVAL: it is not a line of
 * this blob; -ENOMEM: nothing changed.
 */
int dt_gather_take(struct dt_gather *gather, enum dt_line_kind kind, const struct dt_line *line);
/* All lines have arrived; dt_gather_sound checks their contents. */
bool dt_gather_whole(const struct dt_gather *gather);
/* The CRC of the whole blob is right. */
bool dt_gather_sound(const struct dt_gather *gather);
/* The first run of missing lines from number *@from on: *@from to *@to. False: no line is
 * missing. */
bool dt_gather_missing(const struct dt_gather *gather, uint32_t *from, uint32_t *to);
/* Hands the blob over to the caller, who frees it by dt_free, and begins anew. */
void *dt_gather_blob(struct dt_gather *gather);
/* Frees all memory, and begins anew. */
void dt_gather_drop(struct dt_gather *gather);
