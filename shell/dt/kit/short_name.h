#pragma once
/* Warnings before a node gets a name that was short for another one. */
#include "shell/shell.h"

/*
 * Warns if a node called @name, of @len bytes and without unit address, comes beside one that has
 * this name and a unit address: until now the name alone meant that one. @parent: of both. @node:
 * the one that gets the name, as it is now; not found: it is new.
 */
void shell_warn_short_name(struct shell *shell, struct dt_node parent, struct dt_node node,
			   const char *name, size_t len);
