/*
 * pmu: performance counters, by the SBI's extension of that name.
 * RISC-V SBI Specification 3.0, chapter "Performance Monitoring Unit Extension".
 */
#include <errno.h>
#include <string.h>
#include "kernel/sbi_pmu.h"
#include "shell/machine/pmu/pmu_count.h"
#include "shell/machine/pmu/pmu_events.h"
#include "shell/machine/pmu/pmu_list.h"
#include "shell/machine/pmu/pmu_verify.h"

static int pmu_run(struct shell *shell, const struct shell_args *args)
{
	bool verify = args->argc > 1 && !strcmp(args->argv[1], "verify");
	struct sbi_pmu pmu;

	if (args->rest)
		return pmu_count(shell, args);
	if (pmu_count_due() || (args->argc > 1 && !verify))
		return pmu_count_report(shell, args);
	if (sbi_pmu_find(&pmu))
		return shell_error(shell, -ENODEV,
				   "firmware has no counters: 'sbi' lists what it has, 'time' "
				   "counts instructions");
	if (verify)
		return pmu_verify(shell, args, &pmu);
	pmu_list(shell, args, &pmu);
	return 0;
}

/* The last of the events that are typed, after those before it. */
static void pmu_complete(struct shell *shell, struct shell_completions *completions)
{
	const char *word = completions->word, *comma = strrchr(word, ',');
	size_t before = comma ? (size_t)(comma + 1 - word) : 0;
	struct pmu_event event = { 0 };
	char text[2 * PMU_NAME_MAX];

	(void)shell;
	if (completions->operand || before > PMU_NAME_MAX)
		return;
	if (!before)
		shell_offer(completions, "verify", false);
	memcpy(text, word, before);
	for (unsigned i = 0; (event.code = pmu_event_code(i)); i++) {
		pmu_event_name(&event, text + before);
		shell_offer(completions, text, false);
	}
}

static const struct shell_option pmu_options[] = {
	{ .letter = 'a', .summary = "also events without a counter, or without a loop" },
	{ 0 },
};

static const struct shell_command command_pmu = {
	.name = "pmu",
	.group = SHELL_MACHINE,
	.args = "[verify | EVENT[,EVENT...] COMMAND...]",
	.summary = "performance counters: list, count events of a command, verify",
	.detail =
		"EVENT is a name in the list, a code, or r and the hart's event selector in hex.\n"
		"Counts are this hart's, in all of its modes, output and filters included.\n"
		"'verify' runs loops of known counts, and starts another hart for requests.\n"
		"TREE is what the tree's riscv,pmu node claims.",
	.example = "pmu cycles,instructions dts / | wc",
	.options = pmu_options,
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.runs_rest = true,
	.run = pmu_run,
	.complete = pmu_complete,
};
SHELL_COMMAND(command_pmu);
