/* rsvmap: the memory reserve map. Source: Devicetree Specification v0.4, 5.3. */
#include "shell/report/report.h"

enum { RSVMAP_ENTRY, RSVMAP_ADDRESS, RSVMAP_SIZE };

static const struct report_column rsvmap_columns[] = {
	[RSVMAP_ENTRY] = { .key = "index", .title = "ENTRY", .flags = REPORT_RIGHT },
	[RSVMAP_ADDRESS] = { .key = "address", .title = "ADDRESS", .flags = REPORT_RIGHT },
	[RSVMAP_SIZE] = { .key = "size", .title = "SIZE", .flags = REPORT_RIGHT },
};

static const struct report_table rsvmap_table = {
	.key = "reserved",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(rsvmap_columns),
};

static void rsvmap_rows(struct report *report, void *context)
{
	const struct dt_tree *tree = report->shell->tree;
	const uint8_t *entry = tree->reserve;

	(void)context;
	for (uint32_t i = 0; i < tree->reserves; i++, entry += 16) {
		report_row(report);
		report_dec(report, RSVMAP_ENTRY, i);
		report_hex(report, RSVMAP_ADDRESS, dt_be64(entry));
		report_hex(report, RSVMAP_SIZE, dt_be64(entry + 8));
	}
}

static int rsvmap_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	if (!shell->tree->reserves) {
		report_says(&report, "the map is empty; 'mem' also shows /reserved-memory");
		return report_nothing(&report, &rsvmap_table, 0);
	}
	report_rows(&report, &rsvmap_table, rsvmap_rows, NULL);
	report_end(&report);
	return 0;
}

static const struct shell_command rsvmap_command = {
	.name = "rsvmap",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "show the memory reserve map",
	.reports = true,
	.needs_tree = true,
	.run = rsvmap_run,
};
SHELL_COMMAND(rsvmap_command);
