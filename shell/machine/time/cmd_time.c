/* time: the instructions, cycles, bytes and microseconds of a command. */
#include "kernel/boot_facts.h"
#include "kernel/instret.h"
#include "shell/report/report.h"

enum {
	TIME_INSTRUCTIONS,
	TIME_FIRMWARE,
	TIME_BYTES,
	TIME_US,
	TIME_CYCLES,
	TIME_PER_BYTE,
	TIME_COUNTS,
};

static const struct report_column time_columns[] = {
	[TIME_INSTRUCTIONS] = { "instructions", "instructions" },
	[TIME_FIRMWARE] = { "in_firmware", "in firmware" },
	[TIME_BYTES] = { "bytes", "bytes" },
	[TIME_US] = { "us", "us" },
	[TIME_CYCLES] = { "cycles", "cycles" },
	[TIME_PER_BYTE] = { "", "a byte" },
	[TIME_COUNTS] = { "counts", "", REPORT_HIDDEN },
};

static const struct report_table time_table = {
	.key = "time",
	.record = true,
	REPORT_TABLE_COLUMNS(time_columns),
};

/* By enum instret_kind: what the counters count. */
static const char *const time_counts[] = { NULL, "instructions", "time" };

/* Runs the rest of the line: together it is what the last command took. */
static int time_rest(struct shell *shell)
{
	struct boot_spent *last = &boot_facts.last, before;
	const struct boot_spent *all = &boot_facts.all;
	int status;

	cycles_init();
	before = *all;
	status = shell_run_rest(shell);
	last->instructions = all->instructions - before.instructions;
	last->in_firmware = all->in_firmware - before.in_firmware;
	last->cycles = all->cycles - before.cycles;
	last->bytes = all->bytes - before.bytes;
	last->us = all->us - before.us;
	return status;
}

/* Instructions a byte, with one decimal. */
static void time_put_share(struct report *report, uint64_t instructions, uint64_t bytes)
{
	struct dt_text *out = report_cell(report, TIME_PER_BYTE);

	dt_put_dec(out, instructions / bytes);
	dt_putc(out, '.');
	dt_put_dec(out, instructions * 10 / bytes % 10);
}

static void time_row(struct report *report, const struct boot_spent *spent, enum instret_kind kind)
{
	report_row(report);
	if (kind != INSTRET_NONE) {
		report_dec(report, TIME_INSTRUCTIONS, spent->instructions);
		report_dec(report, TIME_FIRMWARE, spent->in_firmware);
	}
	report_dec(report, TIME_BYTES, spent->bytes);
	report_dec(report, TIME_US, spent->us);
	if (spent->cycles)
		report_dec(report, TIME_CYCLES, spent->cycles);
	if (kind == INSTRET_EXACT && spent->bytes && !report->json)
		time_put_share(report, spent->instructions, spent->bytes);
	report_string(report, TIME_COUNTS, time_counts[kind]);
}

static int time_run(struct shell *shell, const struct shell_args *args)
{
	enum instret_kind kind = instret_kind();
	struct report report;

	if (args->rest)
		return time_rest(shell);
	report_begin(&report, shell, args);
	report_table(&report, &time_table);
	time_row(&report, &boot_facts.last, kind);
	if (kind == INSTRET_NONE)
		report_says(&report, "Firmware does not let instructions be counted.");
	if (kind == INSTRET_TIME)
		report_says(&report,
			    "Both counters show time here, as under QEMU without -icount.");
	report_end(&report);
	return 0;
}

static const struct shell_command command_time = {
	.name = "time",
	.group = SHELL_MACHINE,
	.args = "[COMMAND...]",
	.summary = "run a command and show what it took; alone: what the last one took",
	.detail = "Instructions and cycles are this hart's, output and filters included; those "
		  "inside\n"
		  "firmware's calls are counted apart. Some emulators count their host's time "
		  "instead:\n"
		  "that is said. Counts are exact under QEMU's -icount shift=0.",
	.example = "time dts / | wc",
	.needs_machine = true,
	.reports = true,
	.runs_rest = true,
	.run = time_run,
};
SHELL_COMMAND(command_time);
