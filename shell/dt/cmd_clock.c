/* clock: the providers of a node's clocks, and their rates as far as the tree has them. */
#include <string.h>
#include "fdt/where/clock.h"
#include "shell/dt/kit/resources.h"

enum { CLOCK_OUTPUT = SHELL_REFERENCE_OWN, CLOCK_HZ };

static const struct report_column clock_columns[] = {
	SHELL_REFERENCE_COLUMNS,
	{ .key = "output", .flags = REPORT_CLOSE },
	{ .key = "hz" },
};

static const struct report_table clock_table = {
	.key = "clocks",
	REPORT_TABLE_COLUMNS(clock_columns),
};

/* The rate that assigned-clock-rates asks for; 0: it asks for no rate. */
static uint64_t clock_wanted(const struct shell_resources *resources)
{
	uint64_t at = (uint64_t)(resources->index - 1) * DT_CELL;
	int len;
	const uint8_t *rates = dt_prop(dt_trail_node(&resources->trail), "assigned-clock-rates",
				       &len);

	if (strcmp(resources->what, "assigned-clocks") != 0 || at + DT_CELL > (uint64_t)len)
		return 0;
	return dt_be32(rates + at);
}

/* The first argument, where there is one, is the number of the provider's output. */
static void clock_more(struct shell_resources *resources, const struct dt_ref *ref,
		       const uint32_t *cell)
{
	uint64_t hz = clock_wanted(resources);

	shell_resource_string(resources, CLOCK_OUTPUT, ref->node, "clock-output-names",
			      ref->args ? cell[0] : 0);
	if (hz || dt_clock_output(ref->node, &hz) == 0)
		report_hz(&resources->report, CLOCK_HZ, hz);
}

static int clock_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.table = &clock_table,
		.what = "clocks",
		.names = "clock-names",
		.everywhere = true,
		.show = shell_show_references,
		.cells = "#clock-cells",
		.more = clock_more,
	};

	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command clock_command = {
	.name = "clock",
	.group = SHELL_FACTS,
	.args = "[NODE]",
	.summary = "show a node's clock providers (default: of all nodes)",
	.detail = "PROPERTY[N] \"NAME\"  PROVIDER  ARGUMENTS \"OUTPUT\"  RATE\n"
		  "RATE is what the tree has: that of a fixed clock, or assigned-clock-rates.",
	.example = "clock serial0",
	.options = shell_resource_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = clock_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(clock_command);
