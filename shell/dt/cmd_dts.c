/* dts: a node and all below it as source that dtc compiles. */
#include "fdt/print/print.h"
#include "shell/shell.h"

static int dts_run(struct shell *shell, const struct shell_args *args)
{
	struct dt_node node = args->argc > 1 ? shell_node(shell, args->argv[1]) : shell_cwd(shell);
	struct dt_text out;

	if (!dt_found(node))
		return node.offset;
	shell_text(shell, &out);
	shell_try_index(shell);
	if (shell_option(args, 'x'))
		dt_print_dts_raw(&out, node);
	else
		dt_print_dts(&out, node);
	dt_flush(&out);
	return 0;
}

static const struct shell_option dts_options[] = {
	{ .letter = 'x', .summary = "print numbers as cells, whatever they mean, and no labels" },
	{ 0 },
};

static const struct shell_command dts_command = {
	.name = "dts",
	.group = SHELL_LOOK,
	.args = "[PATH]",
	.summary = "print a node and all below it as DTS source",
	.detail =
		"PATH: the node; default: the current one. dtc compiles what is printed: for the\n"
		"root, to the same tree; for another node, to a root with that node only.\n"
		"An overlay is printed as a /plugin/, with the labels that its fixups name.",
	.example = "dts /chosen",
	.options = dts_options,
	.max_args = 1,
	.needs_tree = true,
	.run = dts_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(dts_command);
