/* mem: where RAM is, and which parts of it are reserved or used: by the tree and by the program. */
#include <inttypes.h>
#include <string.h>
#include "shell/dt/kit/regions.h"

static void mem_print_row(struct shell *shell, const struct region *row)
{
	struct dt_text out;
	char size[24];

	region_size(size, row->last - row->base + 1);
	shell_printf(shell, "0x%016" PRIx64 " 0x%016" PRIx64 " %10s %s", row->base, row->last, size,
		     row->kind);
	shell_text(shell, &out);
	if (row->name[0])
		dt_putc(&out, ' ');
	dt_put_escaped(&out, row->name, strlen(row->name));
	dt_putc(&out, '\n');
	dt_flush(&out);
}

static int mem_run(struct shell *shell, const struct shell_args *args)
{
	struct regions table;
	int err = shell_regions(shell, false, &table);

	(void)args;
	if (err)
		return err;
	shell_printf(shell, "%-18s %-18s %10s %s\n", "base", "last", "size", "what");
	for (uint32_t i = 0; i < table.count; i++)
		mem_print_row(shell, &table.row[i]);
	if (table.more)
		shell_printf(shell, "and %d more\n", table.more);
	return 0;
}

static const struct shell_command mem_command = {
	.name = "mem",
	.args = "",
	.summary = "list RAM and its reserved and used parts, by address",
	.detail =
		"RAM, reserved and no-map (which must not even be mapped) are from the tree. The\n"
		"other rows are what this program uses; the workspace is for edits and indexes.",
	.run = mem_run,
};
SHELL_COMMAND(mem_command);
