#include "kernel/protect/protect_table.h"
/* The tables, filled. RISC-V Privileged Architecture 1.12, 4.3.1 and 4.4 (rows of Sv39). */
#include <errno.h>
#include <stddef.h>

enum {
	ROW_VALID = 1 << 0,
	ROW_ACCESSED = 1 << 6, /* set here, because some harts trap rather than set them */
	ROW_DIRTY = 1 << 7,
	ROW_ALLOW = PROTECT_READ | PROTECT_WRITE | PROTECT_EXECUTE, /* 0: leads to a table */
	ROW_NUMBER = 10,                                            /* bit of the page's number */
	PAGE_SHIFT = 12,
	LEVEL_SHIFT = 9,
};

/* log2 of what a row of that level maps; level 0 is the lowest. */
static unsigned table_shift(unsigned level)
{
	return PAGE_SHIFT + level * LEVEL_SHIFT;
}

static uint64_t *table_row(struct protect_page *page, uint64_t address, unsigned level)
{
	return &page->row[address >> table_shift(level) & (PROTECT_ROWS - 1)];
}

static uint64_t table_leaf(uint64_t address, unsigned allow)
{
	return allow ? address >> PAGE_SHIFT << ROW_NUMBER | ROW_DIRTY | ROW_ACCESSED | allow |
			       ROW_VALID
		     : 0;
}

static struct protect_page *table_below(uint64_t row)
{
	return (struct protect_page *)(uintptr_t)(row >> ROW_NUMBER << PAGE_SHIFT);
}

/* By how much rows that follow each other differ, where all allow the same. */
static uint64_t table_step(unsigned level)
{
	return UINT64_C(1) << (table_shift(level) - PAGE_SHIFT + ROW_NUMBER);
}

/* Rows from @at up to @end. Four a turn: most of what protection takes is spent here. */
static void table_fill(uint64_t *at, const uint64_t *end, uint64_t row, uint64_t step)
{
	for (; at < end; at += 4, row += 4 * step) {
		at[0] = row;
		at[1] = row + step;
		at[2] = row + 2 * step;
		at[3] = row + 3 * step;
	}
}

uint64_t protect_reach(unsigned levels)
{
	return UINT64_C(1) << (table_shift(levels) - 1);
}

void protect_begin(struct protect_table *table, unsigned levels)
{
	uint64_t *row = table->page->row;

	table->levels = levels;
	table->used = 1;
	table_fill(row, row + PROTECT_ROWS / 2, table_leaf(0, PROTECT_READ | PROTECT_WRITE),
		   table_step(levels - 1));
	table_fill(row + PROTECT_ROWS / 2, row + PROTECT_ROWS, 0, 0);
}

/* Replaces a leaf of @level by a table of leaves below it that map the same. */
static int table_split(struct protect_table *table, uint64_t *row, unsigned level)
{
	struct protect_page *page = table->page + table->used;

	if (table->used == table->max)
		return -ENOMEM;
	table->used++;
	table_fill(page->row, page->row + PROTECT_ROWS, *row, table_step(level - 1));
	__atomic_thread_fence(__ATOMIC_RELEASE); /* a hart may be using the tables */
	*row = (uint64_t)(uintptr_t)page >> PAGE_SHIFT << ROW_NUMBER | ROW_VALID;
	return 0;
}

/* The smallest page's row; NULL: too few tables. */
static uint64_t *table_smallest(struct protect_table *table, uint64_t address)
{
	struct protect_page *page = table->page;

	for (unsigned level = table->levels - 1; level; level--) {
		uint64_t *row = table_row(page, address, level);

		if (*row & ROW_ALLOW && table_split(table, row, level))
			return NULL;
		page = table_below(*row);
	}
	return table_row(page, address, 0);
}

int protect_allow(struct protect_table *table, const struct protect_range *range)
{
	uint64_t leaf = table_leaf(range->base, range->allow), *row = NULL;
	const uint64_t step = leaf ? table_step(0) : 0;

	for (uint64_t at = range->base; at < range->end; at += PROTECT_PAGE, leaf += step) {
		if (!row || !(at >> PAGE_SHIFT & (PROTECT_ROWS - 1)))
			row = table_smallest(table, at);
		if (!row)
			return -ENOMEM;
		*row++ = leaf;
	}
	return 0;
}

unsigned protect_walk(const struct protect_table *table, uint64_t address, uint64_t *to)
{
	unsigned level = table->levels - 1, sign = table_shift(table->levels) - 1;
	uint64_t row = *table_row(table->page, address, level);

	*to = 0;
	if ((uint64_t)((int64_t)(address << (63 - sign)) >> (63 - sign)) != address)
		return 0;
	while (level && row & ROW_VALID && !(row & ROW_ALLOW))
		row = *table_row(table_below(row), address, --level);
	if (!(row & ROW_VALID))
		return 0;
	*to = (row >> ROW_NUMBER << PAGE_SHIFT) |
	      (address & ((UINT64_C(1) << table_shift(level)) - 1));
	return row & ROW_ALLOW;
}
