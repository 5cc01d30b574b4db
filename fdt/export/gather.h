#pragma once
/* Puts the lines of fdt/export/lines.h together again, in any order, and knows what is missing. */
#include "fdt/export/lines.h"

/* Zero-initialised. The memory is fdt/core/space.h's. */
struct dt_gather {
	uint8_t *blob;        /* what has come, each line in its place */
	uint8_t *got;         /* a bit a line */
	uint32_t room;        /* lines that fit */
	uint32_t have, top;   /* how many lines have come, and the highest number of them */
	bool framed;          /* the first or the last line has come, hence: */
	uint32_t size, lines; /* of the whole blob */
	uint32_t crc;
};

/*
 * Takes a line of that kind. A frame of another blob begins anew. 0; -EINVAL: it is no line of this
 * blob; -ENOMEM: nothing changed.
 */
int dt_gather_take(struct dt_gather *gather, enum dt_line_kind kind, const struct dt_line *line);
/* All lines have come. Whether they add up is for dt_gather_sound. */
bool dt_gather_whole(const struct dt_gather *gather);
/* The CRC of the whole blob is right. */
bool dt_gather_sound(const struct dt_gather *gather);
/* The first run of missing lines from number *@from on: *@from and *@to. False: there is none. */
bool dt_gather_missing(const struct dt_gather *gather, uint32_t *from, uint32_t *to);
/* Hands the blob over, which is dt_free's then, and forgets all else. */
void *dt_gather_blob(struct dt_gather *gather);
/* Frees what is there, and begins anew. */
void dt_gather_drop(struct dt_gather *gather);
