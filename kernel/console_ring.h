#pragma once
/* The rings of received bytes: one a console, and one large one for the console in use. */
#include <stdbool.h>
#include <stdint.h>

enum {
	RING_SMALL = 4096,  /* bytes; of every console that is read from */
	RING_LARGE = 65536, /* a pasted block waits here while its first lines run */
	RING_LOST = 256,    /* what ring_pop gives for one */
};

struct console_ring {
	char *data, *own;           /* own: its RING_SMALL bytes */
	uint8_t *marks, *own_marks; /* a bit a byte: some were lost before it. The writer's */
	uint32_t size;              /* a power of two */
	uint32_t high;              /* the most that ever waited */
	volatile uint32_t in, out;  /* free running; they differ by what waits */
	volatile bool lost;         /* some were lost behind the last byte */
	bool told;                  /* the mark of the byte at out was popped */
	uint32_t suspect;  /* bytes to come among which some were lost, nobody knows where */
	uint32_t overruns; /* of the console's, as far as they are marked */
	bool full;         /* the device was told to wait: its interrupt is paused */
	bool xoff;         /* the other side was told to wait */
};

/* A new ring, RING_SMALL large; NULL: there are no more. Never given back. */
struct console_ring *ring_new(void);
/* Gives the ring the large buffer, if its holder can spare it. Interrupts are off. */
void ring_enlarge(struct console_ring *ring);

/* Bytes that wait. */
static inline uint32_t ring_waiting(const struct console_ring *ring)
{
	return ring->in - ring->out;
}

/* Nothing can be popped. */
static inline bool ring_empty(const struct console_ring *ring)
{
	return ring->in == ring->out && !ring->lost;
}

/* Bytes that still fit. */
static inline uint32_t ring_room(const struct console_ring *ring)
{
	return ring->size - ring_waiting(ring);
}

/* Adds a byte; there must be room. */
void ring_put(struct console_ring *ring, char c);
/* Marks that bytes were lost behind the last one. */
void ring_put_lost(struct console_ring *ring);
/* The next byte, or RING_LOST; the ring is not empty. */
int ring_pop(struct console_ring *ring);
/* Takes @count bytes away, the first of them number @from of those that wait; marks in between
 * stay. Interrupts are off. */
void ring_cut(struct console_ring *ring, uint32_t from, uint32_t count);
