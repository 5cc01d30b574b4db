#include "shell/machine/scan/scan_walks.h"
/*
 * The passes: what can be read and written; mirrors; and, only then, what does not keep another
 * value, so that none is written to a mirror of memory in use.
 */
#include "kernel/guard.h"
#include "kernel/irq.h"

enum {
	SCAN_GRAIN = 4096,
	SCAN_GAP_STEP = 0x10000,
	SCAN_GAP_TRIES = 1 << 16,
	SCAN_RAM_TRIES = 1 << 18, /* of a segment of RAM: above 1 GiB, not each page */
	SCAN_OTHER_TRIES = 1 << 14,
	SCAN_LOOK = 64, /* tries between two looks for Ctrl-C */
};

static void scan_probe(void *context, uint64_t address, struct scan_piece *found)
{
	struct scan *scan = context;
	struct touch touch = { .address = address & ~UINT64_C(3), .how = scan->how };
	struct trap_info info;
	int err;

	if (scan->tries++ % SCAN_LOOK == 0)
		shell_check_interrupt(scan->shell);
	scan->at = address;
	err = touch_try(&touch, &info);
	found->cause = err ? (uint8_t)info.cause : 0;
	if (err)
		found->access = touch.read ? SCAN_READ_ONLY : SCAN_FAULTS;
	else if (touch.stuck)
		found->access = SCAN_STUCK;
	else
		found->access = scan->how == TOUCH_READ ? SCAN_READABLE : SCAN_WRITABLE;
	scan->seen = *found;
}

/* The step, at least @step, at which @tries tries do. */
static uint64_t scan_step(uint64_t size, uint64_t step, uint64_t tries)
{
	while (size / step > tries)
		step *= 2;
	return step;
}

static void scan_walk_in(struct scan *scan, const struct scan_piece *piece, uint64_t step)
{
	struct scan_walk walk = {
		.context = scan,
		.probe = scan_probe,
		.step = scan->step ? scan->step : step,
		.grain = SCAN_GRAIN,
	};

	if (walk.step < walk.grain)
		walk.grain = walk.step;
	scan_walk(&scan->map, &walk, piece);
}

/* --- segments --------------------------------------------------------------------------------- */

/* Sets the segment that begins at @address, within the range. False: the range is over. */
static bool scan_next(struct scan *scan, uint64_t address)
{
	struct scan_piece *piece = &scan->segment.piece;
	uint64_t last = scan->range.base + (scan->range.size - 1);

	if (address > last || address < scan->range.base)
		return false;
	scan_segment(&scan->regions, address, &scan->segment);
	if (scan->all && piece->place == SCAN_GAP && address < scan_low && last >= scan_low)
		last = scan_low - 1;
	if (piece->last > last)
		piece->last = last;
	return true;
}

/* Calls @visit with all segments. */
static void scan_segments(struct scan *scan, void (*visit)(struct scan *scan))
{
	for (uint64_t at = scan->range.base; scan_next(scan, at); at = scan->segment.piece.last + 1)
		visit(scan);
}

/* The first pass: reads and, where nothing is lost by it, writes back. */
static void scan_try(struct scan *scan)
{
	const struct scan_segment *segment = &scan->segment;
	struct scan_piece piece = segment->piece;
	uint64_t size = piece.last - piece.base;

	if (scan->all && piece.place == SCAN_GAP && piece.base >= scan_low)
		return;
	if (piece.place == SCAN_DEVICE && !scan->devices) {
		piece.access = SCAN_SKIPPED;
		scan_map_put(&scan->map, &piece);
		return;
	}
	scan->how = TOUCH_READ;
	if (segment->ram && piece.place != SCAN_OURS &&
	    (piece.place != SCAN_RESERVED || scan->write))
		scan->how = TOUCH_WRITE_RAM;
	else if (scan->write && piece.place != SCAN_OURS)
		scan->how = TOUCH_WRITE_BACK;
	scan_walk_in(scan, &piece,
		     segment->ram ? scan_step(size, SCAN_GRAIN, SCAN_RAM_TRIES)
				  : scan_step(size, SCAN_GAP_STEP, SCAN_GAP_TRIES));
}

static bool scan_peek(void *context, uint64_t address, uint64_t *value)
{
	(void)context;
	return guard_read(address, sizeof(*value), value, NULL) == 0;
}

static void scan_mark(void *context, uint64_t address, uint64_t value)
{
	const struct scan *scan = context;

	guard_write(address, sizeof(value), value, NULL);
	touch_evict(address, scan->segment.piece.last - address);
}

/* Looks for mirrors of the segment's first page, where it is unused RAM. */
static void scan_mirror(struct scan *scan)
{
	const struct scan_marks marks = { .context = scan, .peek = scan_peek, .mark = scan_mark };
	uint64_t page = (scan->segment.piece.base + SCAN_GRAIN - 1) & ~(uint64_t)(SCAN_GRAIN - 1);
	const struct scan_piece *there = scan_map_at(&scan->map, page);
	uint64_t state;

	shell_check_interrupt(scan->shell);
	if (!scan->segment.free || page >= scan->segment.piece.last || !there ||
	    there->access != SCAN_WRITABLE)
		return;
	state = irq_save(); /* the word is restored, also if Ctrl-C comes now */
	scan_mirrors(&scan->map, &marks, scan->segment.bank, page);
	irq_restore(state);
}

/* The last pass: unused RAM keeps what is written to it. Mirrors are left out. */
static void scan_keeps(struct scan *scan)
{
	struct scan_piece piece = scan->segment.piece;
	uint64_t last = piece.last;

	for (uint64_t at = piece.base; scan->segment.free && at <= last; at = piece.last + 1) {
		const struct scan_piece *there = scan_map_at(&scan->map, at);

		if (!there)
			return;
		piece = *there;
		piece.base = at;
		if (piece.last > last)
			piece.last = last;
		scan->how = TOUCH_WRITE_OTHER;
		if (piece.access == SCAN_WRITABLE)
			scan_walk_in(scan, &piece,
				     scan_step(piece.last - at, SCAN_GRAIN, SCAN_OTHER_TRIES));
	}
}

void scan_first(struct scan *scan)
{
	scan_segments(scan, scan_try);
}

void scan_hung(struct scan *scan)
{
	const struct scan_map *map = &scan->map;
	struct scan_piece piece = scan->seen;

	piece.base = scan->segment.piece.base;
	if (map->used && map->piece[map->used - 1].last >= piece.base)
		piece.base = map->piece[map->used - 1].last + 1;
	piece.last = scan->at - 1;
	if (piece.base < scan->at) /* what was alike up to there */
		scan_map_put(&scan->map, &piece);
	piece = scan->segment.piece;
	piece.base = scan->at & ~UINT64_C(3);
	piece.last = piece.base + 3;
	piece.access = SCAN_HANGS;
	scan_map_put(&scan->map, &piece);
}

void scan_second(struct scan *scan)
{
	scan_segments(scan, scan_mirror);
	scan_segments(scan, scan_keeps);
}
