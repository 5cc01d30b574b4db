#include "shell/machine/cmd_log.h"
/* log: what the boot story, drivers and traps have reported since the machine started. */
#include <string.h>
#include "kernel/log.h"
#include "shell/report/report.h"

enum { LOG_LOST, LOG_LINES };

static const struct report_column log_columns[] = {
	[LOG_LOST] = { .key = "lost" },
	[LOG_LINES] = { .key = "lines" },
};

static const struct report_table log_table = {
	.key = "log",
	.record = true,
	REPORT_TABLE_COLUMNS(log_columns),
};

static void log_emit(void *shell, const char *text, size_t len)
{
	shell_write(shell, text, len);
}

/* The document, and the line at work: NULL before its first piece. */
struct log_lines {
	struct report report;
	struct dt_text *line;
};

static void log_emit_lines(void *context, const char *text, size_t len)
{
	struct log_lines *lines = context;

	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t part = end ? (size_t)(end - text) : len;

		if (!lines->line)
			lines->line = report_item(&lines->report);
		dt_put_escaped(lines->line, text, part);
		if (!end)
			return;
		lines->line = NULL;
		text = end + 1;
		len -= part + 1;
	}
}

static int log_document(struct shell *shell, const struct shell_args *args)
{
	struct log_lines lines = { .line = NULL };

	report_begin(&lines.report, shell, args);
	report_table(&lines.report, &log_table);
	report_row(&lines.report);
	report_dec(&lines.report, LOG_LOST, log_lost());
	report_list(&lines.report, LOG_LINES);
	log_replay(0, log_emit_lines, &lines);
	report_end(&lines.report);
	return 0;
}

int shell_log_run(struct shell *shell, const struct shell_args *args)
{
	if (args->json)
		return log_document(shell, args);
	if (log_lost())
		shell_printf(shell, "(%zu older bytes are lost)\n", log_lost());
	log_replay(0, log_emit, shell);
	return 0;
}

static const struct shell_command command_log = {
	.name = "log",
	.group = SHELL_MACHINE,
	.args = "",
	.summary = "show what the machine reported since it started",
	.example = "log | tail 5",
	.needs_machine = true,
	.reports = true,
	.run = shell_log_run,
};
SHELL_COMMAND(command_log);
