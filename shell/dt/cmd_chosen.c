/* chosen: what firmware tells the system, property by property. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "shell/dt/kit/property.h"
#include "shell/dt/kit/regions.h"

/* Where a path with options leads, and by which alias. */
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

/* How long the initrd is, behind its end. */
static void chosen_initrd(struct dt_text *out, const struct shell_property *prop,
			  const struct dt_tree *tree)
{
	struct dt_node chosen = { tree, tree->chosen };
	uint64_t start, end;
	char size[24];

	(void)prop;
	if (dt_number(chosen, "linux,initrd-start", &start) ||
	    dt_number(chosen, "linux,initrd-end", &end) || end <= start) {
		dt_puts(out, "  no initrd: it does not end behind its start");
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

static const struct {
	char name[19];
	bool secret; /* the value is not printed */
	void (*explain)(struct dt_text *out, const struct shell_property *prop,
			const struct dt_tree *tree);
} chosen_kinds[] = {
	{ "stdout-path", false, chosen_path }, { "linux,stdout-path", false, chosen_path },
	{ "stdin-path", false, chosen_path },  { "linux,initrd-end", false, chosen_initrd },
	{ "rng-seed", true, chosen_seed },     { "kaslr-seed", true, chosen_seed },
};

static void chosen_put(struct dt_text *out, const struct shell_property *prop,
		       const struct dt_tree *tree)
{
	size_t i = 0;
	const size_t kinds = sizeof(chosen_kinds) / sizeof(*chosen_kinds);

	while (i < kinds && strcmp(prop->name, chosen_kinds[i].name) != 0)
		i++;
	dt_put_escaped(out, prop->name, strlen(prop->name));
	if (prop->len && !(i < kinds && chosen_kinds[i].secret)) {
		dt_puts(out, "  ");
		shell_put_value(out, prop);
	}
	if (i < kinds)
		chosen_kinds[i].explain(out, prop, tree);
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
	.summary = "tell what firmware chose: console, bootargs, initrd, seeds",
	.needs_tree = true,
	.run = chosen_run,
};
SHELL_COMMAND(chosen_command);
