#pragma once
#include "shell/shell.h"

/* How often properties use each offset of the strings block. */
struct uses {
	const char *text; /* the strings block, borrowed */
	uint32_t size;    /* bytes of it */
	uint32_t *count;  /* by offset */
};

/* Counts, in one pass; good until the next time. 0; -ENOMEM told. */
int shell_uses(struct shell *shell, struct uses *out);
/* Bytes of the string at @offset, up to its NUL or the block's end. */
uint32_t uses_len(const struct uses *uses, uint32_t offset);

enum { RANKING = 5 };

/* The most frequent of several texts. */
struct ranking {
	struct {
		const char *text;
		uint32_t len, count;
	} best[RANKING];
};

/* Takes a text that occurs @count times. */
void ranking_add(struct ranking *ranking, const char *text, uint32_t len, uint32_t count);
/* A line: @what, then "reg 12, compatible 9". */
void ranking_put(struct shell *shell, const char *what, const struct ranking *ranking);
