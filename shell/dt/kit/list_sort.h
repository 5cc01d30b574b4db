#pragma once
/* Sorting the rows of a list. */
#include "fdt/core/index.h"

/* The key by which a node is sorted. */
struct shell_list_key {
	enum { SHELL_KEY_NUMBER, SHELL_KEY_TEXT, SHELL_KEY_PATH, SHELL_KEY_NONE } kind;
	int32_t node;
	uint32_t len;
	union {
		uint64_t number;
		const char *text; /* borrowed from the tree */
	};
};

/*
 * Sorts @count rows: numbers before texts, paths name by name, and last the rows without a key;
 * equal rows keep their order. @spare has room for as many rows. Returns @row or @spare, whichever
 * has the result.
 */
struct shell_list_key *shell_list_sort(const struct dt_tree *tree, struct shell_list_key *row,
				       struct shell_list_key *spare, int32_t count);
