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

/* Reads row number @row of @context. */
typedef struct dt_span dt_spans_read(const void *context, uint32_t row);

struct dt_spans; /* a dt_table */

/* The table of @value, which has @rows rows that @read reads; made if it is missing. NULL: as
 * dt_table_make, or there are too few rows. n log n steps. */
const struct dt_spans *dt_spans(const struct dt_tree *tree, const void *value, uint32_t rows,
				dt_spans_read *read, const void *context);
/* The first row that holds the number, or DT_NONE (fdt/core/index.h). */
int32_t dt_spans_first(const struct dt_spans *spans, uint32_t space, uint64_t number);
