#pragma once
/* Commands that tell of a node's registers, interrupts, clocks and the like, line by line. */
#include "fdt/core/fault.h"
#include "fdt/where/refs.h"
#include "shell/shell.h"

/* What such a command has in hand. On the stack: about 900 bytes. */
struct shell_where {
	const struct shell_where_of *of;
	struct dt_text out;
	struct dt_trail trail;   /* the node of which it tells */
	bool paths;              /* of several nodes: each line begins with the node's path */
	const char *what;        /* "reg" */
	struct dt_strings names; /* of its entries; empty: they have none */
	uint32_t index;          /* of the next entry */
};

/* What a command tells of. */
struct shell_where_of {
	const char *what;  /* "reg": as lines begin, and what a node may not have */
	const char *names; /* the property that names them: "reg-names" */
	bool everywhere;   /* without an operand, it is all of the tree */
	/* Tells of where's node; -ENOENT: it has nothing of the kind. */
	int (*tell)(struct shell_where *where);
	/* Of references: the #...-cells of those whose properties are meant, and what there is to
	 * say of one behind its provider and arguments, @cell. */
	const char *cells;
	void (*more)(struct shell_where *where, const struct dt_ref *ref, const uint32_t *cell);
};

/* Begins the next entry's line: `reg[0] "name"`, behind the node's path where there are several. */
void shell_where_entry(struct shell_where *where);
/* Ends a line by what is wrong; nothing of the kind where @fault has no words. */
void shell_where_fault(struct shell_where *where, const struct dt_fault *fault);

/* Tells of the operand's node or, with option -r, of it and all below it; default: the current
 * node. 0, or -errno told. */
int shell_where(struct shell *shell, const struct shell_args *args,
		const struct shell_where_of *of);
/* A tell: each reference of the properties that of->cells means, `clocks[0] "name"  PROVIDER
 * ARGUMENTS`, and what of->more adds. */
int shell_where_refs(struct shell_where *where);
/* Puts ` "string"`, the one of number @index in the list @name of @node, where there is one. */
void shell_where_string(struct dt_text *out, struct dt_node node, const char *name, uint32_t index);

/* The option -r. */
extern const struct shell_option shell_where_options[];
