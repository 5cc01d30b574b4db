/* bench: measures the machine. Its verbs have files of their own. */
#include <errno.h>
#include "shell/machine/bench/bench_verb.h"

static int bench_run(struct shell *shell, const struct shell_args *args)
{
	return args->verb ? args->verb->run(shell, args) : -EINVAL;
}

static const struct shell_option bench_options[] = {
	{ .letter = 'f', .summary = "mem: overwrite memory in use, and where no RAM is known" },
	{ 0 },
};

static const struct shell_command command_bench = {
	.name = "bench",
	.group = SHELL_MACHINE,
	.args = "VERB",
	.summary = "measure how fast the machine is",
	.detail =
		"It uses the hart that runs it. RANGE is ADDRESS,SIZE and is overwritten; without\n"
		"it, the largest unused range of RAM is used, at most 64 MiB of it.",
	.example = "bench mem",
	.options = bench_options,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = bench_run,
	.verbs = SHELL_VERBS(bench_verbs),
};
SHELL_COMMAND(command_bench);
