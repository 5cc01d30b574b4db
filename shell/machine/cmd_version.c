/* version: that of the program, which machine this is, and what the boot cost. */
#include "kernel/boot_facts.h"
#include "shell/dt/kit/board.h"
#include "shell/report/report.h"

enum { VERSION_NUMBER, VERSION_COMPILER, VERSION_BOOT, VERSION_FIRMWARE };

static const struct report_column version_columns[] = {
	[VERSION_NUMBER] = { .key = "version", .title = "Firstlight" },
	[VERSION_COMPILER] = { .key = "compiler", .flags = REPORT_HIDDEN },
	[VERSION_BOOT] = { .key = "boot_instructions", .flags = REPORT_HIDDEN },
	[VERSION_FIRMWARE] = { .key = "in_firmware", .flags = REPORT_HIDDEN },
};

static const struct report_table version_table = {
	.key = "version",
	.record = true,
	REPORT_TABLE_COLUMNS(version_columns),
};

static const struct shell_option version_options[] = {
	{ .letter = 'v', .summary = "also SoC, core, their quirks, and what the boot cost" },
	{ 0 },
};

/* What the boot cost, for people: @boot instructions of ours; 0: unknown. */
static void version_say(struct report *report, uint64_t boot)
{
	struct dt_text *out;

	report_says(report, "compiler: " __VERSION__);
	out = report_say(report);
	dt_puts(out, "boot: ");
	if (!boot) {
		dt_puts(out, "this machine does not count instructions");
		return;
	}
	dt_put_dec(out, boot);
	dt_puts(out, " instructions from _start to the prompt, and ");
	dt_put_dec(out, boot_facts.in_firmware);
	dt_puts(out, " in firmware");
}

static void version_more(struct report *report)
{
	uint64_t boot = 0;

	report_string(report, VERSION_COMPILER, __VERSION__);
	if (boot_facts.prompted > boot_facts.entered) {
		boot = boot_facts.prompted - boot_facts.entered - boot_facts.in_firmware;
		report_dec(report, VERSION_BOOT, boot);
		report_dec(report, VERSION_FIRMWARE, boot_facts.in_firmware);
	}
	version_say(report, boot);
}

static int version_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &version_table);
	report_row(&report);
	report_string(&report, VERSION_NUMBER, FIRSTLIGHT_VERSION);
	if (shell_option(args, 'v')) {
		version_more(&report);
		board_report(&report);
	}
	report_end(&report);
	return 0;
}

static const struct shell_command command_version = {
	.name = "version",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "show the version",
	.detail = "Instructions are counted exactly under QEMU's -icount shift=0.",
	.example = "version -v",
	.options = version_options,
	.any_hart = true,
	.reports = true,
	.run = version_run,
};
SHELL_COMMAND(command_version);
