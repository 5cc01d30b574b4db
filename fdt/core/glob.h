#pragma once
/*
 * Globs: patterns of names, and the nodes that a path of patterns names.
 *
 * `*` is any text, also an empty one; `?` is one character; `[a-z]` is one of a set and `[!a-z]`
 * one that is not in it. A `[` without a `]` means itself. Source: POSIX, 2.13 (Pattern Matching
 * Notation), without classes of characters.
 */
#include "fdt/core/dt.h"

enum { DT_GLOB_LEVELS = 16 }; /* names of one path */

/* The text of @len bytes holds a character that is special. */
bool dt_is_glob(const char *text, size_t len);
/* All of @text, NUL-terminated, fits the pattern of @len bytes. The time is bounded by the product
 * of both lengths. */
bool dt_glob(const char *pattern, size_t len, const char *text);
/* The same for @text_len bytes of text. */
bool dt_glob_text(const char *pattern, size_t len, const char *text, size_t text_len);
/* The name of a node fits, as it is or, where the pattern has no @, without its unit address. */
bool dt_glob_name(const char *pattern, size_t len, const char *name);

/* The nodes that fit, in the tree's order. */
struct dt_globs {
	struct dt_node from; /* private, as all of it */
	int levels, level;   /* names of the pattern; the one whose children are being visited */
	const char *name[DT_GLOB_LEVELS];
	uint16_t len[DT_GLOB_LEVELS];
	int child[DT_GLOB_LEVELS]; /* offsets */
};

/* Starts over the path of patterns, of @len bytes, below @from; without any name it is @from. The
 * pattern is borrowed. 0, or -E2BIG: more than DT_GLOB_LEVELS names. */
int dt_globs(struct dt_globs *it, struct dt_node from, const char *pattern, size_t len);
/* The next one; not found at the end. All calls together pass over the tree at most once per name
 * of the pattern. */
struct dt_node dt_globs_next(struct dt_globs *it);
