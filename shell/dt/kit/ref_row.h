#pragma once
/* Rows of references: by phandle, by interrupt, by path or alias. */
#include "fdt/where/interrupt.h"
#include "fdt/where/refs.h"
#include "shell/report/report.h"

/* Where a reference is. */
struct shell_ref_row {
	struct report report;
	struct dt_node owner;    /* the node that refers */
	struct dt_cursor cursor; /* at its property */
	unsigned rows;           /* that were put */
	bool outward; /* all rows have that owner; false: all refer to one node. People know it. */
};

extern const struct report_table shell_ref_table;

/* Each puts a row of it: a reference by phandle ... */
void shell_ref_reference(struct shell_ref_row *row, const struct dt_ref *ref);
/* ... one that leads nowhere, because of @why ... */
void shell_ref_fault(struct shell_ref_row *row, const struct dt_ref *ref, const char *why);
/* ... interrupt number @number ... */
void shell_ref_interrupt(struct shell_ref_row *row, uint32_t number,
			 const struct dt_interrupt *interrupt);
/* ... the property's text, which is the path or an alias of @node. */
void shell_ref_text(struct shell_ref_row *row, struct dt_node node);
