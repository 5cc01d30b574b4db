#pragma once
/* The lines of ls -l: name, status or length, and what the rest of 80 columns shows. */
#include "shell/dt/kit/operand.h"

/* A node: with its path rather than its name where @path. */
void shell_long_node(struct dt_text *out, struct dt_node node, bool path);
/* The operand's property, likewise. */
void shell_long_property(struct dt_text *out, const struct shell_operand *operand, bool path);
