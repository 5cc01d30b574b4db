#include "fdt/where/mentions.h"
/*
 * The look at each word. It is compared as the machine loads it: the phandles that are wanted have
 * their first bits in common, and these are the ones that are compared.
 *
 * Source of the format: Devicetree Specification v0.4, 5.4: values begin at whole words.
 */
#include "fdt/core/cursor.h"
#include "fdt/core/index.h"

enum {
	MENTIONS_HALF = 8 * DT_CELL,
	MENTIONS_TURN = 2 * MENTIONS_HALF,
};

/* @cell as the machine loads it from a tree. */
static uint32_t mentions_word(uint32_t cell)
{
	uint8_t bytes[DT_CELL];

	dt_put_be32(bytes, cell);
	return token_word((const char *)bytes);
}

struct dt_mentions dt_mentions(const struct dt_tree *tree, uint32_t low, uint32_t high)
{
	uint32_t mask = UINT32_MAX;

	while ((low ^ high) & mask)
		mask <<= 1;
	return (struct dt_mentions){
		.tree = tree,
		.mask = mentions_word(mask),
		.word = mentions_word(low & mask),
		.at = tree->structs + (high ? 0 : tree->structs_size),
	};
}

static inline bool mentions_half(const char *at, uint32_t mask, uint32_t word)
{
	const uint32_t *in = (const uint32_t *)(const void *)at;

	return (in[0] & mask) == word || (in[1] & mask) == word || (in[2] & mask) == word ||
	       (in[3] & mask) == word || (in[4] & mask) == word || (in[5] & mask) == word ||
	       (in[6] & mask) == word || (in[7] & mask) == word;
}

/* The first word from @at on that is wanted, or @end. Inline, because a mask of all ones, which is
 * that of a single phandle, costs nothing where the compiler knows it. */
static inline __attribute__((always_inline)) const char *
mentions_scan(const char *at, const char *end, uint32_t mask, uint32_t word)
{
	for (; end - at >= MENTIONS_TURN; at += MENTIONS_TURN)
		if (mentions_half(at, mask, word) || mentions_half(at + MENTIONS_HALF, mask, word))
			break;
	while (at < end && (token_word(at) & mask) != word)
		at += DT_CELL;
	return at;
}

int32_t dt_mentions_next(struct dt_mentions *it)
{
	const struct dt_tree *tree = it->tree;
	const struct dt_index *index = tree->index;
	const char *end = tree->structs + tree->structs_size, *found;
	int32_t after;

	found = it->mask == UINT32_MAX ? mentions_scan(it->at, end, UINT32_MAX, it->word)
				       : mentions_scan(it->at, end, it->mask, it->word);
	it->at = end;
	if (found == end)
		return DT_NONE;
	/* All tokens of a node are before those of the next one. */
	after = dt_number_from(index, (int)(found - tree->structs) + 1);
	if (after < index->nodes)
		it->at = tree->structs + index->node[after].offset;
	return after - 1;
}
