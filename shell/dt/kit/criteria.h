#pragma once
/* The words of `find`: criteria, how they are combined, and how matches are shown. */
#include "fdt/where/query.h"
#include "shell/shell.h"

enum shell_criteria_flag {
	SHELL_FIND_LINES,   /* -l */
	SHELL_FIND_TREE,    /* -t */
	SHELL_FIND_COUNT,   /* -count */
	SHELL_FIND_REVERSE, /* -r */
	SHELL_FIND_ENABLED, /* -e */
	SHELL_FIND_FLAGS,
};

struct shell_criteria {
	struct dt_query query;
	bool flag[SHELL_FIND_FLAGS];
	const char *columns; /* -c, or NULL */
	const char *key;     /* -s, or NULL */
	size_t used;         /* private: bytes of values */
	uint8_t values[256];
};

/* Reads the words up to the NULL: 0, or -errno reported. The words are borrowed. */
int shell_criteria(struct shell *shell, char **words, struct shell_criteria *criteria);
/* Offers the words that begin with '-'. */
void shell_complete_criteria(struct shell_completions *completions);
