#pragma once
/*
 * Criteria for nodes, and whether a node meets them. Needs tree->index.
 */
#include "fdt/where/address.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h"

enum {
	DT_QUERY_MAX = 24, /* criteria */
};

/* What a criterion looks at. Text is a glob (fdt/core/glob.h). */
enum dt_query_kind {
	DT_QUERY_NAME,       /* the node's name; its unit address may be left out */
	DT_QUERY_PATH,       /* the whole path; a star takes slashes, too */
	DT_QUERY_LABEL,      /* its label: fdt/core/label.h */
	DT_QUERY_ALIAS,      /* an alias of it */
	DT_QUERY_COMPATIBLE, /* one of its compatible strings */
	DT_QUERY_VENDOR,     /* what stands before the comma of one of them */
	DT_QUERY_STATUS,     /* its status; "okay" is also one that is absent, or "ok" */
	DT_QUERY_PROPERTY,   /* it has such a property, with that value if one is given */
	DT_QUERY_ADDRESS,    /* its reg covers the CPU's address `low`; or its ranges: `windows` */
	DT_QUERY_REG,  /* an address of its reg, the CPU's or else the bus', is in the range */
	DT_QUERY_SIZE, /* a size of its reg is in the range */
	DT_QUERY_IRQ,  /* one of its interrupts' numbers is, at `parent` if that is found */
	DT_QUERY_BUS,  /* its parent is called so, or has it as device_type or compatible */
};

struct dt_query_test {
	enum dt_query_kind kind;
	bool negated;
	bool starts; /* behind an "or": what stood before it was another alternative */
	bool valued; /* DT_QUERY_PROPERTY: `value` counts */
	const char *text;
	size_t len;
	const char *value; /* a glob that one of its strings fits, or a number that it is */
	size_t value_len;
	const uint8_t *bytes; /* NULL, or what the value is to be, `value_len` of them */
	uint64_t low, high;   /* both included */
	struct dt_node parent;
};

/* The alternatives' tests in a row; each alternative fits where all of its tests do. */
struct dt_query {
	const struct dt_tree *tree;
	bool windows;
	int count;
	struct dt_query_test test[DT_QUERY_MAX];
};

/* Node number @number meets it. */
bool dt_query_fits(const struct dt_query *query, int32_t number);

/* The CPU's address or, where the CPU sees none, the bus'. */
uint64_t dt_query_address(const struct dt_place *place);
/* The interrupt's number, as its controller counts: where a specifier has a type before it, the
 * second cell. */
uint32_t dt_query_irq(const struct dt_interrupt *interrupt);
