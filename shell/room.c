#include "shell/room.h"
/* Unused RAM: what is in use is sorted by address, then each bank is walked from gap to gap. */
#include <errno.h>
#include "fdt/core/space.h"
#include "kernel/noinit.h"

enum {
	ROOM_TAKEN_MAX = 256, /* ranges in use */
	ROOM_BANKS_MAX = 32,
};

/* Static, because it is too big for the stack. */
static NOINIT struct room {
	struct dt_range taken[ROOM_TAKEN_MAX]; /* by base; they may overlap */
	int count;
	bool more; /* than there is room for */
	const struct shell_room *want;
	struct dt_range best;  /* size 0: nothing was found yet */
	bool largest;          /* the best one is the largest */
	struct dt_ranges *all; /* or NULL: only the best one is wanted */
} room;

static uint64_t room_end(const struct dt_range *range)
{
	return range->size > UINT64_MAX - range->base ? UINT64_MAX : range->base + range->size;
}

/* --- what is taken ---------------------------------------------------------------------------- */

static void room_take(uint64_t base, uint64_t size)
{
	int at = room.count;

	if (room.count == ROOM_TAKEN_MAX) {
		room.more = true;
		return;
	}
	for (room.count++; at && room.taken[at - 1].base > base; at--)
		room.taken[at] = room.taken[at - 1];
	room.taken[at] = (struct dt_range){ base, size };
}

static void room_take_all(const struct shell *shell, const struct dt_tree *tree)
{
	const struct shell_room *want = room.want;
	struct shell_owners it;

	shell_owners(&it, shell, tree);
	while (shell_owners_next(&it))
		room_take(it.owner.base, it.owner.size);
	for (int i = 0; i < want->besides_count; i++)
		room_take(want->besides[i].base, want->besides[i].size);
}

/* --- the gaps --------------------------------------------------------------------------------- */

static bool room_better(uint64_t size)
{
	return !room.best.size || (room.largest ? size > room.best.size : room.want->high);
}

/* An unused range of RAM: keeps it, if it fits and is better than what was found before. */
static void room_look(uint64_t base, uint64_t end)
{
	const struct shell_room *want = room.want;
	uint64_t mask = want->alignment ? want->alignment - 1 : 0;

	base = base < want->from ? want->from : base;
	end = want->to && want->to < end ? want->to : end;
	if (base > UINT64_MAX - mask)
		return;
	base = (base + mask) & ~mask;
	if (base >= end || end - base < want->size)
		return;
	if (room.all)
		dt_ranges_add(room.all, base, end - base);
	if (!room_better(end - base))
		return;
	if (want->high && !room.largest)
		base = (end - want->size) & ~mask;
	room.best = (struct dt_range){ base, end - base };
}

static void room_look_in(const struct dt_range *bank)
{
	uint64_t at = bank->base, end = room_end(bank);

	for (int i = 0; i < room.count && room.taken[i].base < end; i++) {
		uint64_t after = room_end(&room.taken[i]);

		if (room.taken[i].base > at)
			room_look(at, room.taken[i].base);
		at = after > at ? after : at;
	}
	if (at < end)
		room_look(at, end);
}

/* --- finding it ------------------------------------------------------------------------------- */

static int room_find(const struct shell *shell, const struct shell_room *want, bool largest,
		     struct dt_ranges *all)
{
	struct dt_range bank[ROOM_BANKS_MAX];
	const struct dt_tree *tree = shell_given_tree(shell);
	int banks = shell_ram(shell, tree, bank, ROOM_BANKS_MAX, NULL);

	if (!banks)
		return -ENODATA;
	room.want = want;
	room.largest = largest;
	room.all = all;
	room.count = 0;
	room.more = false;
	room.best.size = 0;
	room_take_all(shell, tree);
	if (room.more)
		return -E2BIG;
	for (int i = 0; i < banks; i++)
		room_look_in(&bank[i]);
	return room.best.size ? 0 : -ENOSPC;
}

int shell_room(const struct shell *shell, const struct shell_room *want, uint64_t *base)
{
	struct dt_space workspace;
	int err;

	dt_space(&workspace); /* it is chosen now, so that it is in the table */
	err = room_find(shell, want, false, NULL);
	if (!err)
		*base = room.best.base;
	return err;
}

int shell_room_largest(const struct shell *shell, const struct shell_room *want,
		       struct dt_range *range)
{
	int err = room_find(shell, want, true, NULL);

	if (!err)
		*range = room.best;
	return err;
}

int shell_room_all(const struct shell *shell, const struct shell_room *want, struct dt_ranges *all)
{
	struct dt_space workspace;

	dt_space(&workspace); /* as for shell_room */
	return room_find(shell, want, false, all);
}
