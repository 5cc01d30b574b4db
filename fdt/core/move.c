#include "fdt/core/move.h"
/* Sixteen words a turn, in the direction in which none is overwritten before it was moved. */
#include <stdint.h>
#include <string.h>

enum {
	MOVE_WORD = sizeof(uint32_t),
	MOVE_HALF = 8 * MOVE_WORD,
	MOVE_TURN = 2 * MOVE_HALF,
};

static inline void move_word(char *to, const char *from)
{
	*(uint32_t *)(void *)to = *(const uint32_t *)(const void *)from;
}

/* All are read before the first is written. */
static inline void move_half(char *to, const char *from)
{
	const uint32_t *in = (const uint32_t *)(const void *)from;
	uint32_t *out = (uint32_t *)(void *)to;
	uint32_t a = in[0], b = in[1], c = in[2], d = in[3];
	uint32_t e = in[4], f = in[5], g = in[6], h = in[7];

	out[0] = a;
	out[1] = b;
	out[2] = c;
	out[3] = d;
	out[4] = e;
	out[5] = f;
	out[6] = g;
	out[7] = h;
}

static void move_down(char *to, const char *from, size_t size)
{
	const char *end = from + size;

	for (; end - from >= MOVE_TURN; from += MOVE_TURN, to += MOVE_TURN) {
		move_half(to, from);
		move_half(to + MOVE_HALF, from + MOVE_HALF);
	}
	for (; end - from >= MOVE_WORD; from += MOVE_WORD, to += MOVE_WORD)
		move_word(to, from);
	while (from < end)
		*to++ = *from++;
}

static void move_up(char *to, const char *from, size_t size)
{
	for (; size % MOVE_WORD; size--)
		to[size - 1] = from[size - 1];
	for (; size % MOVE_TURN; size -= MOVE_WORD)
		move_word(to + size - MOVE_WORD, from + size - MOVE_WORD);
	for (; size; size -= MOVE_TURN) {
		move_half(to + size - MOVE_HALF, from + size - MOVE_HALF);
		move_half(to + size - MOVE_TURN, from + size - MOVE_TURN);
	}
}

void dt_move(char *to, const char *from, size_t size)
{
	if (((uintptr_t)to | (uintptr_t)from) % MOVE_WORD)
		memmove(to, from, size);
	else if (to < from)
		move_down(to, from, size);
	else if (to > from)
		move_up(to, from, size);
}
