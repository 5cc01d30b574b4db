#include "kernel/console_ring.h"
/* One writer, which may be an interrupt, and one reader. */
#include <stddef.h>
#include "kernel/noinit.h"

enum { RINGS = 24 };

static char small[RINGS][RING_SMALL] NOINIT;
static char large[RING_LARGE] NOINIT;
static struct console_ring rings[RINGS];
static int used;
static struct console_ring *large_holder;

struct console_ring *ring_new(void)
{
	struct console_ring *ring;

	if (used == RINGS)
		return NULL;
	ring = &rings[used];
	ring->data = ring->own = small[used++];
	ring->size = RING_SMALL;
	return ring;
}

static void ring_move(struct console_ring *ring, char *data, uint32_t size)
{
	for (uint32_t at = ring->out; at != ring->in; at++)
		data[at % size] = ring->data[at % ring->size];
	ring->data = data;
	ring->size = size;
}

void ring_enlarge(struct console_ring *ring)
{
	if (large_holder == ring)
		return;
	if (large_holder) {
		if (ring_waiting(large_holder) > RING_SMALL)
			return;
		ring_move(large_holder, large_holder->own, RING_SMALL);
	}
	large_holder = ring;
	ring_move(ring, large, RING_LARGE);
}

void ring_put(struct console_ring *ring, char c)
{
	uint32_t waiting;

	ring->data[ring->in % ring->size] = c;
	ring->in++;
	waiting = ring_waiting(ring);
	if (waiting > ring->high)
		ring->high = waiting;
}

void ring_put_lost(struct console_ring *ring)
{
	if (ring->lost_in - ring->lost_out == RING_LOSSES)
		return;
	ring->lost[ring->lost_in % RING_LOSSES] = ring->in;
	ring->lost_in++;
}

int ring_pop(struct console_ring *ring)
{
	int c;

	if (ring->lost_in != ring->lost_out &&
	    ring->lost[ring->lost_out % RING_LOSSES] == ring->out) {
		ring->lost_out++;
		return RING_LOST;
	}
	c = (unsigned char)ring->data[ring->out % ring->size];
	ring->out++;
	return c;
}

/* The older bytes move up, so that only the reader's end changes: the writer may come between. */
void ring_cut(struct console_ring *ring, uint32_t from, uint32_t count)
{
	for (uint32_t at = ring->out + from; at-- != ring->out;)
		ring->data[(at + count) % ring->size] = ring->data[at % ring->size];
	for (uint32_t i = ring->lost_out; i != ring->lost_in; i++) {
		uint32_t *lost = &ring->lost[i % RING_LOSSES];
		uint32_t before = *lost - ring->out;

		if (before < from + count)
			*lost += before < from ? count : from + count - before;
	}
	ring->out += count;
}
