/* header: the blob's header, and the bytes that are in no block. Source: Devicetree Specification
 * v0.4, 5.2 and 5.3. */
#include "shell/report/report.h"

/* The fields, in their order, and what is counted. */
enum {
	HEADER_MAGIC,
	HEADER_TOTAL,
	HEADER_STRUCT_AT,
	HEADER_STRINGS_AT,
	HEADER_RESERVE_AT,
	HEADER_VERSION,
	HEADER_COMPATIBLE_VERSION,
	HEADER_BOOT_CPU,
	HEADER_STRINGS_SIZE,
	HEADER_STRUCT_SIZE,
	HEADER_FIELDS,
	HEADER_UNUSED = HEADER_FIELDS,
};

enum {
	HEADER_SIZE = DT_CELL * HEADER_FIELDS, /* bytes */
	HEADER_RESERVE_ENTRY = 16,
};

#define HEADER_COLUMN(field)                                                                       \
	{                                                                                          \
		.key = field, .title = field                                                       \
	}

static const struct report_column header_columns[] = {
	[HEADER_MAGIC] = HEADER_COLUMN("magic"),
	[HEADER_TOTAL] = HEADER_COLUMN("totalsize"),
	[HEADER_STRUCT_AT] = HEADER_COLUMN("off_dt_struct"),
	[HEADER_STRINGS_AT] = HEADER_COLUMN("off_dt_strings"),
	[HEADER_RESERVE_AT] = HEADER_COLUMN("off_mem_rsvmap"),
	[HEADER_VERSION] = HEADER_COLUMN("version"),
	[HEADER_COMPATIBLE_VERSION] = HEADER_COLUMN("last_comp_version"),
	[HEADER_BOOT_CPU] = HEADER_COLUMN("boot_cpuid_phys"),
	[HEADER_STRINGS_SIZE] = HEADER_COLUMN("size_dt_strings"),
	[HEADER_STRUCT_SIZE] = HEADER_COLUMN("size_dt_struct"),
	[HEADER_UNUSED] = { .key = "in_no_block", .title = "in no block" },
};

static const struct report_table header_table = {
	.key = "header",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(header_columns),
};

static int header_run(struct shell *shell, const struct shell_args *args)
{
	const uint8_t *blob = shell->tree->blob;
	uint32_t field[HEADER_FIELDS], used;
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &header_table);
	report_row(&report);
	for (int i = 0; i < HEADER_FIELDS; i++) {
		field[i] = dt_be32(blob + (size_t)i * DT_CELL);
		(i == HEADER_MAGIC ? report_hex : report_dec)(&report, i, field[i]);
	}
	used = HEADER_SIZE + field[HEADER_STRINGS_SIZE] + field[HEADER_STRUCT_SIZE] +
	       (shell->tree->reserves + 1) * HEADER_RESERVE_ENTRY;
	if (field[HEADER_VERSION] >= 17) /* older ones have no size_dt_struct */
		report_dec(&report, HEADER_UNUSED, field[HEADER_TOTAL] - used);
	report_end(&report);
	return 0;
}

static const struct shell_command header_command = {
	.name = "header",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "show the tree's header: version, blocks and their sizes",
	.reports = true,
	.needs_tree = true,
	.run = header_run,
};
SHELL_COMMAND(header_command);
