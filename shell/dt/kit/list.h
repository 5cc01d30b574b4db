#pragma once
/*
 * Lists of nodes: which columns they show, and in which order. ls, find and phandle use them.
 *
 * There is one list at a time; the next one frees its memory. All of this needs the tree's index
 * (shell_index).
 */
#include "shell/shell.h"

/* The help's lines on -c and -s. */
#define SHELL_LIST_HELP                                                                            \
	"COLUMNS, KEY: name path label alias status compatible reg size irq phandle\n"             \
	"props children, or a property's name; columns are separated by commas."

/*
 * Starts a list with the columns of @columns ("path,reg"; NULL: lines, by shell_list_put's @line),
 * sorted by column @key (NULL: in the order in which nodes are added). 0, or -errno reported.
 */
int shell_list_begin(struct shell *shell, const char *columns, const char *key, bool reverse);
/* Adds node number @number: 0, or -ENOMEM reported. */
int shell_list_add(struct shell *shell, int32_t number);
/* Sorts and prints all. 0, or -errno reported. */
int shell_list_put(struct shell *shell, struct dt_text *out,
		   void (*line)(struct dt_text *out, struct dt_node node));
