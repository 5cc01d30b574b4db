#pragma once
/* Commands that show a node's registers, interrupts, clocks or GPIO lines, one a line. */
#include "fdt/core/fault.h"
#include "fdt/where/refs.h"
#include "shell/report/report.h"

/* The columns that such tables begin and end with. */
enum {
	SHELL_RESOURCE_NODE,
	SHELL_RESOURCE_WHAT, /* for people: reg[0] "name" */
	SHELL_RESOURCE_PROPERTY,
	SHELL_RESOURCE_INDEX,
	SHELL_RESOURCE_NAME,
	SHELL_RESOURCE_OWN, /* the first of the command's own columns */
};

#define SHELL_RESOURCE_COLUMNS                                                                     \
	{ .key = "node" }, { .title = "" }, { .key = "property", .flags = REPORT_HIDDEN },         \
		{ .key = "index", .flags = REPORT_HIDDEN },                                        \
	{                                                                                          \
		.key = "name", .flags = REPORT_CLOSE                                               \
	}

/* The columns of references, after those: a command may add more. */
enum {
	SHELL_REFERENCE_PROVIDER = SHELL_RESOURCE_OWN,
	SHELL_REFERENCE_SPECIFIER, /* for people */
	SHELL_REFERENCE_ARGS,
	SHELL_REFERENCE_FAULT,
	SHELL_REFERENCE_OWN,
};

#define SHELL_REFERENCE_COLUMNS                                                                    \
	SHELL_RESOURCE_COLUMNS, { .key = "provider" }, { .title = "" },                            \
		{ .key = "args", .flags = REPORT_HIDDEN },                                         \
	{                                                                                          \
		.key = "fault", .title = "- "                                                      \
	}

/* The state of such a command. On the stack: about 2 KiB. */
struct shell_resources {
	const struct shell_resource_kind *kind;
	struct report report;
	struct dt_trail trail;   /* the node whose resources are shown */
	bool paths;              /* of several nodes: each line begins with the node's path */
	const char *what;        /* "reg": the property */
	struct dt_strings names; /* of its entries; empty: they have no names */
	uint32_t index;          /* of the next entry */
};

/* What such a command shows. */
struct shell_resource_kind {
	const struct report_table *table;
	const char *what;  /* "reg": how lines begin, and what a node may not have */
	const char *names; /* the property with the entries' names: "reg-names" */
	bool everywhere;   /* without an operand, all nodes are shown */
	/* Shows those of the node; -ENOENT: it has none. */
	int (*show)(struct shell_resources *resources);
	/* Of references: the #...-cells of those properties that are meant, and a function that
	 * puts the command's own columns, after the provider and its arguments, @cell; or NULL. */
	const char *cells;
	void (*more)(struct shell_resources *resources, const struct dt_ref *ref,
		     const uint32_t *cell);
};

/* Begins the next entry's row: `reg[0] "name"`, after the node's path where there are several. */
void shell_resource_begin(struct shell_resources *resources);
/* Puts @len bytes into @column: between quotes for people. */
void shell_resource_quoted(struct report *report, int column, const char *text, int len);
/* Puts the fault, if it has a reason, into @column. */
void shell_resource_fault(struct shell_resources *resources, int column,
			  const struct dt_fault *fault);
/* Puts string number @index in the list @name of @node, if there is one, into @column. */
void shell_resource_string(struct shell_resources *resources, int column, struct dt_node node,
			   const char *name, uint32_t index);

/* Runs a command: shows the resources of the operand's node or, with option -r, of it and all below
 * it; default: the current node. 0, or -errno reported. */
int shell_show_resources(struct shell *shell, const struct shell_args *args,
			 const struct shell_resource_kind *kind);
/* For shell_resource_kind.show: each reference of the properties that kind->cells means, as
 * `clocks[0] "name"  PROVIDER  ARGUMENTS`, and what kind->more adds. */
int shell_show_references(struct shell_resources *resources);

/* The option -r. */
extern const struct shell_option shell_resource_options[];
