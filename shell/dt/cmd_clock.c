/* clock: who makes a node's clocks, and what the tree knows of their rates. */
#include "fdt/where/clock.h"
#include <string.h>
#include "shell/dt/kit/resources.h"

/* The rate that assigned-clock-rates wants the clock to have; 0: none. */
static uint64_t clock_wanted(const struct shell_where *where)
{
	uint64_t at = (uint64_t)(where->index - 1) * 4;
	int len;
	const uint8_t *rates = dt_prop(dt_trail_node(&where->trail), "assigned-clock-rates", &len);

	if (strcmp(where->what, "assigned-clocks") != 0 || at + 4 > (uint64_t)len)
		return 0;
	return dt_be32(rates + at);
}

/* Where a provider numbers its outputs, the first argument is the number. */
static void clock_more(struct shell_where *where, const struct dt_ref *ref, const uint32_t *cell)
{
	struct dt_text *out = &where->out;
	uint64_t hz = clock_wanted(where);

	shell_where_string(out, ref->node, "clock-output-names", ref->args ? cell[0] : 0);
	if (!hz && dt_clock_output(ref->node, &hz))
		return;
	dt_puts(out, "  ");
	dt_put_dec(out, hz);
	dt_puts(out, " Hz");
}

static int clock_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_where_of of = {
		.what = "clocks",
		.names = "clock-names",
		.everywhere = true,
		.tell = shell_where_refs,
		.cells = "#clock-cells",
		.more = clock_more,
	};

	return shell_where(shell, args, &of);
}

static const struct shell_command clock_command = {
	.name = "clock",
	.args = "[NODE]",
	.summary = "tell who makes a node's clocks; without NODE, everybody's",
	.detail = "PROPERTY[N] \"NAME\"  PROVIDER  ARGUMENTS \"OUTPUT\"  RATE\n"
		  "RATE is what the tree tells: of fixed clocks, or what assigned-clock-rates\n"
		  "wants.",
	.example = "clock serial0",
	.options = shell_where_options,
	.max_args = 1,
	.needs_tree = true,
	.run = clock_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(clock_command);
