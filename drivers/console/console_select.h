#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "drivers/uart/console_driver.h"
#include "fdt/core/dt.h"
#include "kernel/console/console.h"

enum {
	CONSOLE_CANDIDATES_MAX = 20, /* no known board has more enabled; the rest is counted */
	CONSOLE_WHY_MAX = 3072,      /* bytes of text */
	CONSOLE_NAME_MAX = 24,       /* bytes, with the NUL */
	CONSOLE_MEMORY_MAX = 16, /* memory nodes, and entries of each; the largest board has 3 */
};

/* Who says that a node is to be the console, the strongest first. */
enum console_rank {
	CONSOLE_BY_BOOTARGS,
	CONSOLE_BY_EARLYCON,
	CONSOLE_BY_STDOUT,
	CONSOLE_BY_LINUX_STDOUT,
	CONSOLE_BY_ALIAS,
	CONSOLE_BY_SEARCH, /* nobody: it was found */
	CONSOLE_RANKS,
};

/* A node that a driver knows, or a UART that a person gave the address of: what `console` lists. */
struct console_candidate {
	struct dt_node node; /* offset < 0: it is in no tree */
	const struct console_driver *driver;
	const char *compatible; /* the string that matched, in the driver's table; or NULL */
	enum console_rank rank;
	bool enabled; /* it and all buses above; if not, it is here for it is named */
	bool unasked; /* driver->asks, and nobody has: whether it is there is open */
	uint8_t ways; /* CONSOLE_IN, CONSOLE_OUT: what bootargs want it for besides chosen */
	struct console console; /* bound when err is 0 */
	int err;                /* 0: usable; else why not, -errno */
	const char *why;        /* constant text for err, or NULL */
	/* For people to type, like no other row's: its alias ("serial0"), else the driver's name,
	 * with a number where there are several ("ns16550.1"). */
	char name[CONSOLE_NAME_MAX];
};

/* How the console was chosen, kept for `console why`. About 9 KiB: static, not on the stack. */
struct console_choice {
	const struct dt_tree *tree; /* or NULL */
	/* Enabled nodes, and those that console= or stdout-path name, in the tree's order; behind
	 * them what was asked, and what was opened by an address. A row keeps its place. */
	struct console_candidate candidate[CONSOLE_CANDIDATES_MAX];
	int candidates;                   /* rows used */
	int more;                         /* candidates that found no row */
	int unasked;                      /* nodes without a row, for nobody has asked them */
	int disabled;                     /* nodes left out, for they or a bus above are disabled */
	struct console_candidate *chosen; /* a row, or NULL: the SBI console */
	const char *reason;               /* for chosen, in two or three words: "stdout-path" */
	uint8_t sbi_ways;                 /* what bootargs want SBI for besides chosen */
	enum console_rank sbi_rank;       /* who names SBI; CONSOLE_RANKS: nobody */
	/* Ask on all of them: console=hunt, or nobody names a console and several are usable;
	 * chosen is then only the first to be asked. */
	bool hunt;
	/* The row that firmware's own console most likely is: what stdout-path names, else the
	 * first; NULL: none. */
	struct console_candidate *firmware;
	bool firmware_same;             /* chosen == firmware */
	int memory[CONSOLE_MEMORY_MAX]; /* private: the memory nodes */
	int memories;
	size_t why_len;
	char why[CONSOLE_WHY_MAX]; /* lines; ends with NUL; cut with a mark when full */
};

/*
 * Chooses the console on @tree (NULL: there is none) and tells each step in choice->why. Touches
 * no device. The order:
 *
 * - console= in /chosen/bootargs. The last of several decides and is input; the others are outputs
 *   besides. `sbi`, `hunt`, `uart` (any), a path or alias, a driver's name or compatible string, or
 *   Linux's names: ttyS0, ttySIF0 (alias serialN where its driver fits, else number N of that
 *   driver's in the tree), hvc0 (SBI), uart8250,mmio32,ADDRESS. Options behind ',' or ':' are
 *   ignored. tty0 and what else is no serial console is told and passed over.
 * - earlycon= there: `sbi`, NAME[,io|mmio|mmio16|mmio32|mmio32be|mmio32native],ADDRESS[,options] as
 *   Linux has it: the row with that address, else a new one; alone: stdout-path.
 * - stdout-path, linux,stdout-path, alias serial0, the first enabled node that a driver knows, SBI.
 *
 * Disabled nodes, and those below a disabled bus, are skipped, unless console= names one: whoever
 * says so wants it. Nodes of drivers that ask are counted, and have a row only when they are named.
 */
void console_select(const struct dt_tree *tree, struct console_choice *choice);

/*
 * What follows the chosen one after it failed at run time: its err is set to @err, and the step is
 * told in choice->why. The next usable candidate that did not fail, by the same order, and SBI
 * last. Returns choice->chosen, NULL for SBI. @why is a constant text, or NULL.
 */
struct console_candidate *console_select_next(struct console_choice *choice, int err,
					      const char *why);

/* Chooses anew where bootargs want SBI, for it has no console. */
void console_select_no_sbi(struct console_choice *choice);

/* Chooses @console, for somebody answered there when all were asked, and tells so. */
void console_select_found(struct console_choice *choice, const struct console *console);

/* Why @row is not the chosen one, a constant text; NULL: it is. */
const char *console_lost(const struct console_choice *choice, const struct console_candidate *row);

/* Adds rows for the choice->unasked nodes, unasked. Touches no device: for the host. */
void console_unasked(struct console_choice *choice);

/*
 * Asks the devices of all unasked rows and nodes whether they are consoles: starts them with faults
 * contained (console_start). Adds a row for each console found, several where the driver has many
 * behind a node; rows that were there and are no console get an err. Chooses anew where SBI was
 * chosen for want of a UART. Returns how many consoles it found. Touches devices: not on the host.
 */
int console_ask(struct console_choice *choice);

/*
 * The row that a person means by @text: its name, its node's alias or path, its driver's name where
 * that is unique, or its address (0x10000000). 0; -ENOENT; -EEXIST: several.
 */
int console_find(struct console_choice *choice, const char *text, struct console_candidate **row);

/*
 * Adds a row for a UART that is in no tree: DRIVER,ADDRESS[,shift=N][,width=N][,offset=N][,be], or
 * the forms of earlycon= above; an existing row with that driver and address is given instead. 0;
 * -EINVAL, -ENXIO, -ENOSPC with *@why a constant text that says what is wrong.
 */
int console_open(struct console_choice *choice, const char *text, struct console_candidate **row,
		 const char **why);

/* The candidate whose console that is, or NULL (SBI's). */
struct console_candidate *console_candidate_of(struct console_choice *choice,
					       const struct console *console);

/* The first of the node's compatible strings that is a console which no driver here serves, for
 * "known, not driven: fsl,imx6q-uart"; NULL. */
const char *console_known(struct dt_node node);

/* Walks the enabled nodes that are such consoles, and that no driver here serves by any other of
 * their strings either. */
struct console_known_walk {
	struct dt_cursor cursor; /* private */
	struct dt_trail trail;   /* of the node in hand */
	const char *compatible;  /* as console_known's */
};
void console_known_init(struct console_known_walk *it,
			const struct dt_tree *tree);    /* at the first */
bool console_known_next(struct console_known_walk *it); /* false: there are no more */

/* The choice of this run: filled by boot/ on a machine and by host/ for a tree. */
extern struct console_choice console_choice;
