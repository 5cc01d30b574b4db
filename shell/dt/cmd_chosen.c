/* chosen: what firmware chose for the system, property by property. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/dt/kit/property.h"
#include "shell/dt/kit/regions.h"

/* The node that a path with options leads to, and the alias that it uses. */
static void chosen_path(struct dt_text *out, const struct shell_property *prop,
			const struct dt_tree *tree)
{
	const char *text = (const char *)prop->value;
	size_t len = strnlen(text, prop->len);
	const char *options = memchr(text, ':', len);
	size_t path = options ? (size_t)(options - text) : len;
	struct dt_node node = dt_resolve(tree, text, len);

	dt_puts(out, "  ");
	if (!dt_found(node)) {
		dt_puts(out, "no such node");
		return;
	}
	dt_put_path(out, node);
	if (!dt_okay(node))
		dt_puts(out, ", disabled");
	if (*text != '/') {
		const char *slash = memchr(text, '/', path);

		dt_puts(out, ", by alias ");
		dt_put_escaped(out, text, slash ? (size_t)(slash - text) : path);
	}
	if (options) {
		dt_puts(out, ", options ");
		dt_put_escaped(out, options + 1, len - path - 1);
	}
}

/* After the initrd's end: its range and size. */
static void chosen_initrd(struct dt_text *out, const struct shell_property *prop,
			  const struct dt_tree *tree)
{
	struct dt_node chosen = { tree, tree->chosen };
	uint64_t start, end;
	char size[24];

	(void)prop;
	if (dt_number(chosen, "linux,initrd-start", &start) ||
	    dt_number(chosen, "linux,initrd-end", &end) || end <= start) {
		dt_puts(out, "  no initrd: its end is not after its start");
		return;
	}
	region_size(size, end - start);
	dt_puts(out, "  ");
	dt_put_hex(out, start);
	dt_puts(out, " to ");
	dt_put_hex(out, end - 1);
	dt_puts(out, ", ");
	dt_puts(out, size);
}

static void chosen_seed(struct dt_text *out, const struct shell_property *prop,
			const struct dt_tree *tree)
{
	(void)tree;
	dt_puts(out, "  ");
	dt_put_dec(out, prop->len);
	dt_puts(out, " bytes of randomness, not shown");
}

/* Properties of which there is more to say than the value. */
static const struct chosen_kind {
	const char *name;
	bool secret; /* the value is not printed */
	void (*explain)(struct dt_text *out, const struct shell_property *prop,
			const struct dt_tree *tree);
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

static void chosen_put(struct dt_text *out, const struct shell_property *prop,
		       const struct dt_tree *tree)
{
	const struct chosen_kind *kind = chosen_kind(prop->name);

	dt_put_escaped(out, prop->name, strlen(prop->name));
	if (prop->len && !(kind && kind->secret)) {
		dt_puts(out, "  ");
		shell_put_value(out, prop);
	}
	if (kind)
		kind->explain(out, prop, tree);
	dt_putc(out, '\n');
}

static int chosen_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node chosen = { shell->tree, shell->tree->chosen };
	struct shell_property prop;
	struct dt_cursor cursor;
	struct dt_text out;

	(void)args;
	if (!dt_found(chosen))
		return shell_error(shell, -ENOENT, "/chosen: no such node");
	shell_text(shell, &out);
	dt_walk(&cursor, chosen);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		prop = shell_property("chosen", &cursor);
		chosen_put(&out, &prop, shell->tree);
	}
	dt_flush(&out);
	return 0;
}

static const struct shell_command chosen_command = {
	.name = "chosen",
	.args = "",
	.summary = "show what firmware chose: console, bootargs, initrd, seeds",
	.needs_tree = true,
	.run = chosen_run,
};
SHELL_COMMAND(chosen_command);
