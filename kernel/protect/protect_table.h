#pragma once
/*
 * Page tables that map each address to itself. Pure: it knows neither this image nor a hart.
 * RISC-V Privileged Architecture 1.12, 4.3 to 4.5: Sv39 has three levels, Sv48 has four.
 */
#include <stdbool.h>
#include <stdint.h>

enum {
	PROTECT_PAGE = 4096, /* bytes; of the smallest page, and of a table */
	PROTECT_ROWS = 512,  /* of a table */
	/* Five are enough where two pages of 1 GiB, or of 2 MiB, hold the image; four more are for
	 * the stacks of other harts. */
	PROTECT_TABLES = 9,
	/* What a page allows: bits of its row. Nothing: any access traps. */
	PROTECT_READ = 1 << 1,
	PROTECT_WRITE = 1 << 2,
	PROTECT_EXECUTE = 1 << 3,
};

struct protect_page {
	_Alignas(PROTECT_PAGE) uint64_t row[PROTECT_ROWS];
};

/* Tables in the making. Owner: the caller, who sets page and max; page[0] is the root. */
struct protect_table {
	struct protect_page *page;
	int max, used;
	unsigned levels; /* 3 or 4 */
};

/* What a range of whole pages allows. */
struct protect_range {
	uint64_t base, end;
	unsigned allow; /* PROTECT_READ ...; 0: nothing */
};

/* Bytes from 0 that tables of so many levels reach. The rest of the lower half of all addresses
 * traps, and the upper half is not mapped. */
uint64_t protect_reach(unsigned levels);
/* Maps all within reach, to be read and written, by the largest pages. */
void protect_begin(struct protect_table *table, unsigned levels);
/* Changes what a range within reach allows. 0; -ENOMEM: too few tables, and what was not
 * reached is as before. */
int protect_allow(struct protect_table *table, const struct protect_range *range);
/* What an access to @address finds: what it allows, 0: nothing; *@to is where it leads. */
unsigned protect_walk(const struct protect_table *table, uint64_t address, uint64_t *to);
