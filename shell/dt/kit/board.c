#include "shell/dt/kit/board.h"
/* The SoC and the core: by the tree's compatibles and, on a machine, by the hart's own ids. */
#include "fdt/board/core.h"
#include "fdt/board/quirk.h"
#include "fdt/where/machine.h"

enum {
	BOARD_COMPATIBLE,
	BOARD_CORE,
	BOARD_VENDOR,
	BOARD_DESIGN,
	BOARD_IDS,
};

static const struct report_column board_columns[] = {
	[BOARD_COMPATIBLE] = { .key = "compatible", .title = "compatible" },
	[BOARD_CORE] = { .key = "core", .title = "core" },
	[BOARD_VENDOR] = { .key = "vendor", .title = "vendor" },
	[BOARD_DESIGN] = { .key = "design", .title = "design" },
	[BOARD_IDS] = { .key = "mvendorid", .title = "mvendorid" },
	{ .key = "marchid", .title = "marchid" },
	{ .key = "mimpid", .title = "mimpid" },
};

static const struct report_table board_table = {
	.key = "board",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(board_columns),
};

enum { BOARD_QUIRK, BOARD_OF, BOARD_SOURCE };

static const struct report_column board_quirk_columns[] = {
	[BOARD_QUIRK] = { .key = "quirk", .title = "quirk" },
	[BOARD_OF] = { .key = "of", .title = "of" },
	[BOARD_SOURCE] = { .key = "source", .title = "source" },
};

static const struct report_table board_quirk_table = {
	.key = "quirks",
	.layout = REPORT_RECORD,
	REPORT_TABLE_COLUMNS(board_quirk_columns),
};

/* A root names the board first and the SoC last, by convention. */
static void board_put_tree(struct report *report, const struct shell *shell)
{
	struct dt_strings list = dt_strings(dt_root(shell->tree), "compatible");
	const char *next, *text = NULL;
	int len = -1, more;

	while ((more = dt_strings_next(&list, &next)) >= 0) {
		text = next;
		len = more;
	}
	report_bytes(report, BOARD_COMPATIBLE, text, len);
	if (!shell->port->machine)
		return;
	len = dt_string(dt_cpu_of_hart(shell->tree, shell->hart), "compatible", &text);
	report_bytes(report, BOARD_CORE, text, len);
}

static void board_put_ids(struct report *report, const struct dt_core_ids *ids)
{
	report_string(report, BOARD_VENDOR, dt_core_vendor(ids));
	report_string(report, BOARD_DESIGN, dt_core_design(ids));
	report_hex(report, BOARD_IDS, ids->mvendorid);
	report_hex(report, BOARD_IDS + 1, ids->marchid);
	report_hex(report, BOARD_IDS + 2, ids->mimpid);
}

/* @ids: NULL: not known. */
static void board_put_quirks(struct report *report, const struct dt_core_ids *ids)
{
	const struct dt_quirk *quirk = NULL;

	report_table(report, &board_quirk_table);
	while ((quirk = dt_quirk_next(report->shell->tree, ids, quirk))) {
		report_row(report);
		report_string(report, BOARD_QUIRK, quirk->text);
		report_string(report, BOARD_OF, quirk->compatible);
		report_string(report, BOARD_SOURCE, quirk->source);
	}
}

void board_report(struct report *report)
{
	struct shell *shell = report->shell;
	struct dt_core_ids ids;
	bool known;
	int len;

	if (!shell->port->core &&
	    !(shell->tree && dt_prop(dt_root(shell->tree), "compatible", &len)))
		return;
	report_table(report, &board_table);
	report_row(report);
	if (shell->tree)
		board_put_tree(report, shell);
	known = shell->port->core && shell->port->core(&ids);
	if (known)
		board_put_ids(report, &ids);
	board_put_quirks(report, known ? &ids : NULL);
}
