/* stats: how big a tree is, and which nodes, properties and names make it so. */
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/dt/kit/stats.h"
#include "shell/report/report.h"

static const struct report_column stats_columns[] = {
	[STATS_NODES] = { .key = "nodes", .title = "nodes" },
	[STATS_DISABLED] = { .key = "disabled", .title = "disabled" },
	[STATS_PHANDLES] = { .key = "phandles", .title = "with phandle" },
	[STATS_DEPTH] = { .key = "depth", .title = "depth" },
	[STATS_PROPERTIES] = { .key = "properties", .title = "properties" },
	[STATS_VALUES] = { .key = "value_bytes", .title = "bytes of values" },
	[STATS_NAMES] = { .key = "name_bytes", .title = "bytes of names" },
};

static const struct report_table stats_table = {
	.key = "counts",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(stats_columns),
};

enum { STATS_WHAT, STATS_BYTES, STATS_NODE, STATS_PROPERTY, STATS_WHERE };

static const struct report_column stats_most_columns[] = {
	[STATS_WHAT] = { .key = "what", .title = "MOST IN A" },
	[STATS_BYTES] = { .key = "bytes", .title = "BYTES", .flags = REPORT_RIGHT },
	[STATS_NODE] = { .key = "node", .flags = REPORT_HIDDEN },
	[STATS_PROPERTY] = { .key = "property", .flags = REPORT_HIDDEN },
	[STATS_WHERE] = { .title = "WHERE" },
};

static const struct report_table stats_most_table = {
	.key = "biggest",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(stats_most_columns),
};

enum { STATS_TEXT, STATS_TIMES };

static const struct report_column stats_name_columns[] = {
	[STATS_TEXT] = { .key = "name", .title = "PROPERTY" },
	[STATS_TIMES] = { .key = "count", .title = "TIMES", .flags = REPORT_RIGHT },
};

static const struct report_table stats_name_table = {
	.key = "names",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(stats_name_columns),
};

static const struct report_column stats_compatible_columns[] = {
	[STATS_TEXT] = { .key = "compatible", .title = "COMPATIBLE" },
	[STATS_TIMES] = { .key = "count", .title = "TIMES", .flags = REPORT_RIGHT },
};

static const struct report_table stats_compatible_table = {
	.key = "compatibles",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(stats_compatible_columns),
};

static void stats_put_counts(struct report *report, const struct stats *stats)
{
	report_table(report, &stats_table);
	report_row(report);
	for (int i = 0; i < STATS_COUNTS; i++)
		report_dec(report, i, stats->count[i]);
}

static void stats_put_most(struct report *report, const char *what, const struct stats_most *most)
{
	struct dt_node node = { report->shell->tree, most->node };
	struct dt_text *out;

	if (!most->size)
		return;
	report_row(report);
	report_string(report, STATS_WHAT, what);
	report_dec(report, STATS_BYTES, most->size);
	report_node(report, STATS_NODE, node);
	report_string(report, STATS_PROPERTY, most->name);
	out = report_cell(report, STATS_WHERE);
	dt_put_path(out, node);
	if (most->name) {
		dt_putc(out, ' ');
		dt_put_escaped(out, most->name, strlen(most->name));
	}
}

static void stats_put_biggest(struct report *report, void *context)
{
	const struct stats *stats = context;

	stats_put_most(report, "property", &stats->prop);
	stats_put_most(report, "node", &stats->node);
	stats_put_most(report, "branch", &stats->branch);
}

static void stats_put_ranking(struct report *report, void *context)
{
	const struct stats_ranking *ranking = context;

	for (int i = 0; i < STATS_RANKS && ranking->best[i].count; i++) {
		report_row(report);
		report_bytes(report, STATS_TEXT, ranking->best[i].text, (int)ranking->best[i].len);
		report_dec(report, STATS_TIMES, ranking->best[i].count);
	}
}

static int stats_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;
	struct stats stats;
	int err = shell_stats(shell, &stats);

	if (err)
		return err;
	report_begin(&report, shell, args);
	stats_put_counts(&report, &stats);
	report_rows(&report, &stats_most_table, stats_put_biggest, &stats);
	report_rows(&report, &stats_name_table, stats_put_ranking, &stats.names);
	report_rows(&report, &stats_compatible_table, stats_put_ranking, &stats.compatibles);
	report_end(&report);
	return 0;
}

static const struct shell_command stats_command = {
	.name = "stats",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "count nodes and properties; show the biggest and most frequent",
	.reports = true,
	.needs_tree = true,
	.run = stats_run,
};
SHELL_COMMAND(stats_command);
