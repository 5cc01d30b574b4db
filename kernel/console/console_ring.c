#include "kernel/console/console_ring.h"
/* Rings of received bytes. Each has one writer, which may be an interrupt, and one reader. */
#include <stddef.h>
#include "kernel/irq.h"
#include "kernel/noinit.h"

enum { RINGS = 24 };

static char small[RINGS][RING_SMALL] NOINIT;
static uint8_t small_marks[RINGS][RING_SMALL / 8] NOINIT;
static char large[RING_LARGE] NOINIT;
static uint8_t large_marks[RING_LARGE / 8] NOINIT;
static struct console_ring rings[RINGS];
static int used;
static struct console_ring *large_holder;

struct console_ring *ring_new(void)
{
	struct console_ring *ring;

	if (used == RINGS)
		return NULL;
	ring = &rings[used];
	ring->data = ring->own = small[used];
	ring->marks = ring->own_marks = small_marks[used++];
	ring->size = RING_SMALL;
	return ring;
}

static inline bool ring_mark(const struct console_ring *ring, uint32_t at)
{
	return ring->marks[at % ring->size / 8] >> at % 8 & 1;
}

static inline void ring_set_mark(struct console_ring *ring, uint32_t at, bool mark)
{
	uint8_t *byte = &ring->marks[at % ring->size / 8];

	*byte = (uint8_t)((*byte & ~(1u << at % 8)) | (unsigned)mark << at % 8);
}

static void ring_move(struct console_ring *ring, char *data, uint8_t *marks, uint32_t size)
{
	struct console_ring from = *ring;

	ring->data = data;
	ring->marks = marks;
	ring->size = size;
	for (uint32_t at = ring->out; at != ring->in; at++) {
		data[at % size] = from.data[at % from.size];
		ring_set_mark(ring, at, ring_mark(&from, at));
	}
}

void ring_enlarge(struct console_ring *ring)
{
	if (large_holder == ring)
		return;
	if (large_holder) {
		if (ring_waiting(large_holder) > RING_SMALL)
			return;
		ring_move(large_holder, large_holder->own, large_holder->own_marks, RING_SMALL);
	}
	large_holder = ring;
	ring_move(ring, large, large_marks, RING_LARGE);
}

void ring_put(struct console_ring *ring, char c)
{
	uint32_t waiting;

	ring->data[ring->in % ring->size] = c;
	ring_set_mark(ring, ring->in, ring->lost);
	ring->lost = false;
	ring->in++;
	waiting = ring_waiting(ring);
	if (waiting > ring->high)
		ring->high = waiting;
}

void ring_put_lost(struct console_ring *ring)
{
	ring->lost = true;
}

/* Consumes the pending loss mark. False: a byte arrived meanwhile and carries the mark. */
static bool ring_pop_lost(struct console_ring *ring)
{
	uint64_t state = irq_save();
	bool empty = ring->in == ring->out;

	if (empty)
		ring->lost = false;
	irq_restore(state);
	return empty;
}

int ring_pop(struct console_ring *ring)
{
	int c;

	if (ring->in == ring->out && ring_pop_lost(ring))
		return RING_LOST;
	if (!ring->mark_given && ring_mark(ring, ring->out)) {
		ring->mark_given = true;
		return RING_LOST;
	}
	ring->mark_given = false;
	c = (unsigned char)ring->data[ring->out % ring->size];
	ring->out++;
	return c;
}

/* The older bytes move up, because they are few: what was typed before the ones removed. */
void ring_cut(struct console_ring *ring, uint32_t from, uint32_t count)
{
	uint32_t first = ring->out + from;
	bool lost = false;

	for (uint32_t at = first; at != first + count; at++)
		lost |= ring_mark(ring, at);
	for (uint32_t at = first; at-- != ring->out;) {
		ring->data[(at + count) % ring->size] = ring->data[at % ring->size];
		ring_set_mark(ring, at + count, ring_mark(ring, at));
	}
	ring->out += count;
	if (lost && first + count == ring->in)
		ring->lost = true;
	else if (lost)
		ring_set_mark(ring, first + count, true);
}
