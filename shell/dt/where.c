#include "shell/dt/where.h"
#include <errno.h>
#include "fdt/index.h"

const struct shell_option shell_where_options[] = {
	{ 'r', NULL, "the same of all nodes below, the path before each line" },
	{ 0 },
};

void shell_where_entry(struct shell_where *where)
{
	struct dt_text *out = &where->out;
	const char *name;
	int len = dt_strings_next(&where->names, &name);

	if (where->paths) {
		dt_put_trail(out, &where->trail);
		dt_puts(out, "  ");
	}
	dt_puts(out, where->what);
	dt_putc(out, '[');
	dt_put_dec(out, (uint64_t)where->index++);
	dt_putc(out, ']');
	if (len < 0)
		return;
	dt_puts(out, " \"");
	dt_put_escaped(out, name, (size_t)len);
	dt_putc(out, '"');
}

void shell_where_fault(struct shell_where *where, const struct dt_fault *fault)
{
	if (fault->why) {
		dt_puts(&where->out, "  ");
		dt_put_fault(&where->out, fault);
	}
	dt_putc(&where->out, '\n');
}

/* Tells of the nodes numbered @number to before @end; -ENOENT: none has anything. */
static int where_range(struct shell_where *where, const struct dt_tree *tree, int32_t number,
		       int32_t end, const char *names, int (*tell)(struct shell_where *where))
{
	int err = -ENOENT, one;

	for (; number < end; number++) {
		if (dt_index_trail(tree, number, &where->trail))
			continue; /* no path reaches it */
		where->names = dt_strings(dt_trail_node(&where->trail), names);
		where->index = 0;
		one = tell(where);
		if (one != -ENOENT)
			err = one;
	}
	return err;
}

int shell_where(struct shell *shell, const struct shell_args *args, const char *what,
		const char *names, int (*tell)(struct shell_where *where))
{
	struct shell_where where = { .paths = shell_option(args, 'r'), .what = what };
	const char *operand = args->argc > 1 ? args->argv[1] : ".";
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
			  where.paths ? node.tree->index->node[number].end : number + 1, names,
			  tell);
	dt_flush(&where.out);
	return err == -ENOENT ? shell_error(shell, err, "%s: no %s", operand, what) : err;
}
