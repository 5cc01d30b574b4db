#pragma once
/*
 * Which row of a property is the first that holds a number, where each row holds a span of numbers
 * and spans may overlap: by bisection, however many rows there are.
 */
#include "fdt/core/table.h"

/* The numbers of @space from @base on, @size of them; those beyond 2^64 - 1 do not exist. */
struct dt_span {
	uint64_t base, size;
	uint32_t space;
};

/* The rows of a property of the tree. */
struct dt_spans {
	const struct dt_tree *tree;
	const void *value;
	uint32_t rows;
	struct dt_span (*read)(const void *context, uint32_t row);
	const void *context;
};

/* The first row that holds the number, or DT_NONE (fdt/core/index.h). It makes a table of the rows
 * first, in n log n steps, if that is missing; few rows are walked, and where dt_table_make fails.
 */
int32_t dt_spans_first(const struct dt_spans *spans, uint32_t space, uint64_t number);
