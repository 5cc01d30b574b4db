#pragma once
/* What the files of the console's choice use of one another: private to this folder. */
#include "drivers/console/console_select.h"
#include "fdt/core/text.h"

enum {
	CONSOLE_ARGS_MAX = 8,   /* console= in bootargs; of more, the last ones count */
	CONSOLE_PORT_MAX = 999, /* the largest number in a name such as ttyS1 */
};

/* A UART by driver and address: DRIVER,ADDRESS and the options after them. */
struct console_place {
	const struct console_driver *driver;
	struct regs regs;
};

enum console_arg_kind {
	CONSOLE_ARG_NONE, /* not given, or ignored */
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
	const char *tty;             /* PORT: Linux's name without number ... */
	unsigned number;             /* ... and the number */
	struct console_place place;  /* PLACE */
	char name[CONSOLE_NAME_MAX]; /* PORT, NAME: as it was written */
};

enum {
	CONSOLE_MATCH_SLOTS = 1024,
	CONSOLE_MATCH_LEAST = 4, /* characters: no driver has a shorter string */
};

/* Which drivers may have a compatible string: their numbers, by a hash of their strings; 0: none */
struct console_match {
	uint8_t slot[CONSOLE_MATCH_SLOTS];
};

/* One run of the choice: what names a console, and the walk over the tree. */
struct console_scan {
	const struct dt_tree *tree;
	struct console_choice *choice;
	/* By rank, from CONSOLE_BY_STDOUT on: the node that is named; not found: none is. */
	struct dt_node named[CONSOLE_BY_SEARCH];
	struct console_arg arg[CONSOLE_ARGS_MAX]; /* console=, in their order */
	int args;
	struct console_arg earlycon;
	bool sbi;     /* firmware has a console; before it is known, that is assumed */
	bool decided; /* a console= names something that is there */
	bool unmet;   /* a console= names what a probe might have found and did not */
	bool unsure;  /* the console= that decides means SBI's, and might have meant a virtio one */
	struct dt_text text; /* to choice->why */
	/* Private to console_scan.c. */
	struct dt_trail trail;
	struct console_match match;
	bool probed; /* looks for the nodes that must be probed, and for no others */
};

/* --- the walk over the tree: console_scan.c --------------------------------------------------- */

/* Starts: nothing is named. */
void console_scan_begin(struct console_scan *scan, struct console_choice *choice);
/* Fills choice->candidate and its counts, and explains each row. One walk over the tree. */
void console_scan(struct console_scan *scan);
/* Adds rows without names for the nodes in choice->unprobed. */
void console_scan_unprobed(struct console_choice *choice);
/* Refuses @row when it lies in RAM: writing there would be worse than no console. */
void console_refuse_ram(const struct console_choice *choice, struct console_candidate *row);

/* --- drivers by compatible string: console_match.c -------------------------------------------- */

/* Makes @match ready, from all drivers' lists. */
void console_match_begin(struct console_match *match);
/* The hash: length, maker, middle and end, for many strings share one of these. */
static inline unsigned console_match_slot(const char *text, size_t len)
{
	const uint8_t *at = (const uint8_t *)text;

	return (len ^ at[0] << 2 ^ at[len / 2] << 4 ^ at[len - 2] << 1 ^ at[len - 1] << 5) %
	       CONSOLE_MATCH_SLOTS;
}
/* False: no driver has the @len bytes at @text, which is what most of a tree's strings are. */
static inline bool console_match_may(const struct console_match *match, const char *text,
				     size_t len)
{
	return len >= CONSOLE_MATCH_LEAST && match->slot[console_match_slot(text, len)];
}
/* The @len bytes at @text as a driver's list has them, and that driver in *@driver; else NULL. */
const char *console_match_find(const struct console_match *match, const char *text, size_t len,
			       const struct console_driver **driver);

/* --- what names a console: console_rank.c ----------------------------------------------------- */

/* Reads stdout-path, linux,stdout-path and alias serial0 into scan->named, after bootargs. */
void console_rank_read(struct console_scan *scan);
/* What names @row; console= words count if @bootargs. */
enum console_rank console_rank(const struct console_scan *scan, const struct console_candidate *row,
			       bool bootargs);
/* Its node itself is named, by more than an alias: it gets a row, usable or not. */
bool console_rank_is_named(const struct console_scan *scan, struct dt_node node);
/* The way to the console may lead to @node: something names it, or no node is named, or bootargs
 * may mean any. libfdt reads such a node. */
bool console_rank_leads_to(const struct console_scan *scan, struct dt_node node);
/* Reports the named nodes that have no row, because no driver knows them. */
void console_rank_report_unmet(struct console_scan *scan);

/* --- bootargs: console_bootargs.c, console_bootargs_apply.c ----------------------------------- */

/* Reads console= and earlycon= into scan->arg and scan->earlycon. */
void console_bootargs_read(struct console_scan *scan);
/* After the walk: which rows they mean, which of them decides, what the others are for. */
void console_bootargs_apply(struct console_scan *scan);

/* --- by Linux's numbers: console_linux.c ------------------------------------------------------ */

/* The usable row that has number @number among those of arg->tty, as Linux counts; or NULL. */
struct console_candidate *console_linux_port(struct console_choice *choice,
					     const struct console_arg *arg, int number);

/* --- by an address: console_open.c ------------------------------------------------------------ */

/* Reads DRIVER,ADDRESS in any of its forms. 0; -ENOENT: it is not one; -EINVAL with *@why. */
int console_place_read(const char *text, struct console_place *place, const char **why);
/* The row at that address, of that driver if @strict; else adds one. 0; -errno with *@why. */
int console_place_row(struct console_choice *choice, const struct console_place *place, bool strict,
		      struct console_candidate **row, const char **why);

/* --- rows and their names: console_names.c ---------------------------------------------------- */

/* Gives each row its name, by alias or driver. */
void console_name_rows(struct console_choice *choice);
/* Gives @row, which has none, a name by its driver. */
void console_name_row(struct console_choice *choice, struct console_candidate *row);
/* There are nodes, with rows or without, that were not probed. */
bool console_has_unprobed(const struct console_choice *choice);
/* The first row of that node, or NULL. */
struct console_candidate *console_row_of(struct console_choice *choice, struct dt_node node);

/* --- the verdict: console_select.c ------------------------------------------------------------ */

/* Chooses the best of what is usable. Returns how many rows are, and were not left unprobed. */
int console_pick_best(struct console_choice *choice);
/* After that: decides whether a person must say which it is, and explains what comes next. */
void console_settle_choice(struct console_choice *choice, int usable, struct dt_text *text);
/* @row is usable, was probed if it must be, and its input does not lead nowhere. */
bool console_is_sound(const struct console_candidate *row);
/* HTIF's console or SBI's is chosen, no console= wants it, and of the nodes that need no probe none
 * has a better one. */
bool console_is_doubtful(const struct console_choice *choice);
/* Sets choice->until_key. */
void console_note_mirrors(struct console_choice *choice);

/* --- after a probe: console_again.c ----------------------------------------------------------- */

/* Chooses after the probe that choice->probe requested, which found @found consoles. */
void console_select_again(struct console_choice *choice, int found);

/* --- words: console_why.c --------------------------------------------------------------------- */

/* "bootargs console=", "stdout-path", ...: by rank. */
extern const char *const console_rank_name[CONSOLE_RANKS];

/* Starts @text; dt_flush adds it to choice->why. */
void console_why_begin(struct console_choice *choice, struct dt_text *text);
extern const char console_not_probed[];
/* The path, escaped; a long one is cut. */
void console_put_path(struct dt_text *text, const struct dt_trail *trail);
/* A value in quotes, escaped and cut. */
void console_put_value(struct dt_text *text, const char *value, size_t len);
/* "ns16550 at 0x10000000" */
void console_put_candidate(struct dt_text *text, const struct console_candidate *row);
/* The node at the end of @trail, what names it, its driver, its registers or what is wrong. */
void console_put_row(struct dt_text *text, const struct console_choice *choice,
		     const struct dt_trail *trail, const struct console_candidate *row);
/* That @who names a node which no driver serves: "stdout-path: known, not driven: ...". */
void console_put_driverless(struct dt_text *text, const char *who, struct dt_node node);
/* What is wrong with a node that no driver serves: "known, not driven: ..." */
void console_put_no_driver(struct dt_text *text, struct dt_node node);
/* "3 more UARTs not chosen": @count, @what with s for several, and @rest; nothing for 0. */
void console_put_count(struct dt_text *text, int count, const char *what, const char *rest);

/* --- nodes without rows: console_why_node.c --------------------------------------------------- */

/* Adds the node at @offset, the last one so far. */
void console_count_node(struct console_nodes *all, int offset);

/* --- console_loop.c --------------------------------------------------------------------------- */

/* Calls run(arg) while the internal loopback of @console is on, which the caller has started and
 * whose driver knows it. Interrupts are off meanwhile, and faults are contained. What was received
 * before is in its ring. 0 or more, as run; -errno. */
int console_loop_run(struct console *console, int (*run)(void *), void *arg);
