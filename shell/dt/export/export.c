#include "shell/dt/export/export.h"
/* A blob as lines: which of them, by numbers and ranges. */
#include <errno.h>
#include <string.h>
#include "fdt/export/lines.h"

struct export_range {
	uint32_t from, to;
};

/* Reads up to six digits, as many as the number of a line has. Returns what follows them. */
static const char *export_number(const char *text, uint32_t *number)
{
	const char *at = text;

	for (*number = 0; *at >= '0' && *at <= '9' && at - text < 6; at++)
		*number = *number * 10 + (uint32_t)(*at - '0');
	return at;
}

/* "17" or "17-20", within 1 to @lines. */
static bool export_range(const char *text, uint32_t lines, struct export_range *range)
{
	const char *at = export_number(text, &range->from);

	range->to = range->from;
	if (*at == '-')
		at = export_number(at + 1, &range->to);
	return !*at && range->from && range->from <= range->to && range->to <= lines;
}

int export_lines(struct shell *shell, const struct shell_args *args, const char *kind,
		 const void *blob, uint32_t size)
{
	uint32_t lines = dt_lines_of(size);
	struct export_range range = { .from = 1, .to = lines };
	struct dt_text out;

	for (int i = 2; i < args->argc; i++)
		if (!export_range(args->argv[i], lines, &range))
			return shell_error(shell, -EDOM, "%s: not a line or range within 1 to %u",
					   args->argv[i], (unsigned)lines);
	shell_text(shell, &out);
	dt_put_line_frame(&out, kind, blob, size);
	for (int i = 2; i == 2 || i < args->argc; i++) {
		if (i < args->argc)
			export_range(args->argv[i], lines, &range);
		for (uint32_t number = range.from; number <= range.to; number++)
			dt_put_line(&out, blob, size, number);
	}
	dt_put_line_frame(&out, "end", blob, size);
	dt_flush(&out);
	return 0;
}
