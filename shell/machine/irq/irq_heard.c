#include "shell/machine/irq/irq_heard.h"
/* The table of the sources that rang. */
#include "fdt/core/fault.h"

enum {
	HEARD_DRIVER,
	HEARD_ADDRESS,
	HEARD_SOURCE,
	HEARD_COUNT,
	HEARD_STATE,
	HEARD_WHOSE, /* for people */
	HEARD_NODE,
	HEARD_MAP,
	HEARD_CLAIMS,
};

static const struct report_column heard_columns[] = {
	[HEARD_DRIVER] = { .key = "driver", .title = "CONTROLLER" },
	[HEARD_ADDRESS] = { .key = "address", .title = "ADDRESS" },
	[HEARD_SOURCE] = { .key = "source", .title = "SOURCE", .flags = REPORT_RIGHT },
	[HEARD_COUNT] = { .key = "count", .title = "COUNT", .flags = REPORT_RIGHT },
	[HEARD_STATE] = { .key = "state", .title = "STATE" },
	[HEARD_WHOSE] = { .title = "NODE" },
	[HEARD_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[HEARD_MAP] = { .key = "map", .flags = REPORT_HIDDEN },
	[HEARD_CLAIMS] = { .key = "claims", .flags = REPORT_HIDDEN },
};

const struct report_table irq_heard_table = {
	.key = "heard",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(heard_columns),
};

static const char *heard_state(const struct irq_heard *heard)
{
	if (heard->state == IRQ_ENDLESS)
		return "masked";
	return heard->state == IRQ_HANDLED ? "in use" : "rang";
}

void irq_heard_put_whose(struct dt_text *out, const struct dt_tree *tree,
			 const struct irq_claim *claim)
{
	if (!claim->claims) {
		dt_puts(out, "no node claims it");
		return;
	}
	dt_put_path(out, (struct dt_node){ tree, claim->node });
	if (claim->map)
		dt_puts(out, " (interrupt-map)");
	if (claim->claims > 1) {
		dt_puts(out, " and ");
		dt_put_dec(out, claim->claims - 1u);
		dt_puts(out, " more");
	}
}

static void heard_put(struct report *report, const struct irq_controller *at, uint32_t source)
{
	const struct irq_heard *heard = &at->heard[source];
	const struct irq_claim *claim = &at->claim[source];
	const struct dt_tree *tree = at->node.tree;

	report_row(report);
	report_string(report, HEARD_DRIVER, at->chip->name);
	report_hex(report, HEARD_ADDRESS, at->chip->regs.base);
	report_dec(report, HEARD_SOURCE, source);
	report_dec(report, HEARD_COUNT, heard->rang);
	report_string(report, HEARD_STATE, heard_state(heard));
	irq_heard_put_whose(report_cell(report, HEARD_WHOSE), tree, claim);
	if (claim->claims)
		report_node(report, HEARD_NODE, (struct dt_node){ tree, claim->node });
	report_flag(report, HEARD_MAP, claim->map);
	report_dec(report, HEARD_CLAIMS, claim->claims);
}

int irq_heard_each(const struct irq_sources *sources, struct report *report,
		   void (*put)(struct report *, const struct irq_controller *, uint32_t))
{
	int rang = 0;

	for (int i = 0; i < sources->count; i++) {
		const struct irq_controller *at = &sources->controller[i];

		for (uint32_t source = 1; source <= at->chip->sources; source++) {
			if (!at->heard[source].rang)
				continue;
			rang++;
			if (put)
				put(report, at, source);
		}
	}
	return rang;
}

static void heard_rows(struct report *report, void *sources)
{
	irq_heard_each(sources, report, heard_put);
}

void irq_heard_report(struct irq_sources *sources, struct report *report)
{
	if (irq_heard_each(sources, report, NULL)) {
		report_rows(report, &irq_heard_table, heard_rows, sources);
		report_end(report);
		return;
	}
	report_says(report, "no source rang");
	report_nothing(report, &irq_heard_table, 0);
}
