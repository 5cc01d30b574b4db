#pragma once
/* A text that is kept in memory, however long it is. */
#include <stdbool.h>
#include "fdt/core/text.h"

/* Starts as {0}. Static, because its memory outlives a command that is ended by force. */
struct shell_kept {
	struct dt_text text; /* the text is put here */
	char *at;            /* what was kept, not NUL-terminated, valid after shell_kept_end */
	size_t len;          /* bytes of it */
	bool cut;            /* there was no memory for all of it: its end is missing */
	size_t room;         /* private */
};

/* Begins an empty text in the memory of the last one. */
void shell_kept_begin(struct shell_kept *kept);
/* Ends it, for now: more may be put. */
void shell_kept_end(struct shell_kept *kept);
/* Frees the memory. */
void shell_kept_drop(struct shell_kept *kept);
