/* phandle: which node has a number, and which numbers are taken. */
#include <errno.h>
#include <string.h>
#include "fdt/core/fault.h"
#include "fdt/core/index.h"
#include "shell/dt/kit/list.h"
#include "shell/shell.h"

/* While all are listed in order: the last one, and how many numbers are unused. */
static uint32_t phandle_last, phandle_free;

static uint32_t phandle_of(struct dt_node node)
{
	return node.tree->index->node[dt_number_of(node)].phandle;
}

/* Prints the unused numbers before @next, if there are any. */
static void phandle_put_hole(struct dt_text *out, uint32_t next)
{
	if (next - phandle_last <= 1)
		return;
	phandle_free += next - phandle_last - 1;
	dt_put_hex(out, phandle_last + 1);
	if (next > phandle_last + 2) {
		dt_putc(out, '-');
		dt_put_hex(out, next - 1);
	}
	dt_puts(out, "  free\n");
}

static void phandle_line(struct dt_text *out, struct dt_node node)
{
	uint32_t phandle = phandle_of(node);

	phandle_put_hole(out, phandle);
	dt_put_hex(out, phandle);
	dt_puts(out, "  ");
	dt_put_path(out, node);
	dt_puts(out, phandle == phandle_last ? "  again\n" : "\n");
	phandle_last = phandle;
}

static int phandle_all(struct shell *shell, struct dt_text *out)
{
	const struct dt_index *index = shell->tree->index;
	int err = shell_list_begin(shell, NULL, "phandle", false);

	phandle_last = phandle_free = 0;
	for (int32_t i = 0; i < index->nodes && !err; i++)
		if (index->node[i].phandle)
			err = shell_list_add(shell, i);
	if (!err)
		err = shell_list_put(shell, out, phandle_line);
	if (err)
		return err;
	dt_puts(out, "highest ");
	dt_put_hex(out, phandle_last);
	dt_puts(out, ", free below: ");
	dt_put_dec(out, phandle_free);
	dt_putc(out, '\n');
	return 0;
}

/* Prints every node that has it, because several may have it by mistake. */
static int phandle_find(struct shell *shell, struct dt_text *out, uint64_t wanted)
{
	const struct dt_index *index = shell->tree->index;
	bool found = false;

	for (int32_t i = 0; i < index->nodes; i++) {
		if (!wanted || index->node[i].phandle != wanted)
			continue;
		found = true;
		dt_put_path(out, dt_numbered(shell->tree, i));
		dt_putc(out, '\n');
	}
	if (!found)
		return shell_error(shell, -ENOENT, "0x%llx: no node has this phandle",
				   (unsigned long long)wanted);
	return 0;
}

static int phandle_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t wanted = 0;
	struct dt_text out;
	int err;

	if (args->argc > 1 && shell_number(shell, args->argv[1], &wanted))
		return -EINVAL;
	err = shell_index(shell);
	if (err)
		return err;
	shell_text(shell, &out);
	err = args->argc > 1 ? phandle_find(shell, &out, wanted) : phandle_all(shell, &out);
	dt_flush(&out);
	return err;
}

static const struct shell_command phandle_command = {
	.name = "phandle",
	.args = "[N]",
	.summary = "show the node that has a phandle, or list all phandles",
	.detail = "N: decimal, or hexadecimal after 0x. Without it all are listed in order,\n"
		  "with the free ones between them; \"again\" marks one that two nodes have.",
	.example = "phandle 0x3",
	.max_args = 1,
	.needs_tree = true,
	.run = phandle_run,
};
SHELL_COMMAND(phandle_command);
