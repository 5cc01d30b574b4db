#pragma once
/*
 * Lists of nodes: which columns they show, and in which order. ls and find share them.
 *
 * There is one list at a time. Its nodes are kept in memory that the next one frees. All needs the
 * tree's index (shell_index).
 */
#include "shell/shell.h"

/* The help's lines on -c and -s. */
#define SHELL_LIST_HELP                                                                            \
	"COLUMNS, KEY: name path label alias status compatible reg size irq phandle\n"             \
	"props children, or a property; commas between several."

/*
 * Starts a list with the columns of a text ("path,reg"; NULL: lines that shell_list_put's @line
 * writes), ordered by that of @key (NULL: as the nodes are added). 0, or -errno, told.
 */
int shell_list_begin(struct shell *shell, const char *columns, const char *key, bool reverse);
/* Adds node number @number: 0, or -ENOMEM told. */
int shell_list_add(struct shell *shell, int32_t number);
/* Orders and puts all. 0, or -errno, told. */
int shell_list_put(struct shell *shell, struct dt_text *out,
		   void (*line)(struct dt_text *out, struct dt_node node));
