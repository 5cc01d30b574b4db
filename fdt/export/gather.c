#include "fdt/export/gather.h"
/* The blob grows as its lines arrive; a bitmap shows which lines have arrived. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "fdt/core/sum.h"

enum { GATHER_ROOM = 256 }; /* lines to begin with */

static bool gather_has(const struct dt_gather *gather, uint32_t number)
{
	return number <= gather->room && gather->got[(number - 1) / 8] >> (number - 1) % 8 & 1;
}

/* Doubles the room each time, so that the copying stays linear. */
static int gather_grow(struct dt_gather *gather, uint32_t lines)
{
	uint32_t room = gather->room ? gather->room : GATHER_ROOM;

	if (lines <= gather->room)
		return 0;
	while (room < lines)
		room *= 2;
	if (dt_resize_kept((void **)&gather->blob, (size_t)room * DT_LINE_BYTES) ||
	    dt_resize_kept((void **)&gather->got, room / 8))
		return -ENOMEM;
	memset(gather->got + gather->room / 8, 0, (room - gather->room) / 8);
	gather->room = room;
	return 0;
}

static void gather_forget(struct dt_gather *gather)
{
	if (gather->got)
		memset(gather->got, 0, gather->room / 8);
	gather->have = gather->top = 0;
	gather->framed = false;
}

static int gather_frame(struct dt_gather *gather, const struct dt_line *line)
{
	bool same = !gather->framed || (gather->size == line->size && gather->crc == line->crc);

	if (gather_grow(gather, line->lines))
		return -ENOMEM;
	if (!same || gather->top > line->lines)
		gather_forget(gather);
	gather->framed = true;
	gather->size = line->size;
	gather->lines = line->lines;
	gather->crc = line->crc;
	return 0;
}

/* Only the last line may be short. */
static bool gather_fits(const struct dt_gather *gather, const struct dt_line *line)
{
	if (!gather->framed)
		return true;
	if (line->number > gather->lines)
		return false;
	return line->len == (line->number < gather->lines
				     ? DT_LINE_BYTES
				     : gather->size - (gather->lines - 1) * DT_LINE_BYTES);
}

static int gather_data(struct dt_gather *gather, const struct dt_line *line)
{
	uint32_t at = line->number - 1;

	if (!gather_fits(gather, line))
		return -EINVAL;
	if (gather_grow(gather, line->number))
		return -ENOMEM;
	memcpy(gather->blob + (size_t)at * DT_LINE_BYTES, line->bytes, line->len);
	if (!gather_has(gather, line->number))
		gather->have++;
	gather->got[at / 8] |= (uint8_t)(1 << at % 8);
	if (line->number > gather->top)
		gather->top = line->number;
	return 0;
}

int dt_gather_take(struct dt_gather *gather, enum dt_line_kind kind, const struct dt_line *line)
{
	switch (kind) {
	case DT_LINE_DATA:
		return gather_data(gather, line);
	case DT_LINE_FRAME:
		return gather_frame(gather, line);
	default:
		return -EINVAL;
	}
}

bool dt_gather_whole(const struct dt_gather *gather)
{
	return gather->framed && gather->have == gather->lines;
}

bool dt_gather_sound(const struct dt_gather *gather)
{
	return dt_gather_whole(gather) && dt_crc32(0, gather->blob, gather->size) == gather->crc;
}

bool dt_gather_missing(const struct dt_gather *gather, uint32_t *from, uint32_t *to)
{
	uint32_t last = gather->framed ? gather->lines : gather->top;

	while (*from <= last && gather_has(gather, *from))
		++*from;
	for (*to = *from; *to < last && !gather_has(gather, *to + 1);)
		++*to;
	return *from <= last;
}

void *dt_gather_blob(struct dt_gather *gather)
{
	void *blob;

	dt_resize_kept((void **)&gather->blob, gather->size ? gather->size : 1);
	dt_hold();
	blob = gather->blob;
	gather->blob = NULL;
	dt_release();
	dt_gather_drop(gather);
	return blob;
}

void dt_gather_drop(struct dt_gather *gather)
{
	struct dt_gather old = *gather;

	dt_hold();
	*gather = (struct dt_gather){ 0 };
	dt_free(old.blob);
	dt_free(old.got);
	dt_release();
}
