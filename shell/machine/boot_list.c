#include "shell/machine/boot_list.h"
/* The loaded files, by what their first bytes say. */
#include "shell/payload/payload.h"
#include "shell/report/report.h"

enum { LIST_NAME, LIST_BASE, LIST_SIZE, LIST_KIND };

static const struct report_column boot_list_columns[] = {
	[LIST_NAME] = { .key = "name", .title = "NAME" },
	[LIST_BASE] = { .key = "base", .title = "BASE", .flags = REPORT_RIGHT },
	[LIST_SIZE] = { .key = "size", .title = "SIZE", .flags = REPORT_RIGHT },
	[LIST_KIND] = { .key = "kind", .title = "KIND" },
};

static const struct report_table boot_list_table = {
	.key = "files",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(boot_list_columns),
};

static void list_rows(struct report *report, void *context)
{
	const struct owners *owners = context;

	for (int i = 0; i < owners->count; i++) {
		const struct owner *row = &owners->row[i];
		struct payload payload;
		const char *why;

		if (row->kind != OWNER_LOADED || !row->size)
			continue;
		payload_look((const void *)(uintptr_t)row->base, row->size, &payload, &why);
		report_row(report);
		report_string(report, LIST_NAME, row->name);
		report_hex(report, LIST_BASE, row->base);
		report_size(report, LIST_SIZE, row->size);
		report_string(report, LIST_KIND, payload_kind_name(payload.kind));
	}
}

int boot_list(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	report_rows(&report, &boot_list_table, list_rows, shell->owners);
	if (!owners_of(shell->owners, OWNER_LOADED))
		report_says(&report, "Nothing was loaded: 'load kernel' receives a file; 'images' "
				     "finds what is in memory.");
	report_says(&report, "Next: boot NAME or ADDRESS; 'help boot' shows the rest.");
	report_end(&report);
	return 0;
}
