#pragma once
/* Rings of received bytes: a small one for each console, and a large one for the one in use. */
#include <stdbool.h>
#include <stdint.h>

enum {
	RING_SMALL = 512,   /* bytes; for every console that is read from */
	RING_LARGE = 65536, /* a pasted block waits here while its first lines run */
	RING_LOST = 256,    /* what ring_pop returns where bytes were lost */
};

struct console_ring {
	char *data, *own;           /* own: its small buffer, RING_SMALL bytes */
	uint8_t *marks, *own_marks; /* a bit a byte: bytes were lost before it. The writer's */
	uint32_t size;              /* a power of two */
	uint32_t high;              /* the most that ever waited */
	volatile uint32_t in, out;  /* they run on; their difference is what waits */
	volatile bool lost;         /* bytes were lost after the last one */
	bool mark_given;            /* the mark of the byte at out was popped */
	uint32_t suspect;  /* of so many bytes to come some were lost, at an unknown place */
	uint32_t overruns; /* of console->errors.overruns, those that are marked already */
	bool full;         /* its device has to wait: the interrupt is paused */
	bool xoff;         /* the other side was asked to wait */
};

/* A new ring of RING_SMALL bytes; NULL: all are in use. It is never given back. */
struct console_ring *ring_new(void);
/* Gives the ring the large buffer, unless its holder needs it. Call with interrupts off. */
void ring_enlarge(struct console_ring *ring);

/* How many bytes wait. */
static inline uint32_t ring_waiting(const struct console_ring *ring)
{
	return ring->in - ring->out;
}

/* Whether nothing can be popped. */
static inline bool ring_empty(const struct console_ring *ring)
{
	return ring->in == ring->out && !ring->lost;
}

/* How many bytes still fit. */
static inline uint32_t ring_room(const struct console_ring *ring)
{
	return ring->size - ring_waiting(ring);
}

/* Adds a byte; there must be room. */
void ring_put(struct console_ring *ring, char c);
/* Marks that bytes were lost after the last one. */
void ring_put_lost(struct console_ring *ring);
/* The next byte, or RING_LOST; the ring is not empty. */
int ring_pop(struct console_ring *ring);
/* Removes @count of the bytes that wait, from number @from on; their marks go to the byte after
 * them. Call with interrupts off. */
void ring_cut(struct console_ring *ring, uint32_t from, uint32_t count);
