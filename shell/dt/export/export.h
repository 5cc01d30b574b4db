#pragma once
/* The verbs of `export`, what a tree can be handed on as: one file each, whose end adds it to the
 * set. */
#include "shell/shell.h"

struct export_verb {
	const char *name, *args, *summary; /* "dts", "", one line as a command's */
	/* Operands behind the verb; args->argv[2] is the first. */
	short min_args, max_args;
	int (*run)(struct shell *shell, const struct shell_args *args); /* as a command's */
};

#define EXPORT_VERB(verb) SET_ADD(export_verbs, verb)
SET_DECLARE(const struct export_verb, export_verbs);

/*
 * Prints a blob as numbered lines (fdt/export/lines.h): all, or those that the operands behind the
 * verb name, each a number or FROM-TO. @kind is the first line's word: "dtb", "dtbo". 0, or -errno
 * told.
 */
int export_lines(struct shell *shell, const struct shell_args *args, const char *kind,
		 const void *blob, uint32_t size);
