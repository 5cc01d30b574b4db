/* time: the instructions, cycles, bytes and microseconds of a command. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/boot_facts.h"
#include "kernel/instret.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
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

/* --- on another hart ------------------------------------------------------------------------- */

/* The port that the command is given: it passes output on to the hart's own, and measures that. */
struct time_port {
	struct shell_port port;
	struct shell_port *to;
	struct boot_spent passed; /* by what passes output on; its bytes */
};

static struct time_port *time_port_of(struct shell_port *port)
{
	return (struct time_port *)(void *)((char *)port - offsetof(struct time_port, port));
}

/* What this hart's counters show. */
static struct boot_spent time_now(void)
{
	return (struct boot_spent){ .instructions = instret_read(),
				    .in_firmware = sbi_instructions(),
				    .cycles = cycles_read(),
				    .us = time_us() };
}

/* Adds what they have counted since @begin, all of it. */
static void time_add(struct boot_spent *sum, const struct boot_spent *begin)
{
	const struct boot_spent now = time_now();

	sum->instructions += now.instructions - begin->instructions;
	sum->in_firmware += now.in_firmware - begin->in_firmware;
	sum->cycles += now.cycles - begin->cycles;
	sum->us += now.us - begin->us;
}

static void time_write(struct shell_port *port, const char *text, size_t len)
{
	struct time_port *here = time_port_of(port);
	const struct boot_spent begin = time_now();

	here->to->write(here->to, text, len);
	time_add(&here->passed, &begin);
	here->passed.bytes += len;
}

static bool time_interrupted(struct shell_port *port)
{
	struct shell_port *to = time_port_of(port)->to;

	return to->interrupted(to);
}

/*
 * Runs the rest of the line on this hart, and sets what it took. Passing output on to the shell's
 * hart is left out: it waits for that one's console. A command that is ended leaves the port, which
 * the next one gets anew.
 */
static int time_there(struct shell *shell, struct boot_spent *spent)
{
	struct time_port here = { .port = *shell->port, .to = shell->port };
	struct boot_spent begin;
	int status;

	here.port.write = time_write;
	here.port.interrupted = time_interrupted;
	cycles_init();
	*spent = (struct boot_spent){ 0 };
	shell->port = &here.port;
	begin = time_now();
	status = shell_run_rest(shell);
	time_add(spent, &begin);
	shell->port = here.to;
	spent->in_firmware -= here.passed.in_firmware;
	spent->instructions -= here.passed.instructions + spent->in_firmware;
	spent->cycles -= here.passed.cycles;
	spent->us -= here.passed.us;
	spent->bytes = here.passed.bytes;
	return status;
}

/* --- the report ------------------------------------------------------------------------------ */

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

static void time_report(struct shell *shell, const struct shell_args *args,
			const struct boot_spent *spent)
{
	enum instret_kind kind = instret_kind();
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &time_table);
	time_row(&report, spent, kind);
	if (kind == INSTRET_NONE)
		report_says(&report, "Firmware does not let instructions be counted.");
	if (kind == INSTRET_TIME)
		report_says(&report,
			    "Both counters show time here, as under QEMU without -icount.");
	if (shell->hart != boot_facts.hart)
		report_says(&report,
			    "What passing output to the shell's hart took is not counted.");
	report_end(&report);
}

static int time_run_there(struct shell *shell, const struct shell_args *args)
{
	struct boot_spent spent;
	int status;

	if (!args->rest)
		return shell_error(shell, -EPERM,
				   "the last command ran on hart %" PRIu64
				   ": type 'time' alone, or 'on N time COMMAND'",
				   boot_facts.hart);
	status = time_there(shell, &spent);
	time_report(shell, args, &spent);
	return status;
}

static int time_run(struct shell *shell, const struct shell_args *args)
{
	if (shell->hart != boot_facts.hart)
		return time_run_there(shell, args);
	if (args->rest)
		return time_rest(shell);
	time_report(shell, args, &boot_facts.last);
	return 0;
}

static const struct shell_command command_time = {
	.name = "time",
	.group = SHELL_MACHINE,
	.args = "[COMMAND...]",
	.summary = "run a command and show what it took; alone: what the last one took",
	.detail = "Instructions and cycles are this hart's, output and filters included; those\n"
		  "inside firmware's calls are counted apart. Some emulators count their host's\n"
		  "time instead: that is said. Counts are exact under QEMU's -icount shift=0,\n"
		  "which counts all harts together. 'on N time COMMAND' measures on hart N.",
	.example = "time dts / | wc",
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.runs_rest = true,
	.run = time_run,
};
SHELL_COMMAND(command_time);
