#pragma once
/*
 * Lists of nodes: which columns they show, and in which order. ls, find, tree and phandle use them.
 *
 * There is one list at a time; the next one frees its memory. All of this needs the tree's index
 * (shell_index).
 */
#include "shell/report/report.h"

/* The help's lines on -c and -s. */
#define SHELL_LIST_HELP                                                                            \
	"COLUMNS, KEY: name path depth label alias status compatible reg size irq\n"               \
	"phandle props children, or a property's name; columns are separated by commas."

/*
 * Starts a list with the columns of @columns ("path,reg"; NULL: those that programs get), sorted by
 * column @key (NULL: in the order in which nodes are added). 0, or -errno reported.
 */
int shell_list_begin(struct shell *shell, const char *columns, const char *key, bool reverse);
/* Adds node number @number: 0, or -ENOMEM reported. */
int shell_list_add(struct shell *shell, int32_t number);
/* Adds the children of @node; @enabled: without those that are disabled. 0, or -ENOMEM reported. */
int shell_list_add_children(struct shell *shell, struct dt_node node, bool enabled);
/* Sorts what was added: 0, or -errno reported. */
int shell_list_end(struct shell *shell);
/* The number of the node in place @at of the order; DT_NONE after the last one. */
int32_t shell_list_node(int32_t at);

/* The table of the list's columns: valid until the next list begins. */
const struct report_table *shell_list_table(void);
/* Puts a row of it: that of node number @number, which need not be in the list. */
void shell_list_row(struct report *report, int32_t number);
/* For report_rows: puts the rows of all nodes of the list in their order. */
void shell_list_rows(struct report *report, void *context);
