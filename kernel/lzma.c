#include "kernel/lzma.h"
#include <errno.h>
#include <stdbool.h>

enum {
	PROB_BITS = 11,
	PROB_HALF = 1 << (PROB_BITS - 1),
	PROB_SHIFT = 5, /* how fast it learns */
	RANGE_TOP = 1 << 24,
	POS_STATES = 1 << LZMA_PB,
	STATES = 12,
	STATE_LITERALS = 7, /* from here on the last thing was no literal */
	LEN_STATES = 4,     /* of distances: lengths 2, 3, 4 and more */
	MATCH_MIN = 2,
	SLOT_BITS = 6,
	SLOT_DIRECT = 4,    /* slots from here on have bits behind them */
	SLOT_NO_MODEL = 14, /* and from here on some of these are not modelled */
	ALIGN_BITS = 4,
	POLL_MASK = 0x3f, /* things unpacked between two polls */
};

/* Where each model's probabilities are. */
enum {
	LEN_CHOICE = 0, /* of a length: short, middle or long; then the three trees */
	LEN_CHOICE_2 = 1,
	LEN_LOW = 2,
	LEN_MID = LEN_LOW + (POS_STATES << 3),
	LEN_HIGH = LEN_MID + (POS_STATES << 3),
	LEN_SIZE = LEN_HIGH + 256,

	IS_MATCH = 0,
	IS_REP = IS_MATCH + (STATES << LZMA_PB),
	IS_REP_0 = IS_REP + STATES,
	IS_REP_1 = IS_REP_0 + STATES,
	IS_REP_2 = IS_REP_1 + STATES,
	IS_REP_0_LONG = IS_REP_2 + STATES,
	SLOT = IS_REP_0_LONG + (STATES << LZMA_PB),
	SPECIAL = SLOT + (LEN_STATES << SLOT_BITS),
	ALIGN = SPECIAL + 115,
	MATCH_LEN = ALIGN + (1 << ALIGN_BITS),
	REP_LEN = MATCH_LEN + LEN_SIZE,
	LITERAL = REP_LEN + LEN_SIZE,
	PROBS_USED = LITERAL + (0x300 << (LZMA_LC + LZMA_LP)),
};

_Static_assert((int)PROBS_USED <= (int)LZMA_PROBS, "room for all models");

static void lzma_fill(struct lzma *lzma)
{
	if (lzma->range >= RANGE_TOP)
		return;
	lzma->range <<= 8;
	lzma->code = lzma->code << 8 | (lzma->in < lzma->in_end ? *lzma->in++ : 0);
}

/* One bit by its model. */
static unsigned lzma_bit(struct lzma *lzma, unsigned at)
{
	uint16_t *prob = &lzma->probs[at];
	uint32_t bound = (lzma->range >> PROB_BITS) * *prob;
	unsigned bit = lzma->code >= bound;

	if (bit) {
		lzma->range -= bound;
		lzma->code -= bound;
		*prob = (uint16_t)(*prob - (*prob >> PROB_SHIFT));
	} else {
		lzma->range = bound;
		*prob = (uint16_t)(*prob + (((1 << PROB_BITS) - *prob) >> PROB_SHIFT));
	}
	lzma_fill(lzma);
	return bit;
}

/* @count bits that no model is for. */
static uint32_t lzma_direct(struct lzma *lzma, unsigned count)
{
	uint32_t value = 0;

	while (count--) {
		lzma->range >>= 1;
		value <<= 1;
		if (lzma->code >= lzma->range) {
			lzma->code -= lzma->range;
			value |= 1;
		}
		lzma_fill(lzma);
	}
	return value;
}

/* @count bits by a tree of models, the highest first. */
static unsigned lzma_tree(struct lzma *lzma, unsigned at, unsigned count)
{
	unsigned node = 1;

	for (unsigned i = 0; i < count; i++)
		node = node << 1 | lzma_bit(lzma, at + node);
	return node - (1U << count);
}

/* The same, the lowest first. */
static unsigned lzma_reverse(struct lzma *lzma, unsigned at, unsigned count)
{
	unsigned node = 1, value = 0;

	for (unsigned i = 0; i < count; i++) {
		unsigned bit = lzma_bit(lzma, at + node);

		node = node << 1 | bit;
		value |= bit << i;
	}
	return value;
}

static unsigned lzma_pos(const struct lzma *lzma, unsigned bits)
{
	return (unsigned)(lzma->out - lzma->begin) & ((1U << bits) - 1);
}

static void lzma_literal(struct lzma *lzma)
{
	unsigned before = lzma->out > lzma->begin ? lzma->out[-1] : 0, symbol = 1;
	unsigned context = lzma_pos(lzma, LZMA_LP) << LZMA_LC | before >> (8 - LZMA_LC);
	unsigned at = LITERAL + 0x300 * context;

	if (lzma->state >= STATE_LITERALS) {
		/* What stands at the last distance is not what comes, and so tells something. */
		unsigned other = *(lzma->out - lzma->rep[0] - 1), same = 1;

		while (same && symbol < 0x100) {
			unsigned expected = other >> 7 & 1, bit;

			other <<= 1;
			bit = lzma_bit(lzma, at + ((1 + expected) << 8) + symbol);
			symbol = symbol << 1 | bit;
			same = bit == expected;
		}
	}
	while (symbol < 0x100)
		symbol = symbol << 1 | lzma_bit(lzma, at + symbol);
	*lzma->out++ = (uint8_t)symbol;
	if (lzma->state < 4)
		lzma->state = 0;
	else
		lzma->state -= lzma->state < 10 ? 3 : 6;
}

static unsigned lzma_length(struct lzma *lzma, unsigned at)
{
	unsigned pos = lzma_pos(lzma, LZMA_PB) << 3;

	if (!lzma_bit(lzma, at + LEN_CHOICE))
		return MATCH_MIN + lzma_tree(lzma, at + LEN_LOW + pos, 3);
	if (!lzma_bit(lzma, at + LEN_CHOICE_2))
		return MATCH_MIN + 8 + lzma_tree(lzma, at + LEN_MID + pos, 3);
	return MATCH_MIN + 16 + lzma_tree(lzma, at + LEN_HIGH, 8);
}

static uint32_t lzma_distance(struct lzma *lzma, unsigned len)
{
	unsigned group = len - MATCH_MIN < LEN_STATES ? len - MATCH_MIN : LEN_STATES - 1;
	unsigned slot = lzma_tree(lzma, SLOT + (group << SLOT_BITS), SLOT_BITS);
	unsigned bits = (slot >> 1) - 1;
	uint32_t distance;

	if (slot < SLOT_DIRECT)
		return slot;
	distance = (2 | (slot & 1)) << bits;
	if (slot < SLOT_NO_MODEL)
		return distance + lzma_reverse(lzma, SPECIAL + distance - slot, bits);
	distance += lzma_direct(lzma, bits - ALIGN_BITS) << ALIGN_BITS;
	return distance + lzma_reverse(lzma, ALIGN, ALIGN_BITS);
}

/* One of the last distances comes first again. Whether only one byte is meant. */
static bool lzma_repeat(struct lzma *lzma)
{
	unsigned which = 1;
	uint32_t distance;

	if (!lzma_bit(lzma, IS_REP_0 + lzma->state))
		return !lzma_bit(lzma, IS_REP_0_LONG + (lzma->state << LZMA_PB) +
					       lzma_pos(lzma, LZMA_PB));
	if (lzma_bit(lzma, IS_REP_1 + lzma->state))
		which = 2 + lzma_bit(lzma, IS_REP_2 + lzma->state);
	distance = lzma->rep[which];
	for (; which; which--)
		lzma->rep[which] = lzma->rep[which - 1];
	lzma->rep[0] = distance;
	return false;
}

/* A match's length, its distance in rep[0]. */
static unsigned lzma_match(struct lzma *lzma)
{
	bool late = lzma->state >= STATE_LITERALS;
	unsigned len;

	if (lzma_bit(lzma, IS_REP + lzma->state)) {
		if (lzma_repeat(lzma)) {
			lzma->state = late ? 11 : 9;
			return 1;
		}
		len = lzma_length(lzma, REP_LEN);
		lzma->state = late ? 11 : 8;
		return len;
	}
	for (int i = 3; i; i--)
		lzma->rep[i] = lzma->rep[i - 1];
	len = lzma_length(lzma, MATCH_LEN);
	lzma->state = late ? 10 : 7;
	lzma->rep[0] = lzma_distance(lzma, len);
	return len;
}

static int lzma_copy(struct lzma *lzma, unsigned len)
{
	size_t back = (size_t)lzma->rep[0] + 1;

	if (back > (size_t)(lzma->out - lzma->begin) || len > (size_t)(lzma->out_end - lzma->out))
		return -EILSEQ;
	while (len--) {
		*lzma->out = *(lzma->out - back);
		lzma->out++;
	}
	return 0;
}

static void lzma_start(struct lzma *lzma)
{
	for (unsigned i = 0; i < LZMA_PROBS; i++)
		lzma->probs[i] = PROB_HALF;
	lzma->begin = lzma->out;
	lzma->range = UINT32_MAX;
	lzma->code = 0;
	lzma->state = 0;
	lzma->in++; /* always 0 */
	for (int i = 0; i < 4; i++) {
		lzma->rep[i] = 0;
		lzma->code = lzma->code << 8 | *lzma->in++;
	}
}

int lzma_unpack(struct lzma *lzma)
{
	unsigned count = 0;
	int err = 0;

	if (lzma->in_end - lzma->in < 5)
		return -EILSEQ;
	lzma_start(lzma);
	while (!err && lzma->out < lzma->out_end) {
		unsigned at = IS_MATCH + (lzma->state << LZMA_PB) + lzma_pos(lzma, LZMA_PB);

		if (lzma->poll && !(++count & POLL_MASK))
			lzma->poll();
		if (!lzma_bit(lzma, at))
			lzma_literal(lzma);
		else
			err = lzma_copy(lzma, lzma_match(lzma));
	}
	return err;
}
