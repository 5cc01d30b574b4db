#pragma once
/* The columns of lists: their names, and what each prints of a node. */
#include "shell/dt/kit/list_value.h"
#include "shell/report/report.h"

/* The column that @name, which has @len bytes, means. */
struct shell_list_column shell_list_column(const char *name, size_t len);
/* The same column of a report's table; a property's has no key and no title. */
struct report_column shell_list_head(const struct shell_list_column *column);
/* Puts the cell of node number @number into column @at of the report's table. */
void shell_list_cell(struct report *report, int at, const struct shell_list_column *column,
		     const struct dt_tree *tree, int32_t number);
