#include "shell/dt/kit/resources.h"
/* Nodes in turn, and their references, with what each kind adds. */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "fdt/where/interrupt_text.h"
#include "fdt/core/index.h"

const struct shell_option shell_resource_options[] = {
	{ .letter = 'r', .summary = "show those of all nodes below, too, with their paths" },
	{ 0 },
};

static void resource_quoted(struct dt_text *out, const char *text, int len)
{
	if (len < 0)
		return;
	dt_puts(out, " \"");
	dt_put_escaped(out, text, (size_t)len);
	dt_putc(out, '"');
}

void shell_resource_string(struct dt_text *out, struct dt_node node, const char *name,
			   uint32_t index)
{
	const char *text = NULL;
	int len = index < INT_MAX ? dt_string_at(node, name, (int)index, &text) : -ENOENT;

	if (len > 0)
		resource_quoted(out, text, len);
}

void shell_resource_begin(struct shell_resources *resources)
{
	struct dt_text *out = &resources->out;
	const char *name = NULL;
	int len = dt_strings_next(&resources->names, &name);

	if (resources->paths) {
		dt_put_trail(out, &resources->trail);
		dt_puts(out, "  ");
	}
	dt_put_escaped(out, resources->what, strlen(resources->what));
	dt_putc(out, '[');
	dt_put_dec(out, resources->index++);
	dt_putc(out, ']');
	resource_quoted(out, name, len);
}

void shell_resource_fault(struct shell_resources *resources, const struct dt_fault *fault)
{
	if (fault->why) {
		dt_puts(&resources->out, "  ");
		dt_put_fault(&resources->out, fault);
	}
	dt_putc(&resources->out, '\n');
}

/* --- references ------------------------------------------------------------------------------ */

/* Puts a reference whose arguments are at @args. */
static void resource_ref(struct shell_resources *resources, const struct dt_ref *ref,
			 const uint8_t *args)
{
	struct dt_text *out = &resources->out;
	uint32_t cell[DT_REFS_ARGS];

	for (uint32_t i = 0; i < ref->args; i++, args += sizeof(*cell))
		cell[i] = dt_be32(args);
	dt_puts(out, "  ");
	dt_put_path(out, ref->node);
	dt_puts(out, "  ");
	dt_put_specifier(out, cell, ref->args);
	if (resources->kind->more)
		resources->kind->more(resources, ref, cell);
	dt_putc(out, '\n');
}

/* Shows the references of a property with this value. */
static void resource_property(struct shell_resources *resources, struct dt_refs *it,
			      const uint8_t *value)
{
	struct dt_fault fault = { .node = dt_trail_node(&resources->trail) };
	struct dt_ref ref;
	int got;

	while ((got = dt_refs_next(it, &ref)) != 0) {
		shell_resource_begin(resources);
		fault.why = it->why;
		if (got > 0 && dt_found(ref.node)) {
			resource_ref(resources, &ref, value + (size_t)(ref.cell + 1) * DT_CELL);
			continue;
		}
		dt_puts(&resources->out, "  -");
		shell_resource_fault(resources, &fault);
		if (got < 0)
			return;
	}
}

int shell_show_references(struct shell_resources *resources)
{
	struct dt_node node = dt_trail_node(&resources->trail);
	struct dt_refs_kind kind;
	struct dt_cursor cursor;
	struct dt_refs it;
	int err = -ENOENT;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		kind = dt_refs_kind(cursor.name);
		if (kind.shape != DT_REFS_ARGS_OF ||
		    strcmp(kind.cells, resources->kind->cells) != 0 ||
		    !dt_refs(&it, node, cursor.name, cursor.value, cursor.len))
			continue;
		if (strcmp(cursor.name, resources->kind->what) == 0)
			resources->names = dt_strings(node, resources->kind->names);
		resources->what = cursor.name;
		resources->index = 0;
		resource_property(resources, &it, cursor.value);
		resources->names = (struct dt_strings){ NULL, NULL };
		err = 0;
	}
	return err;
}

/* --- nodes ----------------------------------------------------------------------------------- */

/* Shows those of the nodes numbered @number to before @end; -ENOENT: no node has any. */
static int resource_range(struct shell_resources *resources, const struct dt_tree *tree,
			  int32_t number, int32_t end)
{
	const struct shell_resource_kind *kind = resources->kind;
	int err = -ENOENT, one;

	for (; number < end; number++) {
		if (dt_index_trail(tree, number, &resources->trail))
			continue; /* it is too deep */
		resources->what = kind->what;
		resources->index = 0;
		resources->names = (struct dt_strings){ NULL, NULL };
		if (!kind->cells)
			resources->names = dt_strings(dt_trail_node(&resources->trail),
						      kind->names);
		one = kind->show(resources);
		if (one != -ENOENT)
			err = one;
	}
	return err;
}

int shell_show_resources(struct shell *shell, const struct shell_args *args,
			 const struct shell_resource_kind *kind)
{
	bool everywhere = args->argc == 1 && kind->everywhere;
	struct shell_resources resources = {
		.kind = kind,
		.paths = everywhere || shell_option(args, 'r'),
	};
	const char *operand = args->argc > 1 ? args->argv[1] : everywhere ? "/" : ".";
	struct dt_node node;
	int err = shell_index(shell);
	int32_t number;

	if (err)
		return err;
	node = shell_node(shell, operand);
	if (!dt_found(node))
		return node.offset;
	number = dt_number_of(node);
	shell_text(shell, &resources.out);
	err = resource_range(&resources, node.tree, number,
			     resources.paths ? node.tree->index->node[number].end : number + 1);
	dt_flush(&resources.out);
	return err == -ENOENT ? shell_error(shell, err, "%s: no %s", operand, kind->what) : err;
}
