#pragma once
/* A pattern is looked for in memory. Pure, but that what it reads may fault. */
#include <stddef.h>
#include <stdint.h>

enum {
	SEARCH_BYTES = 64,      /* of a pattern */
	SEARCH_PAUSE = 1 << 16, /* places looked at in one run */
	SEARCH_PAGE = 4096,     /* bytes that fault together */
};

struct search {
	volatile uint64_t at; /* the place looked at: a fault ends a run there */
	uint64_t left;        /* bytes from there to the end */
	unsigned step;        /* bytes from place to place */
	size_t len;           /* of the pattern, at least 1 */
	uint8_t pattern[SEARCH_BYTES];
};

/* Looks on from search->at: 0: the pattern is there; -ENOENT: at no place to the end; -EAGAIN: a
 * pause. */
int search_run(void *search);
/* Goes on after a match. */
void search_next(struct search *search);
/* Goes on at the first place after the page that search->at is in, which faults. */
void search_pass_page(struct search *search);
