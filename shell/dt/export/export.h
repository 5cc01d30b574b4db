#pragma once
/* The verbs of `export`, the forms in which it prints a tree: one file each, whose end adds it. */
#include "shell/shell.h"

#define EXPORT_VERB(verb) SET_ADD(export_verbs, verb)
SET_DECLARE(const struct shell_verb, export_verbs);

/*
 * Prints a blob as numbered lines (fdt/export/lines.h): all, or those that the operands after the
 * verb name, each a number or FROM-TO. @kind is the first line's word: "dtb", "dtbo". 0, or -errno
 * reported.
 */
int export_lines(struct shell *shell, const struct shell_args *args, const char *kind,
		 const void *blob, uint32_t size);
