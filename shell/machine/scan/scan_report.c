#include "shell/machine/scan/scan_report.h"
/* The map of what memory does, beside what the tree says of it. */
#include <string.h>
#include "kernel/trap/trap.h"

enum {
	SCAN_BASE,
	SCAN_LAST,
	SCAN_SIZE,
	SCAN_ACCESS,
	SCAN_CAUSE,
	SCAN_OF,
	SCAN_TREE,
	SCAN_NAME,
	SCAN_SAY
};

static const struct report_column scan_columns[] = {
	[SCAN_BASE] = { "base", "BASE", REPORT_RIGHT },
	[SCAN_LAST] = { "last", "LAST", REPORT_RIGHT },
	[SCAN_SIZE] = { "size", "SIZE", REPORT_RIGHT },
	[SCAN_ACCESS] = { "access", "ACCESS" },
	[SCAN_CAUSE] = { "cause", "", REPORT_HIDDEN },
	[SCAN_OF] = { "mirror_of", "", REPORT_HIDDEN },
	[SCAN_TREE] = { "tree", "TREE" },
	[SCAN_NAME] = { "name", "", REPORT_HIDDEN },
	[SCAN_SAY] = { "note", "", REPORT_HIDDEN },
};

static const struct report_table scan_table = {
	.key = "ranges",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(scan_columns),
};

static const char scan_accesses[][12] = {
	[SCAN_SKIPPED] = "not tried",   [SCAN_FAULTS] = "faults",     [SCAN_READABLE] = "readable",
	[SCAN_READ_ONLY] = "read only", [SCAN_WRITABLE] = "writable", [SCAN_STUCK] = "stuck",
	[SCAN_MIRROR] = "mirror",       [SCAN_HANGS] = "hangs",
};

static const char scan_places[][20] = {
	[SCAN_GAP] = "nothing",       [SCAN_DEVICE] = "device",
	[SCAN_RAM] = "RAM",           [SCAN_RESERVED] = "reserved",
	[SCAN_FIRMWARE] = "firmware", [SCAN_SUSPECT] = "perhaps firmware",
	[SCAN_OURS] = "this image",
};

static const char scan_notes[][16] = {
	[SCAN_FINE] = "",
	[SCAN_NOT_RESERVED] = "not reserved",
	[SCAN_NOT_PROTECTED] = "not protected",
};

static void report_access(struct report *report, const struct scan_piece *piece)
{
	struct dt_text *out = report_cell(report, SCAN_ACCESS);

	if (piece->access == SCAN_FAULTS && !report->json) /* without "load " */
		dt_puts(out, strchr(trap_cause_name(piece->cause), ' ') + 1);
	else
		dt_puts(out, scan_accesses[piece->access]);
	if (piece->access == SCAN_MIRROR && !report->json) {
		dt_puts(out, " of ");
		dt_put_hex(out, piece->of);
	}
	if (piece->cause)
		report_dec(report, SCAN_CAUSE, piece->cause);
	if (piece->access == SCAN_MIRROR)
		report_hex(report, SCAN_OF, piece->of);
}

/* For people all in one: "mmode_resv0@80000000 ..., not protected". */
static void report_place(struct report *report, const struct scan_piece *piece)
{
	struct dt_text *out = report_cell(report, SCAN_TREE);
	const char *note = scan_notes[scan_note(piece)];

	if (report->json) {
		dt_puts(out, scan_places[piece->place]);
		report_string(report, SCAN_NAME, piece->name[0] ? piece->name : NULL);
		report_string(report, SCAN_SAY, note[0] ? note : NULL);
		return;
	}
	if (!piece->name[0])
		dt_puts(out, scan_places[piece->place]);
	dt_put_escaped(out, piece->name, strlen(piece->name));
	dt_puts(out, piece->several ? " ..." : "");
	dt_puts(out, note[0] ? ", " : "");
	dt_puts(out, note);
}

static void report_pieces(struct report *report, void *context)
{
	const struct scan_map *map = context;

	for (int i = 0; i < map->used; i++) {
		const struct scan_piece *piece = &map->piece[i];

		report_row(report);
		report_hex(report, SCAN_BASE, piece->base);
		report_hex(report, SCAN_LAST, piece->last);
		report_size(report, SCAN_SIZE, piece->last - piece->base + 1);
		report_access(report, piece);
		report_place(report, piece);
	}
}

void scan_report(struct shell *shell, const struct shell_args *args, struct scan_map *map)
{
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &scan_table, report_pieces, map);
	if (map->more)
		report_says(&report, "There are more ranges than fit: scan a part of them.");
	report_end(&report);
}
