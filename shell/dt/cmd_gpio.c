/* gpio: the lines that a node uses, by number, name and flags. */
#include <errno.h>
#include <string.h>
#include "shell/dt/kit/resources.h"

/* Bits of the last argument, dt-bindings/gpio/gpio.h; of 1 and 2 (open drain, open source) one
 * tells what the other means. */
static void gpio_flags(struct dt_text *out, uint32_t flags)
{
	static const char words[][13] = { "active-low",  "",        "",
					  "transitory",  "pull-up", "pull-down",
					  "pull-disable" };

	for (unsigned i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (flags >> i & 1 && words[i][0]) {
			dt_putc(out, ' ');
			dt_puts(out, words[i]);
		}
	if (flags & 2)
		dt_puts(out, flags & 4 ? " open-drain" : " open-source");
}

/* Line and flags; of three arguments, the first is a bank. */
static void gpio_line(struct dt_text *out, struct dt_node provider, const uint32_t *cell,
		      uint32_t cells)
{
	uint32_t banks = cells > 2;

	if (!cells)
		return;
	if (banks) {
		dt_puts(out, "  bank ");
		dt_put_dec(out, cell[0]);
	}
	dt_puts(out, banks ? " line " : "  line ");
	dt_put_dec(out, cell[banks]);
	if (cells > 1)
		gpio_flags(out, cell[cells - 1]);
	if (!banks)
		shell_where_string(out, provider, "gpio-line-names", cell[0]);
}

static void gpio_more(struct shell_where *where, const struct dt_ref *ref, const uint32_t *cell)
{
	gpio_line(&where->out, ref->node, cell, ref->args);
}

/* What a hog does with its lines. */
static void gpio_hog_end(struct dt_text *out, struct dt_node hog)
{
	static const char does[][12] = { "input", "output-low", "output-high" };

	for (unsigned i = 0; i < sizeof(does) / sizeof(*does); i++)
		if (dt_prop(hog, does[i], NULL)) {
			dt_putc(out, ' ');
			dt_puts(out, does[i]);
		}
	shell_where_string(out, hog, "line-name", 0);
	dt_putc(out, '\n');
}

/* A line that its controller itself takes, told by a child of it: gpios without a phandle. */
static int gpio_hog(struct shell_where *where)
{
	struct dt_node hog = dt_trail_node(&where->trail), provider = hog;
	uint32_t cell[4], cells;
	int len;
	const uint8_t *value = dt_prop(hog, "gpios", &len);

	if (where->trail.depth > 0)
		provider.offset = where->trail.node[where->trail.depth - 1];
	cells = dt_cell(provider, "#gpio-cells", 0);
	if (cells == 0 || cells > 4)
		return -ENOENT;
	where->what = "hog";
	for (; len >= (int)cells * DT_CELL; len -= (int)cells * DT_CELL) {
		shell_where_entry(where);
		for (unsigned i = 0; i < cells; i++, value += DT_CELL)
			cell[i] = dt_be32(value);
		dt_puts(&where->out, "  ");
		dt_put_path(&where->out, provider);
		gpio_line(&where->out, provider, cell, cells);
		gpio_hog_end(&where->out, hog);
	}
	return where->index ? 0 : -ENOENT;
}

static int gpio_tell(struct shell_where *where)
{
	if (dt_prop(dt_trail_node(&where->trail), "gpio-hog", NULL))
		return gpio_hog(where);
	return shell_where_refs(where);
}

static int gpio_run(struct shell *shell, const struct shell_args *args)
{
	static const struct shell_where_of of = {
		.what = "gpios",
		.names = "",
		.everywhere = true,
		.tell = gpio_tell,
		.cells = "#gpio-cells",
		.more = gpio_more,
	};

	return shell_where(shell, args, &of);
}

static const struct shell_command gpio_command = {
	.name = "gpio",
	.args = "[NODE]",
	.summary = "tell which GPIO lines a node uses; without NODE, everybody's",
	.detail = "PROPERTY[N]  PROVIDER  ARGUMENTS  line LINE FLAGS \"NAME\"\n"
		  "hog: a line that its controller takes itself.",
	.example = "gpio | grep active-low",
	.options = shell_where_options,
	.max_args = 1,
	.needs_tree = true,
	.run = gpio_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(gpio_command);
