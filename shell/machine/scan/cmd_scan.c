/* scan: which memory may be read and written, tried. */
#include <errno.h>
#include "kernel/boot_facts.h"
#include "kernel/protect/protect.h"
#include "shell/dt/kit/reserve.h"
#include "shell/machine/hart/on_aside.h"
#include "shell/machine/hart/turn.h"
#include "shell/machine/scan/scan_own.h"
#include "shell/machine/scan/scan_report.h"
#include "shell/memory_word.h"

enum { SCAN_MISSING = 32 /* ranges reserved by one edit */ };

/* Reads the operands. 0, or -EINVAL reported. */
static int scan_operands(struct scan *scan, const struct shell_args *args)
{
	struct shell *shell = scan->shell;
	uint64_t last = scan_last_ram(&scan->regions);

	if (args->argc > 2 && shell_number(shell, args->argv[2], &scan->step))
		return -EINVAL;
	if (args->argc > 2 && (scan->step & (scan->step - 1) || scan->step < sizeof(uint32_t)))
		return shell_error(shell, -EINVAL, "%s: a step is a power of 2, and at least 4",
				   args->argv[2]);
	scan->range = (struct dt_range){ 0, last < scan_low ? scan_low : last + 1 };
	scan->all = args->argc < 2;
	if (scan->all)
		return 0;
	if (shell_memory_word(shell, args->argv[1], &scan->range, NULL))
		return -EINVAL;
	return scan->range.size ? 0
				: shell_error(shell, -EINVAL, "%s: give its size: ADDRESS,SIZE",
					      args->argv[1]);
}

/* Reserves what faults in RAM without being reserved. */
static int scan_reserve(const struct scan *scan, const struct shell_args *args)
{
	struct dt_range missing[SCAN_MISSING];
	int count = 0;

	for (int i = 0; i < scan->map.used && count < SCAN_MISSING; i++) {
		const struct scan_piece *piece = &scan->map.piece[i];

		if (scan_note(piece) == SCAN_NOT_RESERVED)
			missing[count++] = (struct dt_range){ piece->base,
							      piece->last - piece->base + 1 };
	}
	return shell_reserve(scan->shell, args, "mmode_resv", missing, count);
}

/* The first pass, on another hart where it is asked for: that one may be lost, and what was found
 * until then stays. 0, or -errno reported. */
static int scan_accesses(struct scan *scan, const struct shell_args *args)
{
	int err = 0;

	if (shell_option(args, 's'))
		err = on_aside(scan->home, args);
	else
		scan_first(scan);
	if (err == -ETIMEDOUT)
		scan_hung(scan);
	return err;
}

/* The whole run, on the hart that is to report it: 0, or -errno reported. */
static int scan_whole(struct scan *scan, const struct shell_args *args)
{
	int err = scan_operands(scan, args);

	if (err)
		return err;
	protect_pause(); /* the machine is tried, not this program's own pages */
	err = scan_accesses(scan, args);
	scan->shell = scan->home;
	if (!err)
		scan_second(scan);
	protect_hart();
	if (err && err != -ETIMEDOUT)
		return err;
	scan_report(scan->home, args, &scan->map);
	return err;
}

/* The first pass for the shell's hart, which waits for it. */
static int scan_aside(struct scan *scan, struct shell *shell)
{
	scan->shell = shell;
	protect_pause();
	scan_first(scan);
	protect_hart();
	return 0;
}

static int scan_run(struct shell *shell, const struct shell_args *args)
{
	struct scan *scan = &scan_state;
	bool elsewhere = shell->hart != boot_facts.hart;
	int err;

	if (elsewhere && shell_option(args, 's'))
		return scan_aside(scan, shell);
	err = elsewhere ? 0 : scan_allocate(shell);
	if (err)
		return err;
	turn_take(shell); /* what is kept is one hart's, and so are the marks in memory */
	scan_begin(scan, shell);
	scan->devices = shell_option(args, 'd');
	scan->write = shell_option(args, 'w');
	err = scan_whole(scan, args);
	turn_give(shell);
	if (!err && shell_option(args, 'r'))
		err = scan_reserve(scan, args);
	return err;
}

/* By `on`: what its harts use one after the other is made. */
static int scan_prepare(struct shell *shell, const struct shell_args *args)
{
	if (shell_option(args, 'r'))
		return shell_error(shell, -EPERM,
				   "-r edits the tree, and only the shell's hart does: type it "
				   "without 'on'");
	if (shell_option(args, 's'))
		return shell_error(shell, -EPERM,
				   "-s chooses another hart by itself: type it without 'on'");
	return scan_allocate(shell);
}

static const struct shell_option scan_options[] = {
	{ .letter = 'd',
	  .summary = "read devices' windows, too: that may change or hang a device" },
	{ .letter = 'w', .summary = "write back what was read everywhere, not only in RAM" },
	{ .letter = 'r', .summary = "reserve what is missing, in the tree" },
	{ .letter = 's', .summary = "try on another hart, which is lost where the bus hangs" },
	{ 0 },
};

static const struct shell_command scan_command = {
	.name = "scan",
	.group = SHELL_MEMORY,
	.args = "[RANGE] [STEP]",
	.summary = "try which memory may be read and written",
	.detail = "Each page of RAM is read and written back, in one atomic step; unused RAM is\n"
		  "also tried for mirrors, and for what does not keep another value. Outside of\n"
		  "RAM one word in 64 KiB is read, below 4 GiB. RANGE is ADDRESS,SIZE. Where a\n"
		  "range begins is found to the page. 'map' draws what the tree says.",
	.example = "scan 0x80000000,0x200000",
	.options = scan_options,
	.max_args = 2,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.prepare = scan_prepare,
	.run = scan_run,
	.complete = shell_complete_loaded,
};
SHELL_COMMAND(scan_command);
