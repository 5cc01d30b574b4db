#pragma once
/* Commands that tell of a node's registers, interrupts and the like, line by line. */
#include "fdt/fault.h"
#include "shell/shell.h"

/* What such a command has in hand. On the stack: about 900 bytes. */
struct shell_where {
	struct dt_text out;
	struct dt_trail trail;   /* the node of which it tells */
	bool paths;              /* of several nodes: each line begins with the node's path */
	const char *what;        /* "reg" */
	struct dt_strings names; /* of its entries; empty: they have none */
	int index;               /* of the next entry */
};

/* Begins the next entry's line: `reg[0] "name"`, behind the node's path where there are several. */
void shell_where_entry(struct shell_where *where);
/* Ends a line by what is wrong; nothing of the kind where @fault has no words. */
void shell_where_fault(struct shell_where *where, const struct dt_fault *fault);

/*
 * The operand's node or, with option -r, it and all below it (default: the current node) are told
 * of by @tell, which returns -ENOENT for a node that has nothing of the kind. @names is the
 * property that names the entries of @what. 0, or -errno told.
 */
int shell_where(struct shell *shell, const struct shell_args *args, const char *what,
		const char *names, int (*tell)(struct shell_where *where));
/* The option. */
extern const struct shell_option shell_where_options[];
