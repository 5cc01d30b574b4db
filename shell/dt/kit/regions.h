#pragma once
/* What is where in the address space: by the tree, and by what the program itself knows. */
#include "shell/place.h"
#include "shell/report/report.h"

enum region_is {
	REGION_IS_GAP, /* between others: `map` makes these */
	REGION_IS_RAM,
	REGION_IS_OWNED,
	REGION_IS_DEVICE, /* registers or a window of a node */
};

/* A piece of the address space, and what it is used for. */
struct region {
	uint64_t base, last; /* its first and last byte: it is never empty */
	enum region_is is;
	enum owner_kind owner; /* REGION_IS_OWNED: whose */
	const char *kind;      /* "RAM", "device", "window", what owner_kind_name returns ... */
	const char *name;      /* in the tree, or of the file, or "" */
	int node;              /* offset of the node that describes it, or < 0 */
	uint32_t order;        /* private */
	uint32_t crc;          /* OWNER_LOADED: of what was loaded */
};

/* By base; of those with the same base, the largest first. */
struct regions {
	struct region *row;
	uint32_t count;
	int more; /* banks of RAM for which there was no room */
};

/* Gathers all that is known of memory and, with @devices, the registers and windows of devices, in
 * a table that is valid until the next one is made. 0; -ENOMEM reported. */
int shell_regions(struct shell *shell, bool devices, struct regions *out);

/* The columns of tables of regions. */
enum {
	REGION_BASE,
	REGION_LAST,
	REGION_SIZE,
	REGION_WHAT, /* for people: kind and name */
	REGION_KIND,
	REGION_NAME,
	REGION_CRC,
	REGION_NAMED, /* so many columns each table has; `map` has more: */
	REGION_NODE = REGION_NAMED,
	REGION_DEPTH,
	REGION_OVERLAP,
	REGION_COLUMNS,
};

extern const struct report_column region_columns[REGION_COLUMNS];

/* Begins a row of such a table: all of the region but REGION_WHAT up to REGION_NAMED. */
void region_row(struct report *report, const struct region *region);
/* Puts kind and name: "reserved pool@86000000"; for devices the name is enough. */
void region_put_what(struct dt_text *out, const struct region *region);
/* Reports the banks of RAM for which there was no room, if any. */
void regions_report_more(struct report *report, const struct regions *regions);
