#pragma once
/*
 * How rules are written: private to fdt/check*.c.
 *
 * A group is a file. Its checks are rows of text, and its functions are called on the walk: `node`
 * for each node, `prop` for each property, `tree` once at the end. They read what they need, and
 * tell what they find by rule_found with the row's number in the file. A new check is a row, its
 * name in the file's enum, and what finds it.
 */
#include "fdt/check/check.h"

struct dt_cursor;

struct dt_check_group {
	/*
	 * The checks, in the order of the file's enum, each of texts that end with NUL: two letters
	 * and the name; the summary (empty: that of the one before); and what would mend it, where
	 * the second letter is '+'. The first is the severity's: E, W or N. The second may also be
	 * '-', where what would mend it is told with each finding, or a row of tell_mends.
	 */
	const char *rows;
	void (*node)(struct dt_check *check);
	void (*prop)(struct dt_check *check, const struct dt_cursor *prop);
	void (*tree)(struct dt_check *check);
};

extern const struct dt_check_group check_names, check_types, check_addresses, check_buses,
	check_graph, check_interrupts, check_refs, check_aliases, check_chosen, check_uarts,
	check_memory, check_cpus, check_header;

enum { RULE_GROUPS = 13 };
extern const struct dt_check_group *const rule_groups[RULE_GROUPS];
/* How many checks a group has. */
int rule_count(const struct dt_check_group *group);

enum {
	CELL = 4,            /* bytes */
	RULE_TEXT_MAX = 128, /* characters of a path that is shown, with what stands around it */
	RULE_CELLS_MAX = 15, /* of an address or size; more make no sense and count as so many */
};

/* How a node's children are addressed. */
enum rule_bus { RULE_BUS_OTHER, RULE_BUS_SIMPLE, RULE_BUS_PCI, RULE_BUS_I2C, RULE_BUS_SPI };

/* What is known of each node before its rules are called. */
struct dt_check_node {
	uint8_t address, size; /* cells of its children's addresses and sizes */
	bool has_address;      /* #address-cells is there */
	bool has_size;
	bool takes;  /* it has #interrupt-cells */
	bool made;   /* it or a node above is dtc's own: no device, and no names of devices */
	bool off;    /* it or a node above is not enabled */
	uint8_t bus; /* enum rule_bus */
	/* Number of the node that its interrupts go to, or DT_NONE. */
	int32_t taker;
};

/* Something to be sorted: a key, and what it belongs to. */
struct rule_row {
	uint64_t key, size;
	int32_t number;
};

/* --- telling --------------------------------------------------------------------------------- */

/* A finding of check @id of the group at the node in hand, as dt_check_tell's: @format has the
 * details behind the summary, NULL for none, and behind "; " what would mend it where that is
 * another than the row's. */
bool rule_found(struct dt_check *check, int id, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same at another node. */
bool rule_found_at(struct dt_check *check, int id, struct dt_node node, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Behind rule_found, which said so: property @name of @node would be @text. */
void rule_mend_text(struct dt_check *check, struct dt_node node, const char *name,
		    const char *text);
/* ... would be <cell>. */
void rule_mend_cell(struct dt_check *check, struct dt_node node, const char *name, uint8_t cell);
/* ... would be gone from the node in hand. */
void rule_mend_remove(struct dt_check *check, const char *name);

/* --- reading --------------------------------------------------------------------------------- */

/* The property's cells, and their number in *@cells; NULL when it is absent. */
const uint8_t *rule_cells(struct dt_node node, const char *name, uint32_t *cells);
/* Cell number @at. */
static inline uint32_t rule_cell(const uint8_t *cells, uint32_t at)
{
	return dt_be32(cells + (size_t)at * CELL);
}
/* The number in @cells cells at @at: the lowest 64 bits. */
uint64_t rule_number(const uint8_t *at, unsigned cells);
/* The node in hand has the property. */
bool rule_has(const struct dt_check *check, const char *name);
/* Another has it. */
static inline bool rule_other_has(struct dt_node node, const char *name)
{
	return dt_prop(node, name, NULL) != NULL;
}
/* The name up to its '@' is @base. */
bool rule_base_is(const char *name, const char *base);
/* Behind the '@' of a name, or NULL. */
const char *rule_unit(const char *name);
/* The node is called @name and is a child of the root. */
bool rule_is_top(const struct dt_check *check, const char *name);
/* The path of @node for rule_found, cut or "" where it is too long. */
const char *rule_path(struct dt_node node, char *path, size_t size);
/* The alias that leads to @node, of those that begin with @start, or NULL. */
const char *rule_alias_of(const struct dt_check *check, struct dt_node node, const char *start);
/* " (nearest: PATH)" in @near, of RULE_TEXT_MAX bytes: what was meant by a path to nowhere; "" when
 * that cannot be told. */
const char *rule_near(struct dt_check *check, const char *path, size_t len, char *near);
/* A serial console by its compatible. */
bool rule_is_uart(struct dt_node node);
/* The facts of node number @number; of DT_NONE, those of a bus of which nobody says anything. */
struct dt_check_node *rule_facts(struct dt_check *check, int32_t number);
/* Fills in check->own, of the node in hand: the walk's. */
void rule_learn(struct dt_check *check);

/* --- sorting --------------------------------------------------------------------------------- */

/* Room for @count rows, which the next call takes again; NULL: no memory, which dt_check_run then
 * tells. */
struct rule_row *rule_room(struct dt_check *check, size_t count);
/* Sorts by key, and of the same key by number. Never more than count * log(count) steps. */
void rule_sort(struct rule_row *row, size_t count);
