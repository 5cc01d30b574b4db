#pragma once
/* Names of memory, private to the shell: files, nodes, functions, and what begins with $. */
#include "shell/expression.h"
#include "shell/shell.h"

/* What @len bytes at @name stand for: as lookup of struct shell_expression; @context is a struct
 * shell. An error other than -ENOENT has been reported. */
int shell_memory_name(void *context, const char *name, size_t len, struct shell_value *value);
/* Reports that no memory has the name of @len bytes, and what it most likely means. -ENOENT. */
int shell_memory_unknown(struct shell *shell, const char *name, size_t len);
/* The names that begin with $, in turn; NULL: there are no more. */
const char *shell_memory_symbol(int index);
