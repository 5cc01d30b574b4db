#pragma once
/*
 * Unused RAM: a place for something new. Which RAM there is, the tree says that firmware handed
 * over; unused is what no owner holds (shell/place.h).
 */
#include "shell/place.h"

/* What is wanted. Zero-initialised, but for the size. */
struct shell_room {
	uint64_t size;                  /* bytes, > 0 */
	uint64_t alignment;             /* a power of 2; 0: 1 */
	uint64_t from, to;              /* all of it lies in between; 0: no bound */
	const struct dt_range *besides; /* further ranges that are taken; borrowed */
	int besides_count;
	bool high; /* the highest such place, not the lowest */
};

/*
 * Finds room in RAM. What `load` wrote is taken. 0; -ENOSPC: there is no such place; -ENODATA:
 * nothing says where RAM is; -E2BIG: there are too many owners to know what is unused.
 */
int shell_room(const struct shell *shell, const struct shell_room *want, uint64_t *base);
/*
 * The largest unused range, for what grows: of at least want->size bytes, from an aligned base on.
 * want->high has no meaning. Result as shell_room's. Does not choose the workspace, which is chosen
 * by this.
 */
int shell_room_largest(const struct shell *shell, const struct shell_room *want,
		       struct dt_range *range);
/*
 * Adds all unused ranges of at least want->size bytes, from aligned bases on, to @all. want->high
 * has no meaning. 0, or as shell_room.
 */
int shell_room_all(const struct shell *shell, const struct shell_room *want, struct dt_ranges *all);
