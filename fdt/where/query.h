#pragma once
/*
 * Criteria for nodes, and whether a node meets them. Needs tree->index.
 */
#include "fdt/core/index.h"
#include "fdt/where/address.h"
#include "fdt/where/interrupt.h"

enum {
	DT_QUERY_MAX = 24, /* criteria */
};

/* What a criterion looks at. Text is a glob (fdt/core/glob.h). */
enum dt_query_kind {
	DT_QUERY_NAME,       /* the node's name; its unit address may be left out */
	DT_QUERY_PATH,       /* the whole path; a star also takes slashes */
	DT_QUERY_LABEL,      /* its label: fdt/core/label.h */
	DT_QUERY_ALIAS,      /* an alias of it */
	DT_QUERY_COMPATIBLE, /* one of its compatible strings */
	DT_QUERY_VENDOR,     /* the part before the comma of one of them */
	DT_QUERY_STATUS,     /* its status; "ok" and no status count as "okay" */
	DT_QUERY_PROPERTY,   /* it has such a property, and that value if one is given */
	DT_QUERY_ADDRESS,    /* its reg (or ranges: `windows`) covers the CPU's address `low` */
	DT_QUERY_REG,  /* an address of its reg, the CPU's or else the bus's, is in the range */
	DT_QUERY_SIZE, /* a size of its reg is in the range */
	DT_QUERY_IRQ,  /* the number of one of its interrupts is, at `parent` if that is found */
	DT_QUERY_BUS,  /* the name, device_type or compatible of its parent */
};

struct dt_query_test {
	enum dt_query_kind kind;
	bool negated;
	bool starts; /* it comes after an "or", and begins a new alternative */
	bool valued; /* DT_QUERY_PROPERTY: a value is given */
	const char *text;
	size_t len;
	const char *value; /* a glob for one of its strings, or a number that it equals */
	size_t value_len;
	const uint8_t *bytes; /* NULL, or the `value_len` bytes that the value equals */
	uint64_t low, high;   /* both included */
	struct dt_node parent;
};

/* The tests of all alternatives in a row. An alternative fits if all of its tests do. */
struct dt_query {
	const struct dt_tree *tree;
	bool windows; /* DT_QUERY_ADDRESS looks at ranges, not at reg */
	int count;
	struct dt_query_test test[DT_QUERY_MAX];
};

/* Whether node number @number meets it. */
bool dt_query_fits(const struct dt_query *query, int32_t number);

/* The CPU's address or, where the CPU cannot reach it, the bus's. */
uint64_t dt_query_address(const struct dt_place *place);
/* The interrupt's number as its controller counts: the specifier's first cell, or the second where
 * the first is a type. */
uint32_t dt_query_irq(const struct dt_interrupt *interrupt);
