#pragma once
#include "drivers/console_select.h"
#include "fdt/text.h"

/* Private to the console's selection: what console_select.c asks for, and one walk finds. */

enum { CONSOLE_MEMORY_MAX = 16 }; /* nodes, and entries of each; the largest known board has 3 */

struct console_scan {
	const struct dt_tree *tree;
	struct console_choice *choice;
	struct dt_node named[CONSOLE_BY_SEARCH]; /* by rank; not found: nobody named one */
	const struct console_driver *driver;     /* the one that console= names, or NULL */
	struct dt_text text;                     /* to choice->why */
	/* Private to console_scan.c. */
	struct dt_trail trail;
	uint64_t keys; /* of all compatible strings that drivers know */
	int memory[CONSOLE_MEMORY_MAX];
	int memories;
};

/* "bootargs console=", "stdout-path", ...: by rank. */
extern const char *const console_rank_name[CONSOLE_RANKS];

/* Fills choice->candidate and its counts, and tells of each. One walk over the tree. */
void console_scan(struct console_scan *scan);

/* "ns16550 at 0x10000000" */
void console_put_candidate(struct dt_text *text, const struct console_candidate *candidate);
