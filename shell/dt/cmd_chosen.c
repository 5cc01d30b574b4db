/* chosen: what firmware chose for the system, property by property. */
#include <errno.h>
#include <string.h>
#include "fdt/where/reserved.h"
#include "shell/dt/kit/property.h"
#include "shell/report/report.h"

enum {
	CHOSEN_NAME,
	CHOSEN_VALUE,
	CHOSEN_NODE,
	CHOSEN_DISABLED,
	CHOSEN_ALIAS,
	CHOSEN_OPTIONS,
	CHOSEN_BASE,
	CHOSEN_LAST,
	CHOSEN_SIZE,
	CHOSEN_SECRET,
	CHOSEN_SECRET_WORDS, /* for people */
	CHOSEN_FAULT,
};

static const struct report_column chosen_columns[] = {
	[CHOSEN_NAME] = { .key = "property" },
	[CHOSEN_VALUE] = { .key = "value" },
	[CHOSEN_NODE] = { .key = "node" },
	[CHOSEN_DISABLED] = { .key = "disabled", .title = "disabled" },
	[CHOSEN_ALIAS] = { .key = "alias", .title = "by alias" },
	[CHOSEN_OPTIONS] = { .key = "options", .title = "options" },
	[CHOSEN_BASE] = { .key = "base" },
	[CHOSEN_LAST] = { .key = "last", .title = "to", .flags = REPORT_CLOSE },
	[CHOSEN_SIZE] = { .key = "size" },
	[CHOSEN_SECRET] = { .key = "secret_bytes" },
	[CHOSEN_SECRET_WORDS] = { .flags = REPORT_CLOSE },
	[CHOSEN_FAULT] = { .key = "fault" },
};

static const struct report_table chosen_table = {
	.key = "properties",
	REPORT_TABLE_COLUMNS(chosen_columns),
};

/* The node that a path with options leads to, and the alias that it uses. */
static void chosen_path(struct report *report, const struct shell_property *prop)
{
	const char *text = (const char *)prop->value;
	size_t len = strnlen(text, prop->len);
	const char *options = memchr(text, ':', len);
	size_t path = options ? (size_t)(options - text) : len;
	struct dt_node node = dt_resolve(report->shell->tree, text, len);

	if (!dt_found(node)) {
		report_string(report, CHOSEN_FAULT, "no such node");
		return;
	}
	report_node(report, CHOSEN_NODE, node);
	report_flag(report, CHOSEN_DISABLED, !dt_okay(node));
	if (*text != '/') {
		const char *slash = memchr(text, '/', path);

		report_bytes(report, CHOSEN_ALIAS, text, slash ? (int)(slash - text) : (int)path);
	}
	if (options)
		report_bytes(report, CHOSEN_OPTIONS, options + 1, (int)(len - path - 1));
}

/* After the initrd's end: its range and size. */
static void chosen_initrd(struct report *report, const struct shell_property *prop)
{
	struct dt_range initrd;

	(void)prop;
	if (dt_initrd(report->shell->tree, &initrd)) {
		report_string(report, CHOSEN_FAULT, "no initrd: its end is not after its start");
		return;
	}
	report_hex(report, CHOSEN_BASE, initrd.base);
	report_hex(report, CHOSEN_LAST, initrd.base + (initrd.size - 1));
	report_size(report, CHOSEN_SIZE, initrd.size);
}

static void chosen_seed(struct report *report, const struct shell_property *prop)
{
	report_dec(report, CHOSEN_SECRET, prop->len);
	report_string(report, CHOSEN_SECRET_WORDS, "bytes of randomness, not shown");
}

/* Properties of which there is more to say than the value. */
static const struct chosen_kind {
	const char *name;
	bool secret; /* the value is not printed */
	void (*explain)(struct report *report, const struct shell_property *prop);
} chosen_kinds[] = {
	{ .name = "stdout-path", .explain = chosen_path },
	{ .name = "linux,stdout-path", .explain = chosen_path },
	{ .name = "stdin-path", .explain = chosen_path },
	{ .name = "linux,initrd-end", .explain = chosen_initrd },
	{ .name = "rng-seed", .secret = true, .explain = chosen_seed },
	{ .name = "kaslr-seed", .secret = true, .explain = chosen_seed },
};

static const struct chosen_kind *chosen_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(chosen_kinds) / sizeof(chosen_kinds[0]); i++)
		if (strcmp(name, chosen_kinds[i].name) == 0)
			return &chosen_kinds[i];
	return NULL;
}

static void chosen_put(struct report *report, const struct shell_property *prop)
{
	const struct chosen_kind *kind = chosen_kind(prop->name);

	report_row(report);
	report_string(report, CHOSEN_NAME, prop->name);
	if (prop->len && !(kind && kind->secret))
		shell_put_value(report_cell(report, CHOSEN_VALUE), prop);
	if (kind)
		kind->explain(report, prop);
}

static int chosen_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node chosen = { shell->tree, shell->tree->chosen };
	struct shell_property prop;
	struct dt_cursor cursor;
	struct report report;

	if (!dt_found(chosen))
		return shell_error(shell, -ENOENT, "/chosen: no such node");
	report_begin(&report, shell, args);
	report_table(&report, &chosen_table);
	dt_walk(&cursor, chosen);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		prop = shell_property("chosen", &cursor);
		chosen_put(&report, &prop);
	}
	report_end(&report);
	return 0;
}

static const struct shell_command chosen_command = {
	.name = "chosen",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "show what firmware chose: console, bootargs, initrd, seeds",
	.reports = true,
	.needs_tree = true,
	.run = chosen_run,
};
SHELL_COMMAND(chosen_command);
