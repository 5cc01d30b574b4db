/* mem: where RAM is, and which parts of it are reserved or used: by the tree and by the program. */
#include "shell/dt/kit/regions.h"

static const struct report_table mem_table = {
	.key = "regions",
	.layout = REPORT_COLUMNS,
	.column = region_columns,
	.columns = REGION_NAMED,
};

static void mem_rows(struct report *report, void *context)
{
	const struct regions *regions = context;

	for (uint32_t i = 0; i < regions->count; i++) {
		region_row(report, &regions->row[i]);
		region_put_what(report_cell(report, REGION_WHAT), &regions->row[i]);
	}
}

static int mem_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;
	struct regions regions;
	int err = shell_regions(shell, false, &regions);

	if (err)
		return err;
	report_begin(&report, shell, args);
	report_rows(&report, &mem_table, mem_rows, &regions);
	regions_report_more(&report, &regions);
	report_end(&report);
	return 0;
}

static const struct shell_command mem_command = {
	.name = "mem",
	.group = SHELL_FACTS,
	.args = "",
	.summary = "list RAM and its reserved and used parts, by address",
	.detail = "RAM, initrd, reserved and no-map (which must not even be mapped) are from the\n"
		  "tree. Loaded is what 'load' wrote. Perhaps firmware: nothing reserves it, but\n"
		  "firmware usually is at the start of RAM. Firmware (UEFI) is what UEFI's memory\n"
		  "map keeps. The other rows are what this program uses; the workspace is for\n"
		  "edits and indexes.",
	.reports = true,
	.run = mem_run,
};
SHELL_COMMAND(mem_command);
