#pragma once
/*
 * Two trees' source, and the pairs of lines that correspond: private to fdt/export/unified.c.
 */
#include "fdt/core/dt.h"

struct align_line {
	uint32_t at;  /* where it begins in the text */
	uint32_t key; /* of its text and of the node that it is in */
	int32_t pair; /* number of the same line on the other side; -1: there is none */
	int32_t next; /* private: in the hash chain, in ascending order */
};

/* One text. Owner: fdt/export/align.c. */
struct align_side {
	char *text;
	size_t used, room;       /* bytes */
	struct align_line *line; /* with one past the last */
	int32_t lines;
	int32_t *head; /* private: of the hash chains, without lines that were passed */
	uint32_t mask; /* private: heads - 1 */
	bool failed;   /* private: no memory */
};

extern struct align_side align_sides[2];

/* Prints both trees into align_sides and pairs their lines, in ascending order on both sides: 0, or
 * -ENOMEM. First frees what an interrupted run left. */
int align_texts(const struct dt_tree *from, const struct dt_tree *to);
/* Frees both. */
void align_drop(void);

/* The length of line @i, with its end. */
static inline size_t align_len(const struct align_side *side, int32_t i)
{
	return side->line[i + 1].at - side->line[i].at;
}
