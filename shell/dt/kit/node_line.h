#pragma once
/* Rows of nodes and properties: the long form of `ls -l`, for people; properties, for programs. */
#include "shell/dt/kit/operand.h"
#include "shell/report/report.h"

/* For people: name, status or length, compatible or value. Programs get what is in it by
 * shell_list_table and shell_property_table. */
extern const struct report_table shell_long_table;
/* Puts a row of it: the node's; @path: with its path, not its name. */
void shell_long_node(struct report *report, struct dt_node node, bool path);
/* Puts a row of it: that of the operand's property; @path as above. */
void shell_long_property(struct report *report, const struct shell_operand *operand, bool path);

/* For programs: the properties of nodes. */
extern const struct report_table shell_property_table;
/* Puts a row of it; the property's owner must be known. */
void shell_property_row(struct report *report, const struct shell_property *property);

/* Puts `name/` or, with @path, the path. */
void shell_put_name(struct dt_text *out, struct dt_node node, bool path);
