#pragma once
/* Lines of nodes and properties: paths alone, and those of `ls -l`: name, status or length, and as
 * much of the value as 80 columns hold. */
#include "shell/dt/kit/operand.h"

/* Puts a node's line; @path: with its path, not its name. */
void shell_long_node(struct dt_text *out, struct dt_node node, bool path);
/* Puts the line of the operand's property; @path as above. */
void shell_long_property(struct dt_text *out, const struct shell_operand *operand, bool path);

/* For shell_list_put: the node's path; the node's long line with its path. */
void shell_path_line(struct dt_text *out, struct dt_node node);
void shell_long_path_line(struct dt_text *out, struct dt_node node);
