/* phandle: which node has a number, and which numbers are taken. */
#include <errno.h>
#include "fdt/core/index.h"
#include "shell/dt/kit/list.h"

enum {
	PHANDLE_SHOWN, /* for people */
	PHANDLE_FIRST,
	PHANDLE_LAST,
	PHANDLE_NODE,
	PHANDLE_FREE,
	PHANDLE_AGAIN,
};

static const struct report_column phandle_columns[] = {
	[PHANDLE_SHOWN] = { .key = "" },
	[PHANDLE_FIRST] = { .key = "phandle", .flags = REPORT_HIDDEN },
	[PHANDLE_LAST] = { .key = "last", .flags = REPORT_HIDDEN },
	[PHANDLE_NODE] = { .key = "node" },
	[PHANDLE_FREE] = { .key = "free", .title = "free" },
	[PHANDLE_AGAIN] = { .key = "again", .title = "again" },
};

static const struct report_table phandle_table = {
	.key = "phandles",
	REPORT_TABLE_COLUMNS(phandle_columns),
};

enum { SUM_SHOWN, SUM_HIGHEST, SUM_FREE };

static const struct report_column phandle_sum_columns[] = {
	[SUM_SHOWN] = { .title = "highest" },
	[SUM_HIGHEST] = { .key = "highest", .flags = REPORT_HIDDEN },
	[SUM_FREE] = { .key = "free", .title = "free below" },
};

static const struct report_table phandle_sum_table = {
	.key = "summary",
	.record = true,
	REPORT_TABLE_COLUMNS(phandle_sum_columns),
};

/* Puts the unused numbers from @first to @last. */
static void phandle_put_hole(struct report *report, uint32_t first, uint32_t last)
{
	struct dt_text *out;

	report_row(report);
	out = report_cell(report, PHANDLE_SHOWN);
	dt_put_hex(out, first);
	if (last > first) {
		dt_putc(out, '-');
		dt_put_hex(out, last);
	}
	report_dec(report, PHANDLE_FIRST, first);
	report_dec(report, PHANDLE_LAST, last);
	report_flag(report, PHANDLE_FREE, true);
}

/* Puts the node, which has that phandle: @shown to people, too. The one before it has @before. */
static void phandle_put_node(struct report *report, int32_t number, uint32_t phandle, bool shown,
			     uint32_t before)
{
	report_row(report);
	if (shown)
		dt_put_hex(report_cell(report, PHANDLE_SHOWN), phandle);
	report_dec(report, PHANDLE_FIRST, phandle);
	report_node(report, PHANDLE_NODE, dt_numbered(report->shell->tree, number));
	if (phandle == before)
		report_flag(report, PHANDLE_AGAIN, true);
}

/* Puts all in their order. */
static void phandle_rows(struct report *report)
{
	const struct dt_index *index = report->shell->tree->index;
	uint32_t last = 0, free = 0;

	for (int32_t at = 0, number; (number = shell_list_node(at)) >= 0; at++) {
		uint32_t phandle = index->node[number].phandle;

		if (phandle - last > 1) {
			free += phandle - last - 1;
			phandle_put_hole(report, last + 1, phandle - 1);
		}
		phandle_put_node(report, number, phandle, true, last);
		last = phandle;
	}
	report_table(report, &phandle_sum_table);
	report_row(report);
	dt_put_hex(report_cell(report, SUM_SHOWN), last);
	report_dec(report, SUM_HIGHEST, last);
	report_dec(report, SUM_FREE, free);
}

static int phandle_all(struct report *report)
{
	const struct dt_index *index = report->shell->tree->index;
	int err = shell_list_begin(report->shell, NULL, "phandle", false);

	for (int32_t i = 0; i < index->nodes && !err; i++)
		if (index->node[i].phandle)
			err = shell_list_add(report->shell, i);
	if (!err)
		err = shell_list_end(report->shell);
	if (err)
		return err;
	report_table(report, &phandle_table);
	phandle_rows(report);
	report_end(report);
	return 0;
}

/* Prints every node that has it, because several may have it by mistake. */
static int phandle_find(struct report *report, uint64_t wanted)
{
	const struct dt_tree *tree = report->shell->tree;
	uint32_t before = 0;

	report_table(report, &phandle_table);
	for (int32_t i = 0; i < tree->index->nodes; i++) {
		uint32_t phandle = tree->index->node[i].phandle;

		if (!wanted || phandle != wanted)
			continue;
		phandle_put_node(report, i, phandle, false, before);
		before = phandle;
	}
	if (!before)
		return shell_error(report->shell, -ENOENT, "0x%llx: no node has this phandle",
				   (unsigned long long)wanted);
	report_end(report);
	return 0;
}

static int phandle_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t wanted = 0;
	struct report report;
	int err;

	if (args->argc > 1 && shell_number(shell, args->argv[1], &wanted))
		return -EINVAL;
	err = shell_index(shell);
	if (err)
		return err;
	report_begin(&report, shell, args);
	return args->argc > 1 ? phandle_find(&report, wanted) : phandle_all(&report);
}

static const struct shell_command phandle_command = {
	.name = "phandle",
	.group = SHELL_LOOK,
	.args = "[N]",
	.summary = "show the node that has a phandle, or list all phandles",
	.detail = "N: decimal, or hexadecimal after 0x. Without it all are listed in order,\n"
		  "with the free ones between them; \"again\" marks one that two nodes have.",
	.example = "phandle 0x3",
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = phandle_run,
};
SHELL_COMMAND(phandle_command);
