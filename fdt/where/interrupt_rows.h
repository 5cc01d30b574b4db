#pragma once
/* The rows of an interrupt-map: private to fdt/where/interrupt*.c. */
#include "fdt/where/interrupt_key.h"

/* Reads the next row of a map, the parent's of @key: the @child key that it is for, and the key
 * that it leads @to, which is that of the row before. 0, or -EINVAL with @fault. */
int interrupt_row(struct interrupt_cells *map, const struct interrupt_key *key, uint32_t *child,
		  struct interrupt_key *to, struct dt_fault *fault);

/* Finds what the first row of @map, key->parent's, that fits the key under @mask leads @to. 0;
 * -ENOENT: none fits; -EINVAL with @fault: a row before that cannot be read. */
int interrupt_rows(const struct interrupt_key *key, struct interrupt_cells map,
		   const uint32_t *mask, struct interrupt_key *to, struct dt_fault *fault);
