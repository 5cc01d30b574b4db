#include "shell/dt/kit/resources.h"
#include <errno.h>
#include <limits.h>
#include <string.h>
#include "fdt/where/interrupt_text.h"
#include "fdt/core/index.h"

const struct shell_option shell_where_options[] = {
	{ 'r', NULL, "the same of all nodes below, the path before each line" },
	{ 0 },
};

static void where_quoted(struct dt_text *out, const char *text, int len)
{
	if (len < 0)
		return;
	dt_puts(out, " \"");
	dt_put_escaped(out, text, (size_t)len);
	dt_putc(out, '"');
}

void shell_where_string(struct dt_text *out, struct dt_node node, const char *name, uint32_t index)
{
	const char *text = NULL;
	int len = index < INT_MAX ? dt_string_at(node, name, (int)index, &text) : -ENOENT;

	if (len > 0)
		where_quoted(out, text, len);
}

void shell_where_entry(struct shell_where *where)
{
	struct dt_text *out = &where->out;
	const char *name = NULL;
	int len = dt_strings_next(&where->names, &name);

	if (where->paths) {
		dt_put_trail(out, &where->trail);
		dt_puts(out, "  ");
	}
	dt_put_escaped(out, where->what, strlen(where->what));
	dt_putc(out, '[');
	dt_put_dec(out, where->index++);
	dt_putc(out, ']');
	where_quoted(out, name, len);
}

void shell_where_fault(struct shell_where *where, const struct dt_fault *fault)
{
	if (fault->why) {
		dt_puts(&where->out, "  ");
		dt_put_fault(&where->out, fault);
	}
	dt_putc(&where->out, '\n');
}

/* --- references ------------------------------------------------------------------------------ */

/* A reference whose arguments stand at @args. */
static void where_ref(struct shell_where *where, const struct dt_ref *ref, const uint8_t *args)
{
	struct dt_text *out = &where->out;
	uint32_t cell[DT_REFS_ARGS];

	for (uint32_t i = 0; i < ref->args; i++, args += sizeof(*cell))
		cell[i] = dt_be32(args);
	dt_puts(out, "  ");
	dt_put_path(out, ref->node);
	dt_puts(out, "  ");
	dt_put_specifier(out, cell, ref->args);
	if (where->of->more)
		where->of->more(where, ref, cell);
	dt_putc(out, '\n');
}

/* The references of the property in the cursor's hand. */
static void where_property(struct shell_where *where, struct dt_refs *it, const uint8_t *value)
{
	struct dt_fault fault = { .node = dt_trail_node(&where->trail) };
	struct dt_ref ref;
	int got;

	while ((got = dt_refs_next(it, &ref)) != 0) {
		shell_where_entry(where);
		fault.why = it->why;
		if (got > 0 && dt_found(ref.node)) {
			where_ref(where, &ref, value + (size_t)(ref.cell + 1) * 4);
			continue;
		}
		dt_puts(&where->out, "  -");
		shell_where_fault(where, &fault);
		if (got < 0)
			return;
	}
}

int shell_where_refs(struct shell_where *where)
{
	struct dt_node node = dt_trail_node(&where->trail);
	struct dt_refs_kind kind;
	struct dt_cursor cursor;
	struct dt_refs it;
	int err = -ENOENT;

	dt_walk(&cursor, node);
	dt_next(&cursor); /* the node itself */
	while (dt_next(&cursor) == DT_PROP) {
		kind = dt_refs_kind(cursor.name);
		if (!kind.cells || strcmp(kind.cells, where->of->cells) != 0 ||
		    !dt_refs(&it, node, cursor.name, cursor.value, cursor.len))
			continue;
		if (strcmp(cursor.name, where->of->what) == 0)
			where->names = dt_strings(node, where->of->names);
		where->what = cursor.name;
		where->index = 0;
		where_property(where, &it, cursor.value);
		where->names = (struct dt_strings){ NULL, NULL };
		err = 0;
	}
	return err;
}

/* --- nodes ----------------------------------------------------------------------------------- */

/* Tells of the nodes numbered @number to before @end; -ENOENT: none has anything. */
static int where_range(struct shell_where *where, const struct dt_tree *tree, int32_t number,
		       int32_t end)
{
	const struct shell_where_of *of = where->of;
	int err = -ENOENT, one;

	for (; number < end; number++) {
		if (dt_index_trail(tree, number, &where->trail))
			continue; /* no path reaches it */
		where->what = of->what;
		where->index = 0;
		where->names = (struct dt_strings){ NULL, NULL };
		if (!of->cells)
			where->names = dt_strings(dt_trail_node(&where->trail), of->names);
		one = of->tell(where);
		if (one != -ENOENT)
			err = one;
	}
	return err;
}

int shell_where(struct shell *shell, const struct shell_args *args, const struct shell_where_of *of)
{
	bool everywhere = args->argc == 1 && of->everywhere;
	struct shell_where where = { .of = of, .paths = everywhere || shell_option(args, 'r') };
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
	shell_text(shell, &where.out);
	err = where_range(&where, node.tree, number,
			  where.paths ? node.tree->index->node[number].end : number + 1);
	dt_flush(&where.out);
	return err == -ENOENT ? shell_error(shell, err, "%s: no %s", operand, of->what) : err;
}
