/* gpio: the GPIO lines that a node uses: numbers, names and flags. Source: the devicetree binding
 * gpio/gpio.txt of Linux, and dt-bindings/gpio/gpio.h. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/resources.h"

/* Bits of the last argument, as in dt-bindings/gpio/gpio.h. */
enum {
	GPIO_ACTIVE_LOW = 1 << 0,
	GPIO_SINGLE_ENDED = 1 << 1,
	GPIO_OPEN_DRAIN = 1 << 2, /* if single-ended; clear: open source */
	GPIO_TRANSITORY = 1 << 3,
	GPIO_PULL_UP = 1 << 4,
	GPIO_PULL_DOWN = 1 << 5,
	GPIO_PULL_DISABLE = 1 << 6,
};

enum {
	GPIO_BANK = SHELL_REFERENCE_OWN,
	GPIO_LINE,
	GPIO_FLAGS,
	GPIO_LINE_NAME,
	GPIO_HOG,
	GPIO_HOG_NAME,
};

static const struct report_column gpio_columns[] = {
	SHELL_REFERENCE_COLUMNS,
	{ .key = "bank", .title = "bank" },
	{ .key = "line", .title = "line" },
	{ .key = "flags", .flags = REPORT_CLOSE },
	{ .key = "line_name", .flags = REPORT_CLOSE },
	{ .key = "hog", .flags = REPORT_CLOSE },
	{ .key = "hog_name", .flags = REPORT_CLOSE },
};

static const struct report_table gpio_table = {
	.key = "gpios",
	REPORT_TABLE_COLUMNS(gpio_columns),
};

static void gpio_flags(struct report *report, uint32_t flags)
{
	static const struct {
		uint32_t flag;
		char word[16];
	} rows[] = {
		{ .flag = GPIO_ACTIVE_LOW, .word = "active-low" },
		{ .flag = GPIO_TRANSITORY, .word = "transitory" },
		{ .flag = GPIO_PULL_UP, .word = "pull-up" },
		{ .flag = GPIO_PULL_DOWN, .word = "pull-down" },
		{ .flag = GPIO_PULL_DISABLE, .word = "pull-disable" },
	};

	report_list(report, GPIO_FLAGS);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (flags & rows[i].flag)
			dt_puts(report_item(report), rows[i].word);
	if (flags & GPIO_SINGLE_ENDED)
		dt_puts(report_item(report),
			flags & GPIO_OPEN_DRAIN ? "open-drain" : "open-source");
}

/* Line and flags; the first of three arguments is a bank. */
static void gpio_line(struct shell_resources *resources, struct dt_node provider,
		      const uint32_t *cell, uint32_t cells)
{
	struct report *report = &resources->report;
	uint32_t banks = cells > 2;

	if (!cells)
		return;
	if (banks)
		report_dec(report, GPIO_BANK, cell[0]);
	report_dec(report, GPIO_LINE, cell[banks]);
	if (cells > 1)
		gpio_flags(report, cell[cells - 1]);
	if (!banks)
		shell_resource_string(resources, GPIO_LINE_NAME, provider, "gpio-line-names",
				      cell[0]);
}

static void gpio_more(struct shell_resources *resources, const struct dt_ref *ref,
		      const uint32_t *cell)
{
	gpio_line(resources, ref->node, cell, ref->args);
}

/* What a hog does with its lines. */
static void gpio_hog_does(struct report *report, struct dt_node hog)
{
	static const char does[][12] = { "input", "output-low", "output-high" };

	report_list(report, GPIO_HOG);
	for (size_t i = 0; i < sizeof(does) / sizeof(does[0]); i++)
		if (dt_prop(hog, does[i], NULL))
			dt_puts(report_item(report), does[i]);
}

/* A line that its controller takes itself: a child of the controller names it, without a
 * phandle. */
static int gpio_hog(struct shell_resources *resources)
{
	struct dt_node hog = dt_trail_node(&resources->trail), provider = hog;
	uint32_t cell[4], cells;
	int len;
	const uint8_t *value = dt_prop(hog, "gpios", &len);

	if (resources->trail.depth > 0)
		provider.offset = resources->trail.node[resources->trail.depth - 1];
	cells = dt_cell(provider, "#gpio-cells", 0);
	if (cells == 0 || cells > 4)
		return -ENOENT;
	resources->what = "hog";
	for (; len >= (int)cells * DT_CELL; len -= (int)cells * DT_CELL) {
		shell_resource_begin(resources);
		for (unsigned i = 0; i < cells; i++, value += DT_CELL)
			cell[i] = dt_be32(value);
		report_node(&resources->report, SHELL_REFERENCE_PROVIDER, provider);
		gpio_line(resources, provider, cell, cells);
		gpio_hog_does(&resources->report, hog);
		shell_resource_string(resources, GPIO_HOG_NAME, hog, "line-name", 0);
	}
	return resources->index ? 0 : -ENOENT;
}

static int gpio_show(struct shell_resources *resources)
{
	if (dt_prop(dt_trail_node(&resources->trail), "gpio-hog", NULL))
		return gpio_hog(resources);
	return shell_show_references(resources);
}

static int gpio_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_resource_kind kind = {
		.table = &gpio_table,
		.what = "gpios",
		.names = "",
		.everywhere = true,
		.show = gpio_show,
		.cells = "#gpio-cells",
		.more = gpio_more,
	};

	return shell_show_resources(shell, args, &kind);
}

static const struct shell_command gpio_command = {
	.name = "gpio",
	.group = SHELL_FACTS,
	.args = "[NODE]",
	.summary = "show the GPIO lines that a node uses (default: of all nodes)",
	.detail = "PROPERTY[N]  PROVIDER  ARGUMENTS  line LINE FLAGS \"NAME\"\n"
		  "hog: a line that its controller takes itself.",
	.example = "gpio | grep active-low",
	.options = shell_resource_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = gpio_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(gpio_command);
