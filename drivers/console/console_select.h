#pragma once
/*
 * The choice of the console: which UARTs the tree has, which of them is chosen, and why.
 *
 * console_select reads the tree only. What it found and decided stays in a struct console_choice;
 * each step is kept there as a line of text, for `console why`.
 */
#include <stdbool.h>
#include <stddef.h>
#include "drivers/uart/console_driver.h"
#include "fdt/core/dt.h"
#include "fdt/core/text.h"
#include "kernel/console/console.h"

enum {
	CONSOLE_CANDIDATES_MAX = 20, /* more than any known board has; the rest is counted */
	CONSOLE_WHY_MAX = 3072,      /* bytes of text */
	CONSOLE_NAME_MAX = 24,       /* bytes, with the NUL */
	CONSOLE_MEMORY_MAX = 16,     /* memory nodes, and entries of each; boards have up to 3 */
	CONSOLE_PROBED_MAX = 4,      /* drivers whose devices must be probed */
};

/* What names a node as the console, the strongest first. */
enum console_rank {
	CONSOLE_BY_BOOTARGS,
	CONSOLE_BY_EARLYCON,
	CONSOLE_BY_STDOUT,
	CONSOLE_BY_LINUX_STDOUT,
	CONSOLE_BY_ALIAS,
	CONSOLE_BY_SEARCH, /* nothing: the search found it */
	CONSOLE_RANKS,
};

/* A node that a driver knows, or a UART that a person gave the address of: a row of `console`. */
struct console_candidate {
	struct dt_node node; /* offset < 0: it is in no tree */
	const struct console_driver *driver;
	const char *compatible; /* the string that matched, in the driver's table; or NULL */
	enum console_rank rank;
	bool enabled;  /* the node and all buses above it; if not, its row is there for its name */
	bool unprobed; /* the driver must probe it and has not: it may be no console */
	uint8_t ways;  /* CONSOLE_IN, CONSOLE_OUT: what it is used for when not chosen */
	struct console console; /* bound when err is 0 */
	int err;                /* 0: usable; else why not, -errno */
	const char *why;        /* constant text for err, or NULL */
	/* What people type, unique among the rows: its alias ("serial0"), else the driver's name,
	 * with a number where there are several ("ns16550.1"). */
	char name[CONSOLE_NAME_MAX];
};

/* Nodes that have no row. */
struct console_nodes {
	const struct console_driver *driver; /* theirs; NULL: of any driver */
	int nodes, first, last;              /* how many; offsets of the first and the last */
};

/* How the console was chosen. About 9 KiB: keep it static, not on the stack. */
struct console_choice {
	const struct dt_tree *tree; /* or NULL */
	/* First the enabled nodes and those that console= or stdout-path name, in the tree's order;
	 * then what a probe found, and what was opened by its address. A row keeps its place. */
	struct console_candidate candidate[CONSOLE_CANDIDATES_MAX];
	int candidates;                /* rows used */
	int more;                      /* UARTs for which there was no row left */
	struct console_nodes disabled; /* they, or a bus above them */
	/* What was not probed, by driver; what follows the first without a driver is unused. */
	struct console_nodes unprobed[CONSOLE_PROBED_MAX];
	struct console_candidate *chosen; /* a row, or NULL: the SBI console */
	const char *reason;               /* for chosen, in two or three words: "stdout-path" */
	bool answered;                    /* chosen because a key was pressed there */
	uint8_t sbi_ways;                 /* what SBI is used for when it is not chosen */
	enum console_rank sbi_rank;       /* what names SBI; CONSOLE_RANKS: nothing */
	/* Prompt on every console: console=hunt, or nothing names a console and several are usable.
	 * chosen is then only the first to be prompted on. */
	bool hunt;
	/* Several are in use, each for both ways, until a key is pressed on one: rows and sbi_ways
	 * that are CONSOLE_BOTH, beside chosen. */
	bool until_key;
	/* Why the devices that must be probed are to be probed before any console is used, a
	 * constant text; NULL: they are not. */
	const char *probe;
	/* The row that is most likely firmware's own console: the one that stdout-path names, else
	 * the first; NULL: there is none. */
	struct console_candidate *firmware;
	bool firmware_same;             /* chosen == firmware */
	int memory[CONSOLE_MEMORY_MAX]; /* private: the memory nodes */
	int memories;
	size_t why_len;
	/* The steps up to the choice, as lines; console_verdict says what became of each console.
	 * Ends with NUL; cut with a mark when full. */
	char why[CONSOLE_WHY_MAX];
};

/* The choice of this run: filled by boot/ on a machine and by host/ for a tree. */
extern struct console_choice console_choice;

/* --- the choice: console_select.c ------------------------------------------------------------- */

/*
 * Chooses the console on @tree (NULL: there is none) and explains each step in choice->why. Touches
 * no device. The order:
 *
 * - console= in /chosen/bootargs. The last of several decides and is also input; the others are
 *   outputs only. `sbi`, `hunt`, `uart` (any), a path or alias, a driver's name or compatible
 *   string, or Linux's names: ttyS0, ttySIF0 (as console_linux.c counts), uart8250,mmio32,ADDRESS,
 *   hvcN. Of hvc, SBI's console is the first where Linux has a driver for it, else the first virtio
 *   console is: both that hvcN may be are used. Options after ',' or ':' are ignored. tty0 and
 *   other names that are no serial console are reported and ignored.
 * - earlycon= there: `sbi`, NAME[,io|mmio|mmio16|mmio32|mmio32be|mmio32native],ADDRESS[,options] as
 *   Linux has it: the row with that address, else a new one; earlycon alone: stdout-path.
 * - stdout-path, linux,stdout-path, alias serial0, the first enabled node that a driver knows, SBI.
 *   A UART with a device on its line comes after those without.
 *
 * Disabled nodes, and those below a disabled bus, are skipped, unless console= names one: then a
 * person wants it. Nodes that must be probed are counted, and have a row only when they are named.
 *
 * choice->probe: a name may be one that only a probe finds, or HTIF's console and SBI's are all
 * there is, whose input may lead nowhere. console_probe then chooses again. What it finds is used
 * beside HTIF's or SBI's, and, if the name is still not there, beside what is chosen without it.
 */
void console_select(const struct dt_tree *tree, struct console_choice *choice);

/*
 * Chooses the successor of the chosen one after that failed at run time: sets its err to @err and
 * its why to @why (a constant text, or NULL), and explains the step in choice->why. The successor
 * is the next usable candidate that did not fail, by the same order, and SBI last. Returns
 * choice->chosen, NULL for SBI.
 */
struct console_candidate *console_select_next(struct console_choice *choice, int err,
					      const char *why);

/* Chooses again where bootargs want SBI, because SBI has no console. */
void console_select_no_sbi(struct console_choice *choice);

/* Chooses @console, where a key was pressed after a prompt on every console. */
void console_select_found(struct console_choice *choice, const struct console *console);

/* --- what became of each: console_verdict.c --------------------------------------------------- */

/* Constant texts. */
struct console_verdict {
	const char *word; /* "chosen", "used as well" or "not chosen" */
	const char *why;
};

/* What became of @row; NULL: of SBI's console. */
struct console_verdict console_verdict(const struct console_choice *choice,
				       const struct console_candidate *row);
/* "chosen: ns16550 at 0x10000000 (stdout-path)" */
void console_put_chosen(struct dt_text *text, const struct console_choice *choice);

/* --- nodes without rows: console_why_node.c --------------------------------------------------- */

/* A kind of device that has no row. */
struct console_unlisted {
	const char *what;           /* one of them: "virtio device" */
	const char *state;          /* "not probed" */
	int nodes;                  /* how many; 0: there is no such device */
	struct dt_node first, last; /* not found: unknown */
};

/* The kinds: disabled UARTs, those for which there is no row left, and what was not probed, by
 * driver. */
enum { CONSOLE_DISABLED, CONSOLE_MORE, CONSOLE_UNPROBED };

/* Kind number @index; false: there are fewer. */
bool console_unlisted(const struct console_choice *choice, int index, struct console_unlisted *all);
/* "8 virtio devices not probed: /soc/virtio_mmio@10008000 to @10001000", without LF */
void console_put_unlisted(struct dt_text *text, const struct console_unlisted *all);

/* A node, and the driver that knows one of its compatible strings. */
struct console_known {
	struct dt_trail trail;
	const struct console_driver *driver; /* NULL: no driver does, and what follows is unset */
	const char *compatible;              /* that string, @len bytes of the tree's */
	size_t len;
};

/* Looks @node up. 0, or -errno as dt_trail. Walks the tree. */
int console_look_up(struct dt_node node, struct console_known *known);
/* Why the node, which has no row, is not chosen. */
void console_put_why_no_row(struct dt_text *text, const struct console_choice *choice,
			    const struct console_known *known);

/* --- UARTs that are left alone: console_device.c ---------------------------------------------- */

/*
 * The device on the UART's line, a child of its node ("bluetooth"), for which it is left alone: a
 * hunt does not prompt there, and it is chosen after all others. Not found: no device; or
 * bootargs, earlycon or stdout-path name the UART; or it is in use.
 */
struct dt_node console_line_device(const struct console_candidate *row);

/* --- devices that must be probed: console_probe.c --------------------------------------------- */

/* Adds rows for the nodes in choice->unprobed, unprobed. Touches no device: for the host. */
void console_add_unprobed(struct console_choice *choice);

/*
 * Probes the devices of all unprobed rows and nodes: starts them with faults contained
 * (console_start). Adds a row for each console found, several where a node has several; a row that
 * was there and is no console gets an err. Chooses again where SBI was chosen for want of a UART.
 * Returns how many consoles it found. Touches devices: not for the host.
 */
int console_probe(struct console_choice *choice);

/* --- rows by name or address: console_names.c, console_open.c --------------------------------- */

/*
 * The row that a person means by @text: its name, its node's alias or path, its driver's name where
 * that is unique among consoles, or its address (0x10000000). 0; -ENOENT; -EEXIST: several.
 */
int console_find(struct console_choice *choice, const char *text, struct console_candidate **row);

/* @row was probed and is no console. It is kept only because bootargs name its driver. */
bool console_is_none(const struct console_candidate *row);

/* The candidate whose console that is, or NULL (SBI's). */
struct console_candidate *console_candidate_of(struct console_choice *choice,
					       const struct console *console);

/*
 * Adds a row for a UART that is in no tree: DRIVER,ADDRESS[,shift=N][,width=N][,offset=N][,be], or
 * the forms of earlycon= above. Where a row has that driver and address, returns that one instead.
 * 0; -EINVAL, -ENXIO, -ENOSPC with *@why a constant text that says what is wrong.
 */
int console_open(struct console_choice *choice, const char *text, struct console_candidate **row,
		 const char **why);

/* --- UARTs that no driver here serves: console_undriven.c ------------------------------------- */

enum { CONSOLE_KNOWN_TO_U_BOOT = 1, CONSOLE_KNOWN_TO_LINUX = 2 };

/* A UART that is known by name, from the sources of U-Boot, Linux, or both. */
struct console_undriven {
	char compatible[32];
	char what[28]; /* for people */
	uint8_t by;    /* CONSOLE_KNOWN_*: whose source has it */
};

/* The first of the node's compatible strings that is such a UART's; NULL: none is. */
const struct console_undriven *console_undriven(struct dt_node node);
/* "known, not driven: fsl,imx6q-uart (NXP i.MX UART, known to U-Boot and Linux)" */
void console_put_undriven(struct dt_text *text, const struct console_undriven *uart);

/* Walks the enabled nodes that are such UARTs and that no other of their strings gives a driver. */
struct console_undriven_walk {
	struct dt_cursor cursor; /* private */
	struct dt_trail trail;   /* of the current node */
	const struct console_undriven *uart;
};
/* Starts before the first. */
void console_undriven_init(struct console_undriven_walk *it, const struct dt_tree *tree);
/* The next one; false: there are no more. */
bool console_undriven_next(struct console_undriven_walk *it);
