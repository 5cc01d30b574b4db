/* memtest: tests RAM, says what is broken, and reserves it. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/boot_facts.h"
#include "kernel/noinit.h"
#include "kernel/time.h"
#include "shell/dt/kit/reserve.h"
#include "shell/machine/memtest/memtest_report.h"
#include "shell/machine/test_range.h"
#include "shell/machine/hart/turn.h"
#include "shell/memory_word.h"

enum { MEMTEST_FADE_S = 60 };

/* Static, because it is too big for the stack; of the hart whose turn it is. */
static NOINIT struct memtest_job memtest_job;

/* --- what to do ------------------------------------------------------------------------------- */

static int memtest_choose(struct memtest_job *job, const struct shell_args *args)
{
	struct dt_range range[MEMTEST_RANGES];
	struct dt_ranges all = { .range = range, .max = MEMTEST_RANGES };
	bool force = shell_option(args, 'f');
	int err;

	if (args->argc > 1) {
		err = test_range(job->shell, args->argv[1], force, range);
		all.used = 1;
	} else {
		err = test_range_all(job->shell, force, &all);
	}
	if (err)
		return err;
	job->ranges = all.used;
	for (int i = 0; i < all.used; i++) {
		job->range[i] = (struct memtest_range){ range[i].base, range[i].size };
		job->size += range[i].size;
	}
	return 0;
}

/* The number that the option gives, or *@value as it is. 0, or -errno reported. */
static int memtest_number(struct shell *shell, const struct shell_args *args, char letter,
			  unsigned *value)
{
	const char *text = shell_option(args, letter);
	uint64_t number = *value;

	if (text && shell_number(shell, text, &number))
		return -EINVAL;
	if (!number || number > UINT32_MAX)
		return shell_error(shell, -EINVAL, "%s: from 1 to %" PRIu32, text, UINT32_MAX);
	*value = (unsigned)number;
	return 0;
}

/* All tests that -t names exist: 0, or -ENOENT reported. */
static int memtest_check(struct shell *shell, const struct shell_args *args)
{
	for (int i = 0; i < args->listed; i++)
		if (!memtest_find(args->list[i]))
			return shell_error(shell, -ENOENT,
					   "%s: no such test; 'help memtest' lists them",
					   args->list[i]);
	return 0;
}

static bool memtest_wanted(const struct shell_args *args, const char *name)
{
	bool wanted = !args->listed;

	for (int i = 0; i < args->listed; i++)
		wanted = wanted || strcmp(args->list[i], name) == 0;
	return wanted;
}

static void memtest_pass(struct memtest_job *job, const struct shell_args *args)
{
	for (int i = 0; i < memtest_count; i++) {
		const struct memtest_test *test = &memtest_tests[i];
		struct diagnosis *diagnosis = &job->diagnosis;
		uint64_t before = diagnosis->errors + diagnosis->faults, rate;

		if (!memtest_wanted(args, test->name))
			continue;
		rate = memtest_job_run(job, test);
		memtest_report_test(job, test, diagnosis->errors + diagnosis->faults - before,
				    rate);
	}
}

/* --- the command ------------------------------------------------------------------------------ */

static void memtest_passes(struct memtest_job *job, const struct shell_args *args, unsigned passes)
{
	struct report *report = job->report;

	job->seed = time_ticks();
	memtest_job_harts(job, shell_option(args, 'a'));
	report_begin(report, job->shell, args);
	memtest_report_ranges(job);
	memtest_report_tests(job);
	for (; job->pass < passes; job->pass++, job->seed += SWEEP_MODULO)
		memtest_pass(job, args);
	memtest_report_end(job);
	report_end(report);
}

static int memtest_reserve(const struct memtest_job *job, const struct shell_args *args)
{
	const struct diagnosis *diagnosis = &job->diagnosis;
	struct dt_range range[DIAGNOSIS_BAD];

	for (int i = 0; i < diagnosis->bads; i++)
		range[i] = (struct dt_range){ diagnosis->bad[i].base, diagnosis->bad[i].size };
	return shell_reserve(job->shell, args, "bad-memory", range, diagnosis->bads);
}

static int memtest_job_of(struct memtest_job *job, struct shell *shell,
			  const struct shell_args *args, struct report *report)
{
	unsigned passes = shell_option(args, 'a') ? 2 : 1;
	int err = memtest_number(shell, args, 'n', &passes);

	memset(job, 0, sizeof(*job));
	job->shell = shell;
	job->report = report;
	job->fade = MEMTEST_FADE_S;
	if (!err)
		err = memtest_number(shell, args, 'w', &job->fade);
	if (!err)
		err = memtest_choose(job, args);
	if (err)
		return err;
	memtest_passes(job, args, passes);
	if (job->diagnosis.bads && shell_option(args, 'r'))
		err = memtest_reserve(job, args);
	return !err && job->diagnosis.bads ? SHELL_FAILED : err;
}

static int memtest_command_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;
	int err = memtest_check(shell, args);

	if (err)
		return err;
	if (shell->hart != boot_facts.hart && (shell_option(args, 'a') || shell_option(args, 'r')))
		return shell_error(shell, -EPERM, "-a and -r are for hart %" PRIu64 " only",
				   boot_facts.hart);
	turn_take(shell);
	err = memtest_job_of(&memtest_job, shell, args, &report);
	turn_give(shell);
	return err;
}

static void memtest_complete_test(struct shell *shell, struct shell_completions *completions)
{
	(void)shell;
	for (int i = 0; i < memtest_count; i++)
		shell_offer(completions, memtest_tests[i].name, false);
}

static const struct shell_option memtest_options[] = {
	{ .letter = 'a', .summary = "on all harts, each page by two" },
	{ .letter = 'f', .summary = "test memory in use, too, and where no RAM is known" },
	{ .letter = 'n', .value = "N", .summary = "so many passes (1; with -a 2)" },
	{ .letter = 'r', .summary = "reserve bad pages in the tree in use" },
	{ .letter = 't',
	  .several = true,
	  .value = "TEST",
	  .summary = "only this test; may be given again",
	  .complete = memtest_complete_test },
	{ .letter = 'w', .value = "S", .summary = "fade: wait S seconds (60)" },
	{ 0 },
};

static const struct shell_command memtest_command = {
	.name = "memtest",
	.group = SHELL_MACHINE,
	.args = "[RANGE]",
	.summary = "test RAM, and find what is broken",
	.detail =
		"RANGE is ADDRESS,SIZE or the name of a loaded file, and is overwritten. Without\n"
		"it, all RAM that 'mem' does not list as in use is tested. With -f only: RAM\n"
		"below this program, where firmware may be. TEST: lines, own, ones, walk8,\n"
		"word, march, random, walk32, walk64, block, modulo or fade.",
	.example = "memtest 0x84000000,0x100000 -t march -t own",
	.options = memtest_options,
	.max_args = 1,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = memtest_command_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(memtest_command);
