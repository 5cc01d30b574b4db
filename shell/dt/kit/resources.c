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

void shell_resource_string(struct shell_resources *resources, int column, struct dt_node node,
			   const char *name, uint32_t index)
{
	const char *text = NULL;
	int len = index < INT_MAX ? dt_string_at(node, name, (int)index, &text) : -ENOENT;

	if (len > 0)
		shell_resource_quoted(&resources->report, column, text, len);
}

void shell_resource_quoted(struct report *report, int column, const char *text, int len)
{
	struct dt_text *out = report_cell(report, column);

	dt_puts(out, report->json ? "" : "\"");
	dt_put_escaped(out, text, (size_t)len);
	dt_puts(out, report->json ? "" : "\"");
}

void shell_resource_begin(struct shell_resources *resources)
{
	struct report *report = &resources->report;
	const char *name = NULL;
	int len = dt_strings_next(&resources->names, &name);
	struct dt_text *out;

	report_row(report);
	if (resources->paths || report->json)
		dt_put_trail(report_cell(report, SHELL_RESOURCE_NODE), &resources->trail);
	out = report_cell(report, SHELL_RESOURCE_WHAT);
	dt_put_escaped(out, resources->what, strlen(resources->what));
	dt_putc(out, '[');
	dt_put_dec(out, resources->index);
	dt_putc(out, ']');
	report_string(report, SHELL_RESOURCE_PROPERTY, resources->what);
	report_dec(report, SHELL_RESOURCE_INDEX, resources->index++);
	if (len >= 0)
		shell_resource_quoted(report, SHELL_RESOURCE_NAME, name, len);
}

void shell_resource_fault(struct shell_resources *resources, int column,
			  const struct dt_fault *fault)
{
	if (fault->why)
		dt_put_fault(report_cell(&resources->report, column), fault);
}

/* --- references ------------------------------------------------------------------------------ */

/* Puts a reference whose arguments are at @args. */
static void resource_ref(struct shell_resources *resources, const struct dt_ref *ref,
			 const uint8_t *args)
{
	struct report *report = &resources->report;
	uint32_t cell[DT_REFS_ARGS];

	for (uint32_t i = 0; i < ref->args; i++, args += sizeof(*cell))
		cell[i] = dt_be32(args);
	report_node(report, SHELL_REFERENCE_PROVIDER, ref->node);
	dt_put_specifier(report_cell(report, SHELL_REFERENCE_SPECIFIER), cell, ref->args);
	report_numbers(report, SHELL_REFERENCE_ARGS, cell, ref->args);
	if (resources->kind->more)
		resources->kind->more(resources, ref, cell);
}

/* Why an entry without a fault names no node. */
static const char *resource_empty(uint32_t phandle)
{
	return phandle ? "this entry is 0xffffffff: open, as in an overlay"
		       : "this entry is 0: none";
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
		fault.why = it->why ? it->why : resource_empty(ref.phandle);
		if (got > 0 && dt_found(ref.node)) {
			resource_ref(resources, &ref, value + (size_t)(ref.cell + 1) * DT_CELL);
			continue;
		}
		shell_resource_fault(resources, SHELL_REFERENCE_FAULT, &fault);
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

/* Reports that @operand has none, with what is below it if that was looked at; NULL: the tree. */
static int resource_none(struct shell *shell, const struct shell_resources *resources,
			 const char *operand)
{
	const char *what = resources->kind->what;

	if (!operand)
		return shell_error(shell, -ENOENT, "no node has %s", what);
	return shell_error(shell, -ENOENT, "%s: no %s%s", operand, what,
			   resources->paths ? " at it or below it" : "; -r looks below it, too");
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
	report_begin(&resources.report, shell, args);
	report_table(&resources.report, kind->table);
	err = resource_range(&resources, node.tree, number,
			     resources.paths ? node.tree->index->node[number].end : number + 1);
	report_end(&resources.report);
	return err == -ENOENT ? resource_none(shell, &resources, everywhere ? NULL : operand) : err;
}
