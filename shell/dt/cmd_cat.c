/* cat: the properties of nodes, and single values. */
#include "fdt/print/print.h"
#include "shell/dt/kit/operand.h"
#include "shell/dt/kit/property.h"
#include "shell/shell.h"

/* How values are shown. */
struct cat_style {
	bool strings; /* without quotes */
	bool cells;   /* numbers and nothing else */
	bool paths;   /* references with the paths of their targets */
};

static void cat_node(struct dt_text *out, struct dt_node node, const struct cat_style *style)
{
	const char *name = dt_name(node);
	struct shell_property prop;
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_PROP) {
			prop = shell_property(name, &cursor);
			if (style->cells)
				prop.owner.tree = NULL;
			shell_put_property(out, &prop);
			dt_putc(out, '\n');
			if (style->paths)
				shell_put_references(out, &prop);
		} else if (event == DT_NODE) {
			dt_skip(&cursor);
		}
	}
}

static bool cat_is_strings(const struct shell_property *prop)
{
	return dt_prop_type(prop->node, prop->name, prop->value, prop->len) == DT_TYPE_STRINGS;
}

static void cat_value(struct dt_text *out, struct shell_property *prop,
		      const struct cat_style *style)
{
	if (style->cells)
		prop->owner.tree = NULL;
	if (style->strings && cat_is_strings(prop))
		shell_put_strings(out, (const char *)prop->value, prop->len, '\n');
	else if (prop->len)
		shell_put_value(out, prop);
	else
		dt_puts(out, "<>"); /* present, without a value */
	dt_putc(out, '\n');
	if (style->paths)
		shell_put_references(out, prop);
}

/* What is printed before one of several: a value's path on its line, a node's above its own. */
static void cat_heading(struct dt_text *out, const struct shell_operand *operand)
{
	shell_put_operand(out, operand);
	dt_puts(out, operand->property.name ? ": " : ":\n");
}

static int cat_operand(struct shell *shell, const char *path, const struct cat_style *style)
{
	struct shell_operands it;
	struct shell_operand operand;
	struct dt_text out;
	int err = shell_operands(shell, path, &it);

	if (err)
		return err;
	shell_text(shell, &out);
	while (shell_operands_next(&it, &operand)) {
		if (it.several)
			cat_heading(&out, &operand);
		if (operand.property.name)
			cat_value(&out, &operand.property, style);
		else
			cat_node(&out, operand.node, style);
	}
	dt_flush(&out);
	return 0;
}

/* An operand that is wrong does not keep the others from being shown. */
static int cat_run(struct shell *shell, const struct shell_args *args)
{
	struct cat_style style = {
		.strings = shell_option(args, 'r'),
		.cells = shell_option(args, 'x'),
		.paths = shell_option(args, 'l'),
	};
	int status = 0;

	shell_try_index(shell);
	if (args->argc == 1)
		return cat_operand(shell, ".", &style);
	for (int i = 1; i < args->argc; i++) {
		int err = cat_operand(shell, args->argv[i], &style);

		if (err)
			status = err;
	}
	return status;
}

static const struct shell_option cat_options[] = {
	{ .letter = 'r', .summary = "print strings without quotes, one a line" },
	{ .letter = 'x', .summary = "print numbers as cells, whatever they mean" },
	{ .letter = 'l',
	  .wrapped = true, /* no source any more, but for people */
	  .summary = "print the path of the node below each reference to it" },
	{ 0 },
};

static const struct shell_command cat_command = {
	.name = "cat",
	.group = SHELL_LOOK,
	.args = "[PATH|PATH/PROP]...",
	.summary = "show a node's properties, or one property's value",
	.detail = "PATH: a node; its properties are shown as in DTS. Default: the current node.\n"
		  "PATH/PROP: a property; only its value is shown, or <> if it has no value.\n"
		  "Globs (* ? [a-z] [!x]) name several: each is shown with its path.\n"
		  "If a node and a property have the same name, NAME/ is the node. A name that\n"
		  "begins with # needs quotes, unless it ends in -cells.",
	.example = "cat /cpus/timebase-frequency",
	.options = cat_options,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = cat_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(cat_command);
