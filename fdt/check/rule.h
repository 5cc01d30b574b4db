#pragma once
/*
 * How rules are written: private to fdt/check/.
 *
 * A group of checks is one file. Its checks are rows of a table, indexed by the file's enum. Its
 * functions are called on the walk: `node` for each node, `prop` for each property, `tree` once at
 * the end. They read what they need, and report by rule_found with the row's index. A new check is
 * an index, a row and the code that finds it, all in one file. A new group is a file, and its name
 * in groups.c.
 */
#include "fdt/check/check.h"

struct dt_cursor;

struct dt_check_group {
	const struct dt_check_row *rows;
	int count; /* of rows */
	void (*node)(struct dt_check *check);
	void (*prop)(struct dt_check *check, const struct dt_cursor *prop);
	void (*tree)(struct dt_check *check);
};

enum {
	RULE_TEXT_MAX = 128, /* characters of a path that is shown, with the words around it */
	RULE_CELLS_MAX = 15, /* of an address or size; more make no sense and count as so many */
};

/* How a node's children are addressed. */
enum rule_bus { RULE_BUS_OTHER, RULE_BUS_SIMPLE, RULE_BUS_PCI, RULE_BUS_I2C, RULE_BUS_SPI };

/* Facts of each node, filled in before its rules are called. */
struct dt_check_node {
	uint8_t address, size; /* cells of its children's addresses and sizes */
	bool has_address;      /* it has #address-cells */
	bool has_size;         /* it has #size-cells */
	bool takes;            /* it has #interrupt-cells */
	bool mapped;           /* it and all buses above it have ranges, up to the root */
	bool open;             /* an overlay's: its target may have the cells that it lacks */
	bool made;             /* a tool's: it or a node above describes no device */
	bool supervised;       /* set at the end, of a cpu node: S-mode's interrupts come to it */
	bool off;              /* it or a node above is not enabled */
	enum rule_bus bus;
	int32_t taker; /* number of the node that its interrupts go to, or DT_NONE */
};

/* Something to be sorted: a key, and what it belongs to. */
struct rule_row {
	uint64_t key, size;
	int32_t number;
};

/* The memory of a run. */
struct dt_check_space {
	struct rule_row *rows;
	size_t room;               /* of rows */
	bool full;                 /* there was no memory for more rows */
	struct dt_check_node none; /* facts of DT_NONE */
	struct dt_check_node node[];
};

/* --- reporting ------------------------------------------------------------------------------- */

/* Reports a finding of check @id of the running group at the current node. @format: the details
 * that follow the row's text, NULL for none; they are cut at 200 characters. True when it counts,
 * and a repair may be proposed. */
bool rule_found(struct dt_check *check, int id, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same at another node. */
bool rule_found_at(struct dt_check *check, int id, struct dt_node node, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same with its own advice @fix instead of the row's. */
bool rule_found_fix(struct dt_check *check, int id, struct dt_node node, const char *fix,
		    const char *format, ...) __attribute__((format(printf, 5, 6)));
/* After a finding that counts, proposes a repair: set property @name of @node to string @text. */
void rule_repair_text(struct dt_check *check, struct dt_node node, const char *name,
		      const char *text);
/* ... to the one cell @cell. */
void rule_repair_cell(struct dt_check *check, struct dt_node node, const char *name, uint32_t cell);
/* ... remove the property from the current node. */
void rule_repair_remove(struct dt_check *check, const char *name);

/* --- reading --------------------------------------------------------------------------------- */

/* The property's cells, and their number in *@cells; NULL when it is absent. */
const uint8_t *rule_cells(struct dt_node node, const char *name, uint32_t *cells);
/* Cell number @at. */
static inline uint32_t rule_cell(const uint8_t *cells, uint32_t at)
{
	return dt_be32(cells + (size_t)at * DT_CELL);
}
/* The current node has the property. */
bool rule_has(const struct dt_check *check, const char *name);
/* Another node has it. */
static inline bool rule_other_has(struct dt_node node, const char *name)
{
	return dt_prop(node, name, NULL) != NULL;
}
/* The property's first string is @wanted. */
bool rule_text_is(struct dt_node node, const char *name, const char *wanted);
/* @name without its unit address is @base. */
bool rule_base_is(const char *name, const char *base);
/* The unit address of a name: what follows its '@'; NULL: it has none. */
const char *rule_unit(const char *name);
/* The current node is called @name and is a child of the root. */
bool rule_is_top(const struct dt_check *check, const char *name);
/* The path of @node for a finding; "..." where it is longer than @size. */
const char *rule_path(struct dt_node node, char *path, size_t size);
/* The alias that leads to @node, of those whose name begins with @start, or NULL. */
const char *rule_alias_of(const struct dt_check *check, struct dt_node node, const char *start);
/* For a path that leads to no node: " (nearest: PATH)" in @near, of RULE_TEXT_MAX bytes, with the
 * path that was most likely meant; "" where there is no such path. */
const char *rule_near(struct dt_check *check, const char *path, size_t len, char *near);
/* By its compatible, the node is a UART. In check_uarts.c. */
bool rule_is_uart(struct dt_node node);
/* ... of which Linux makes a ttyS or the like, with a number. */
bool rule_is_numbered_uart(struct dt_node node);
/* The facts of node number @number; those of DT_NONE are the defaults of the specification. */
struct dt_check_node *rule_facts(struct dt_check *check, int32_t number);
/* Fills in check->own, the facts of the current node. Called by the walk. */
void rule_learn(struct dt_check *check);

/* --- sorting --------------------------------------------------------------------------------- */

/* Memory for @count rows; the next call takes the same. NULL: there is none, and dt_check_run
 * fails at its end. */
struct rule_row *rule_room(struct dt_check *check, size_t count);
/* Sorts by key, and rows of the same key by number. At most count * log(count) steps. */
void rule_sort(struct rule_row *row, size_t count);

/* --- the groups ------------------------------------------------------------------------------ */

/* All of them, in the order in which they are called; NULL ends the list. In groups.c. */
extern const struct dt_check_group *const rule_groups[];
