/* uptime: how long the clock and the image have been running. */
#include <errno.h>
#include <stdio.h>
#include "kernel/time.h"
#include "shell/report/report.h"

enum { UPTIME_US, UPTIME_IMAGE_US };

static const struct report_column uptime_columns[] = {
	[UPTIME_US] = { "us", "", REPORT_HIDDEN },
	[UPTIME_IMAGE_US] = { "image_us", "", REPORT_HIDDEN },
};

static const struct report_table uptime_table = {
	.key = "uptime",
	.record = true,
	REPORT_TABLE_COLUMNS(uptime_columns),
};

/* Microseconds as "2 d 03:04:05.678", without days where there are none. */
static void uptime_put(struct dt_text *out, uint64_t us)
{
	unsigned long long seconds = us / 1000000;
	char text[40];

	if (seconds / 86400) {
		dt_put_dec(out, seconds / 86400);
		dt_puts(out, " d ");
	}
	snprintf(text, sizeof(text), "%02llu:%02llu:%02llu.%03llu", seconds / 3600 % 24,
		 seconds / 60 % 60, seconds % 60, (unsigned long long)us / 1000 % 1000);
	dt_puts(out, text);
}

static void uptime_say(struct report *report, uint64_t us, uint64_t image_us)
{
	struct dt_text *out = report_say(report);

	dt_puts(out, "The clock has run for ");
	uptime_put(out, us);
	dt_puts(out, ", this image for ");
	uptime_put(out, image_us);
	dt_putc(out, '.');
}

static int uptime_run(struct shell *shell, const struct shell_args *args)
{
	uint64_t ticks = time_ticks(), us = time_us_of(ticks);
	uint64_t image_us = time_us_of(ticks - time_began());
	struct report report;

	if (ticks == time_began())
		return shell_error(shell, -ENODEV, "the clock does not run");
	report_begin(&report, shell, args);
	if (!report.json) {
		uptime_say(&report, us, image_us);
	} else {
		report_table(&report, &uptime_table);
		report_row(&report);
		report_dec(&report, UPTIME_US, us);
		report_dec(&report, UPTIME_IMAGE_US, image_us);
	}
	report_end(&report);
	return 0;
}

static const struct shell_command command_uptime = {
	.name = "uptime",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "show how long the clock and this image have been running",
	.needs_machine = true,
	.reports = true,
	.run = uptime_run,
};
SHELL_COMMAND(command_uptime);
