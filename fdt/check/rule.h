#pragma once
/*
 * How rules are written: private to fdt/check/.
 *
 * A group of checks is one file. Its checks are rows of a table, indexed by the file's enum. Its
 * functions are called on the walk: `node` for each node, `prop` for each property, `tree` once at
 * the end. They read what they need, and report by rule_found with the row's index. A new check is
 * an index, a row and the code that finds it, all in one file. A new group is a file, and its name
 * in groups.c.
 *
 * Two walks are made. The first one learns the facts of all nodes, so that a rule need not search a
 * node's children, nor a node that comes later. What a node has is looked up once: a rule asks for
 * the properties of enum rule_prop by rule_has, rule_value and the like, and for others by
 * rule_node_has, dt_prop and the like, which search. What can be said of a property by its name is
 * asked once a name, and not at each node.
 */
#include "fdt/check/check.h"
#include "fdt/where/refs.h"

struct dt_check_group {
	const struct dt_check_row *rows;
	int count; /* of rows */
	void (*node)(struct dt_check *check);
	/* @says: what `name` said of its name. */
	void (*prop)(struct dt_check *check, const struct dt_cursor *prop, unsigned says);
	void (*tree)(struct dt_check *check);
	/* Goes with `prop`: what a property's name says to the group; 0: nothing, and `prop` is
	 * not called for it. Asked about once for each name: few names occur again and again. */
	uint8_t (*name)(const char *name);
};

/* Properties that many rules ask for, which are looked up once a node. known.c has their names. */
enum rule_prop {
	RULE_ADDRESS_CELLS,
	RULE_INTERRUPT_CELLS,
	RULE_SIZE_CELLS,
	RULE_BITS,
	RULE_CLOCK_FREQUENCY,
	RULE_CLOCKS,
	RULE_COMPATIBLE,
	RULE_DEVICE_TYPE,
	RULE_DMA_RANGES,
	RULE_INTERRUPT_CONTROLLER,
	RULE_INTERRUPT_MAP,
	RULE_INTERRUPT_PARENT,
	RULE_INTERRUPTS,
	RULE_INTERRUPTS_EXTENDED,
	RULE_RANGES,
	RULE_REG,
	RULE_REMOTE_ENDPOINT,
	RULE_STATUS,
	RULE_NAMES,            /* how many have a name above */
	RULE_SPI = RULE_NAMES, /* any whose name begins with "spi-" */
	RULE_PROPS,            /* of a name: it is not one of them */
};

enum {
	RULE_TEXT_MAX = 128, /* characters of a path that is shown, with the words around it */
	RULE_CELLS_MAX = 15, /* of an address or size; more make no sense and count as so many */
	RULE_GROUPS_MAX = 24,
	RULE_SAID_MAX = 6,     /* groups with a function for properties */
	RULE_NAMES_KEPT = 384, /* names of properties; boards have up to 300 */
	RULE_NAMES_TRIED = 4,  /* places for each */
};

/* How a node's children are addressed. */
enum rule_bus { RULE_BUS_OTHER, RULE_BUS_SIMPLE, RULE_BUS_PCI, RULE_BUS_I2C, RULE_BUS_SPI };

/* Facts of each node, filled in before any rule is called. Small, because they are kept of all
 * nodes: where the tree names no RAM, there is little memory. */
struct dt_check_node {
	uint32_t has, children; /* bits of enum rule_prop: what it has, what its children have */
	int32_t taker;          /* number of the node that its interrupts go to, or DT_NONE */
	unsigned address : 4, size : 4; /* cells of its children's addresses and sizes */
	unsigned bus : 3;               /* enum rule_bus */
	bool has_address : 1;           /* it has #address-cells */
	bool has_size : 1;              /* it has #size-cells */
	bool takes : 1;                 /* it has #interrupt-cells */
	bool mapped : 1;                /* it and all buses above it have ranges, up to the root */
	bool open : 1;       /* an overlay's: its target may have the cells that it lacks */
	bool made : 1;       /* a tool's: it or a node above describes no device */
	bool supervised : 1; /* set at the end, of a cpu node: S-mode's interrupts come to it */
	bool possible : 1;   /* likewise: its OpenSBI domain has it among possible-harts */
	bool off : 1;        /* it or a node above is not enabled */
	bool endpoint : 1;   /* it is an endpoint of a graph */
	bool endpoints : 1;  /* a child of it is one */
};

/* Something to be sorted: a key, and what it belongs to. */
struct rule_row {
	uint64_t key, size;
	int32_t number;
};

/* What the name of a property says. */
struct rule_name {
	const char *name; /* in the strings block; NULL: an empty row */
	uint16_t hash;    /* of its text */
	uint8_t prop;     /* enum rule_prop */
	struct rule_said {
		uint8_t group, says; /* place in rule_groups; 0: no more groups */
	} said[RULE_SAID_MAX];
};

/* The node that takes another's interrupts. */
struct rule_taker {
	int32_t number;          /* its, or DT_NONE; another one: nothing is known yet */
	const char *fault;       /* what is wrong with it, or NULL */
	uint32_t cells, sources; /* of a specifier; that it has, UINT32_MAX where it does not say */
};

/* The memory of a run. */
struct dt_check_space {
	int first[RULE_GROUPS_MAX + 1]; /* the number of each group's first check */
	struct rule_name name[RULE_NAMES_KEPT + RULE_NAMES_TRIED];
	struct rule_value {
		const uint8_t *at;
		uint32_t len;
	} value[RULE_PROPS]; /* of the current node's properties, by enum rule_prop */
	bool repeats;        /* two properties of it may have the same name */
	struct dt_refs_memo targets;
	struct rule_taker taker;
	struct rule_row *rows;
	size_t room;               /* of rows */
	int32_t sorted;            /* the node whose properties rows has, which are ... */
	size_t props;              /* ... so many; only while properties are looked at */
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

/* The current node has the property. */
static inline bool rule_has(const struct dt_check *check, enum rule_prop prop)
{
	return check->own->has >> prop & 1;
}
/* Its value, and in *@len its bytes; NULL when it is absent. */
static inline const uint8_t *rule_value(const struct dt_check *check, enum rule_prop prop, int *len)
{
	*len = rule_has(check, prop) ? (int)check->space->value[prop].len : 0;
	return rule_has(check, prop) ? check->space->value[prop].at : NULL;
}
/* Its cells, and their number in *@cells; NULL when it is absent. */
static inline const uint8_t *rule_cells(const struct dt_check *check, enum rule_prop prop,
					uint32_t *cells)
{
	int len;
	const uint8_t *value = rule_value(check, prop, &len);

	*cells = (uint32_t)len / DT_CELL;
	return value;
}
/* As dt_cell. */
static inline uint32_t rule_number(const struct dt_check *check, enum rule_prop prop,
				   uint32_t absent)
{
	int len;
	const uint8_t *value = rule_value(check, prop, &len);

	return value && len == DT_CELL ? dt_be32(value) : absent;
}
/* Cell number @at. */
static inline uint32_t rule_cell(const uint8_t *cells, uint32_t at)
{
	return dt_be32(cells + (size_t)at * DT_CELL);
}
/* Any node has any property: by a search. */
static inline bool rule_node_has(struct dt_node node, const char *name)
{
	return dt_prop(node, name, NULL) != NULL;
}
/* The cells of any property of any node, as rule_cells. */
const uint8_t *rule_node_cells(struct dt_node node, const char *name, uint32_t *cells);
/* The property is one string, which ends with its only NUL. */
bool rule_is_string(const struct dt_cursor *prop);
/* The first string of the current node's property is @wanted. */
bool rule_text_is(const struct dt_check *check, enum rule_prop prop, const char *wanted);
/* @name without its unit address is @base. */
bool rule_base_is(const char *name, const char *base);
/* The current node has children. */
static inline bool rule_has_children(const struct dt_check *check)
{
	return check->tree->index->node[check->number].end > check->number + 1;
}
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
/* Node number @number has the property. */
static inline bool rule_facts_has(struct dt_check *check, int32_t number, enum rule_prop prop)
{
	return rule_facts(check, number)->has >> prop & 1;
}

/* --- called by the walk ---------------------------------------------------------------------- */

/* What is said of a property's name in the strings block. In known.c. */
const struct rule_name *rule_name(struct dt_check *check, const char *name);
/* Reads the properties of the current node, whose facts are in check->own. */
void rule_read(struct dt_check *check);
/* Fills in check->own, and in check->up what is said of children there. In facts.c. */
void rule_learn(struct dt_check *check);

/* --- sorting --------------------------------------------------------------------------------- */

/* Memory for @count rows; the next call takes the same. NULL: there is none, and dt_check_run
 * fails at its end. */
struct rule_row *rule_room(struct dt_check *check, size_t count);
/* Sorts by key, and rows of the same key by number. At most count * log(count) steps. */
void rule_sort(struct rule_row *row, size_t count);

/* A key for a name. */
uint32_t rule_hash(const char *name, size_t len);
/* Fills check->space->rows with the properties of the current node: the key of each one's name, and
 * its offset in the structure block. Sorted. Their number; 0 where there is no memory. */
size_t rule_prop_rows(struct dt_check *check);

/* --- the groups ------------------------------------------------------------------------------ */

/* All of them, in the order in which they are called; NULL ends the list. In groups.c. */
extern const struct dt_check_group *const rule_groups[];
