#pragma once
/* What `irq listen` has heard, for people and programs. */
#include "shell/machine/irq/irq_sources.h"
#include "shell/report/report.h"

extern const struct report_table irq_heard_table;

/* Calls @put, unless NULL, for each source that rang; how many they are. */
int irq_heard_each(const struct irq_sources *sources, struct report *report,
		   void (*put)(struct report *, const struct irq_controller *, uint32_t source));
/* Whose a source is, in words. */
void irq_heard_put_whose(struct dt_text *out, const struct dt_tree *tree,
			 const struct irq_claim *claim);
/* Puts the table, and ends the report. */
void irq_heard_report(struct irq_sources *sources, struct report *report);
