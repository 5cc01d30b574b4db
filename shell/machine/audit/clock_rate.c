#include "shell/machine/audit/clock_rate.h"
/*
 * How fast one clock runs by another.
 *
 * A hart that is held up between two reads makes a measurement wide, never wrong: each change of
 * the other clock is kept with the ticks before and after it. Where a clock counts instructions
 * (QEMU's -icount), the same time has more ticks while the hart computes than while it reads a
 * device. So a rate that differs from the expected one is measured several times, with more and
 * less to compute, and must always be the same: a busy host alone makes two of them agree at times.
 */
#include <errno.h>
#include <stddef.h>

enum {
	EDGE_TRIES = 16,       /* changes of a fine clock; the one that is known best counts */
	EDGE_NEAR = 64,        /* reads within which a fine clock changes again */
	EDGE_TURNS = 10000000, /* a clock that has not changed by then does not run */
	REFINE_NS = 20000000,  /* that the search for a better one may take */
	WINDOW_NS = 100000000,
	SHORT_NS = 200000,  /* the first window: a fine clock is exact by then */
	WINDOWS = 4,        /* that must agree on another rate than the expected one */
	WINDOWS_TRIED = 12, /* those that are not exact count as tried only */
	ROUGH_PERCENT = 10, /* how exact a window must be to show the expected rate ... */
	EXACT_PERCENT = 1,  /* ... or another one, or that the first window must be */
	AGREE_PER_MILLE = 5,
	NS_A_US = 1000,
	US_A_SECOND = 1000000,
};

/* The other clock changed to @ns, at some moment from tick @early to tick @late. */
struct clock_edge {
	uint64_t ns, early, late;
};

/* Ticks a second are between these. */
struct clock_rate {
	uint64_t least, most;
};

/* Waits for a change, at most @turns reads. 0; -EAGAIN: none came; -EIO. */
static int clock_next_edge(const struct clock_pair *pair, unsigned turns, struct clock_edge *edge)
{
	uint64_t early = pair->ticks(pair->arg), last, ns, before;

	if (!pair->read(pair->arg, &last))
		return -EIO;
	for (unsigned i = 0; i < turns; i++, early = before) {
		pair->turn(pair->arg);
		before = pair->ticks(pair->arg);
		if (!pair->read(pair->arg, &ns))
			return -EIO;
		if (ns == last)
			continue;
		*edge = (struct clock_edge){ ns, early, pair->ticks(pair->arg) };
		return 0;
	}
	return -EAGAIN;
}

/* Takes a later change instead of *@best if that is known better; a coarse clock has none soon. */
static void clock_refine(const struct clock_pair *pair, struct clock_edge *best)
{
	uint64_t first = best->ns;
	struct clock_edge edge;

	for (int i = 1; i < EDGE_TRIES && clock_next_edge(pair, EDGE_NEAR, &edge) == 0; i++) {
		if (edge.ns - first > REFINE_NS)
			return;
		if (edge.late - edge.early < best->late - best->early)
			*best = edge;
	}
}

/* Waits for the first change that is @window ns after @from, with @spins between two reads.
 * 0; -EIO; -EAGAIN: the clock was set back. */
static int clock_wait(const struct clock_pair *pair, const struct clock_edge *from, uint64_t window,
		      int spins, struct clock_edge *to)
{
	uint64_t early = pair->ticks(pair->arg), before, ns;

	for (unsigned i = 0; i < EDGE_TURNS; i++, early = before) {
		pair->turn(pair->arg);
		for (int spun = 0; spun < spins; spun++)
			pair->spin(pair->arg);
		before = pair->ticks(pair->arg);
		if (!pair->read(pair->arg, &ns))
			return -EIO;
		if (ns < from->ns)
			return -EAGAIN;
		if (ns - from->ns < window)
			continue;
		*to = (struct clock_edge){ ns, early, pair->ticks(pair->arg) };
		return 0;
	}
	return -EIO;
}

static uint64_t clock_a_second(uint64_t ticks, uint64_t ns)
{
	return ticks * US_A_SECOND / (ns / NS_A_US);
}

/* Measures @window ns from *@from, which becomes their end. 0; -EIO; -EAGAIN. */
static int clock_window(const struct clock_pair *pair, struct clock_edge *from, uint64_t window,
			int spins, struct clock_rate *rate)
{
	struct clock_edge to;
	int err = clock_wait(pair, from, window, spins, &to);
	uint64_t ns;

	if (err)
		return err;
	clock_refine(pair, &to);
	if (to.ns <= from->ns)
		return -EAGAIN;
	ns = to.ns - from->ns;
	rate->least = clock_a_second(to.early > from->late ? to.early - from->late : 0, ns);
	rate->most = clock_a_second(to.late - from->early, ns);
	*from = to;
	return 0;
}

static bool clock_is_exact(const struct clock_rate *rate, unsigned percent)
{
	return rate->most - rate->least <= rate->most / 100 * percent;
}

/* The rate may be @hz, which is any number, within @percent. */
static bool clock_may_be(const struct clock_rate *rate, uint64_t hz, unsigned percent)
{
	uint64_t margin = hz / 100 * percent;

	if (rate->least > hz)
		return rate->least - hz <= margin;
	return rate->most >= hz || hz - rate->most <= margin;
}

/* What two windows have in common; false: nothing. */
static bool clock_agree(struct clock_rate *one, const struct clock_rate *other)
{
	struct clock_rate grown = {
		other->least - other->least / 1000 * AGREE_PER_MILLE,
		other->most + other->most / 1000 * AGREE_PER_MILLE,
	};

	one->least = one->least > grown.least ? one->least : grown.least;
	one->most = one->most < grown.most ? one->most : grown.most;
	return one->least <= one->most;
}

int clock_runs_at(const struct clock_pair *pair, uint64_t hz, unsigned percent, uint64_t *measured)
{
	struct clock_rate rate, all = { 0, UINT64_MAX };
	struct clock_edge edge;
	int agreed = 0;

	if (clock_next_edge(pair, EDGE_TURNS, &edge))
		return -EIO;
	clock_refine(pair, &edge);
	for (int tried = 0; agreed < WINDOWS && tried < WINDOWS_TRIED; tried++) {
		int err = clock_window(pair, &edge, tried ? WINDOW_NS : SHORT_NS,
				       tried % 2 ? tried : 0, &rate);

		if (err)
			return err;
		if (clock_is_exact(&rate, tried ? ROUGH_PERCENT : EXACT_PERCENT) &&
		    clock_may_be(&rate, hz, percent))
			return agreed ? -EAGAIN : 1;
		if (!clock_is_exact(&rate, EXACT_PERCENT))
			continue;
		if (!clock_agree(&all, &rate))
			return -EAGAIN;
		agreed++;
	}
	*measured = all.least + (all.most - all.least) / 2;
	return agreed < WINDOWS ? -EAGAIN : 0;
}
