#pragma once
/*
 * What programs read of a tree on the way to their console: stdout-path, and of a UART its driver,
 * address, clock and alias. The tree needs an index.
 */
#include <stdbool.h>
#include "drivers/console/console_select.h"
#include "drivers/predict/predict_report.h"

/* A driver of such a program, for a family of UARTs: data, as the program's source has it. */
struct predict_driver {
	const char *name;              /* "8250_dw" */
	const char *config;            /* what builds it in: "CONFIG_SERIAL_8250_DW"; or NULL */
	const char *const *compatible; /* its list, in order; NULL at the end */
	const char *const *earlycon;   /* Linux: what `earlycon` alone takes; NULL: the same */
	const char *tty;               /* Linux: its ports' name, "ttyS" */
	const char *probe, *setup;     /* Linux: its functions for a device, for a console */
	uint32_t rate;                 /* Linux: baud where nothing gives a rate */
	uint8_t ports;                 /* Linux: how many there can be, as configured by default */
	bool any_port;                 /* Linux: an alias that is too large gets another number */
	bool needs_clock;  /* refuses a node that has neither clock-frequency nor clocks */
	bool needs_alias;  /* Linux: refuses a node without alias serialN */
	bool needs_irq;    /* Linux: refuses a node without interrupts */
	bool without_reg;  /* takes a node without reg */
	bool fixed_rate;   /* the rate is the hardware's */
	uint32_t clock;    /* OpenSBI: Hz where there is no clock-frequency; 0: leaves the rate */
	const char *since; /* versions seen without it: "1.1"; or NULL */
};

/* The driver, of @drivers with NULL at the end, that has one of the node's compatible strings, the
 * most specific first, and in *@string that string as the driver has it; NULL: no driver. */
const struct predict_driver *predict_match(const struct predict_driver *const *drivers,
					   struct dt_node node, const char **string);
/* Whether one of the node's compatible strings is in @list. */
bool predict_in_list(struct dt_node node, const char *const *list);

/* --- stdout-path ------------------------------------------------------------------------------ */

struct predict_stdout {
	const char *property; /* which one it is; NULL: neither, and all else is 0 */
	const char *text;     /* its first string, @len bytes */
	size_t len;
	size_t path;         /* bytes before the ':' of its options */
	struct dt_node node; /* as libfdt finds it; offset < 0: no such node */
	/* Linux finds it, too: every name is as the tree has it, unit address included, with one
	 * '/' before each, and the string ends with NUL. */
	bool exact;
};

/* Reads stdout-path or, where that is absent and @old, linux,stdout-path. */
void predict_read_stdout(const struct dt_tree *tree, bool old, struct predict_stdout *out);
/* The number at the start of its options, baud; 0: no number. */
uint32_t predict_stdout_rate(const struct predict_stdout *out);
/* Writes the step that says what it leads to, found by @function. @finds: the program does. */
void predict_put_stdout(struct predict *predict, const struct predict_stdout *out, bool finds,
			const char *function);

/* --- a UART ----------------------------------------------------------------------------------- */

/* Its clock-frequency, or the provider of its first clock, is in the tree. */
bool predict_has_clock(struct dt_node node);
/* N of its alias serialN, the first of several; -1: it has none, or one too large. */
int predict_serial(struct dt_node node);
/* Writes "COMPATIBLE: driver NAME, if built with CONFIG". */
void predict_put_driver(struct dt_text *text, const struct predict_driver *driver,
			const char *string);
/* Whether a program (CONSOLE_KNOWN_*) has a driver that is in none of the lists here; says so. */
bool predict_other_driver(struct dt_text *text, struct dt_node node, unsigned known_to);
/* Writes the node's compatible strings: "a", "b". */
void predict_put_strings(struct dt_text *text, struct dt_node node);

/* --- a walk over all nodes, root first -------------------------------------------------------- */

struct predict_walk {
	struct dt_cursor cursor; /* private */
	struct dt_trail trail;   /* of the current node */
	struct dt_node node;     /* the current one */
};
/* Starts before the first. */
void predict_walk(struct predict_walk *walk, const struct dt_tree *tree);
/* The next one; false: there are no more. Nodes deeper than DT_DEPTH_MAX are left out. */
bool predict_next(struct predict_walk *walk);
