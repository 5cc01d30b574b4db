#pragma once
/* The properties of a node that has very many, by their names: private to dt_prop. */
#include "fdt/core/table.h"

struct dt_prop_table; /* a dt_table */

/* The node's table, made if it is missing; NULL: as dt_table_make. */
const struct dt_prop_table *dt_prop_table(struct dt_node node);
/* The token of the first property of that name, or NULL. */
const char *dt_prop_table_find(const struct dt_prop_table *table, const char *name);
