#pragma once
#include "drivers/console/console_select.h"
#include "fdt/core/text.h"

/* Private to the console's selection: what its files need of one another. */

enum { CONSOLE_ARGS_MAX = 8 }; /* console= in bootargs; of more, the last ones count */

/* A UART by driver and address: DRIVER,ADDRESS and what may follow. */
struct console_place {
	const struct console_driver *driver;
	struct regs regs;
};

enum console_arg_kind {
	CONSOLE_ARG_NONE, /* not given, or passed over */
	CONSOLE_ARG_SBI,
	CONSOLE_ARG_HUNT,
	CONSOLE_ARG_ANY, /* any UART; of earlycon: stdout-path's */
	CONSOLE_ARG_NODE,
	CONSOLE_ARG_DRIVER, /* a node of that driver */
	CONSOLE_ARG_PORT,   /* by Linux's name: ttyS1 */
	CONSOLE_ARG_PLACE,
	CONSOLE_ARG_NAME, /* perhaps a row's */
};

/* What one console= or earlycon= means. */
struct console_arg {
	enum console_arg_kind kind;
	struct dt_node node; /* NODE; PORT: the one of that alias, perhaps */
	const struct console_driver *driver;
	unsigned number;             /* PORT: ... of those whose Linux name is driver->tty */
	struct console_place place;  /* PLACE */
	char name[CONSOLE_NAME_MAX]; /* PORT, NAME: as it was written */
};

struct console_scan {
	const struct dt_tree *tree;
	struct console_choice *choice;
	/* By rank from CONSOLE_BY_STDOUT on; not found: nobody named one. */
	struct dt_node named[CONSOLE_BY_SEARCH];
	struct console_arg arg[CONSOLE_ARGS_MAX]; /* console=, in their order */
	int args;
	struct console_arg earlycon;
	struct dt_text text; /* to choice->why */
	/* Private to console_scan.c. */
	struct dt_trail trail;
	uint8_t drivers
		[256]; /* by a hash of what they are compatible with: their numbers, from 1 */
	bool unasked;  /* looks for what was left to be asked */
};

/* --- the walk: console_scan.c ----------------------------------------------------------------- */

/* Starts: nothing is named. */
void console_scan_begin(struct console_scan *scan, struct console_choice *choice);
/* Fills choice->candidate and its counts, and tells of each. One walk over the tree. */
void console_scan(struct console_scan *scan);
/* Adds rows without names for the choice->unasked nodes. */
void console_scan_unasked(struct console_choice *choice);
/* Who names @row, the console= words apart. */
enum console_rank console_scan_rank(const struct console_scan *scan,
				    const struct console_candidate *row);
/* Refuses @row when it lies in RAM: writing there would be worse than no console. console_ram.c */
void console_refuse_ram(const struct console_choice *choice, struct console_candidate *row);

/* --- bootargs: console_bootargs.c ------------------------------------------------------------- */

/* Reads console= and earlycon= into scan->arg and scan->earlycon. */
void console_bootargs_read(struct console_scan *scan);
/* After the walk: which rows they mean, which of them decides, what the others are for.
 * console_bootargs_apply.c */
void console_bootargs_apply(struct console_scan *scan);
/* The driver that has this name, Linux's name for earlycon=, or compatible string; or NULL. */
const struct console_driver *console_driver_named(const char *name, size_t len);

/* --- by an address: console_open.c ------------------------------------------------------------ */

/* Reads DRIVER,ADDRESS in any of its forms. 0; -ENOENT: it is none; -EINVAL with *@why. */
int console_place_read(const char *text, struct console_place *place, const char **why);
/* The row at that address, of that driver if @strict; else adds one. 0; -errno with *@why. */
int console_place_row(struct console_choice *choice, const struct console_place *place, bool strict,
		      struct console_candidate **row, const char **why);

/* --- rows and their names: console_names.c ---------------------------------------------------- */

/* Gives each row its name, by alias or driver. */
void console_name_rows(struct console_choice *choice);
/* Gives @row, which has none, a name by its driver. */
void console_name_row(struct console_choice *choice, struct console_candidate *row);
/* The first row of that node, or NULL. */
struct console_candidate *console_row_of(struct console_choice *choice, struct dt_node node);

/* --- the verdict: console_select.c ------------------------------------------------------------ */

/* Chooses the best of what is usable, and tells of it. @first: of all others, too. */
void console_choose(struct console_choice *choice, struct dt_text *text, bool first);

/* --- words: console_why.c --------------------------------------------------------------------- */

/* "bootargs console=", "stdout-path", ...: by rank. */
extern const char *const console_rank_name[CONSOLE_RANKS];

/* A node that is named and that no driver serves: "stdout-path: known, not driven: ...". */
void console_put_driverless(struct dt_text *text, const char *who, struct dt_node node);
/* Why each but the chosen one lost, unless that was said already. */
void console_put_lost(struct dt_text *text, const struct console_choice *choice);
/* Starts @text; it is added to choice->why by dt_flush. */
void console_why_begin(struct console_choice *choice, struct dt_text *text);
/* A value in quotes, escaped and cut. */
void console_put_value(struct dt_text *text, const char *value, size_t len);
/* "ns16550 at 0x10000000" */
void console_put_candidate(struct dt_text *text, const struct console_candidate *row);
/* The node at the end of @trail, who names it, its driver, its registers or what is wrong. */
void console_put_row(struct dt_text *text, const struct console_choice *choice,
		     const struct dt_trail *trail, const struct console_candidate *row);
/* "3 disabled, left out", or nothing for none. */
void console_put_count(struct dt_text *text, int count, const char *what);
