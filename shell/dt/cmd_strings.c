/* strings: the block of property names: all, the unused ones, and those that occur twice. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "shell/dt/kit/resources.h"
#include "fdt/core/sort.h"
#include "shell/dt/kit/string_uses.h"

enum { STRING_OFFSET, STRING_USES, STRING_TEXT };

static const struct report_column strings_columns[] = {
	[STRING_OFFSET] = { .key = "offset", .title = "OFFSET", .flags = REPORT_RIGHT },
	[STRING_USES] = { .key = "uses", .title = "USES", .flags = REPORT_RIGHT },
	[STRING_TEXT] = { .key = "text", .title = "TEXT" },
};

static const struct report_table strings_table = {
	.key = "strings",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(strings_columns),
};

enum { SUM_BYTES, SUM_STRINGS, SUM_UNUSED, SUM_UNUSED_BYTES, SUM_DOUBLED, SUM_ENDS };

static const struct report_column strings_sum_columns[] = {
	[SUM_BYTES] = { .key = "bytes", .title = "bytes" },
	[SUM_STRINGS] = { .key = "strings", .title = "strings" },
	[SUM_UNUSED] = { .key = "unused", .title = "unused" },
	[SUM_UNUSED_BYTES] = { .key = "unused_bytes", .title = "bytes of those" },
	[SUM_DOUBLED] = { .key = "doubled", .title = "doubled" },
	[SUM_ENDS] = { .key = "ends", .title = "ends of others" },
};

static const struct report_table strings_sum_table = {
	.key = "summary",
	.layout = REPORT_RECORD,
	.record = true,
	REPORT_TABLE_COLUMNS(strings_sum_columns),
};

static void *strings_kept; /* the beginning of each string; freed by the next run */

struct strings_sums {
	unsigned count, unused;
	unsigned unused_bytes;
	unsigned ends; /* names that are the end of another one */
};

static int strings_order(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static void strings_put(struct report *report, const struct shell_string_uses *uses, uint32_t at)
{
	report_row(report);
	report_hex(report, STRING_OFFSET, at);
	report_dec(report, STRING_USES, uses->count[at]);
	shell_resource_quoted(report, STRING_TEXT, uses->text + at,
			      (int)shell_string_len(uses, at));
}

/* The string from @at to @end, and the names that are its end. */
static void strings_one(struct report *report, const struct shell_string_uses *uses, uint32_t at,
			uint32_t end, struct strings_sums *sums)
{
	bool used = false;

	for (uint32_t i = at; i < end; i++) {
		if (report && (i == at || uses->count[i]))
			strings_put(report, uses, i);
		used = used || uses->count[i];
		sums->ends += i > at && uses->count[i];
	}
	sums->count++;
	if (used)
		return;
	sums->unused++;
	sums->unused_bytes += end - at;
}

/* Sums up all strings of the block; puts them unless @report is NULL; fills @starts unless it is
 * NULL. Bytes at the end without a NUL are not a string. */
static struct strings_sums strings_all(struct report *report, const struct shell_string_uses *uses,
				       const char **starts)
{
	struct strings_sums sums = { 0 };
	uint32_t end;

	for (uint32_t at = 0; at < uses->size; at = end) {
		end = at + shell_string_len(uses, at) + 1;
		if (end > uses->size)
			break;
		if (starts)
			starts[sums.count] = uses->text + at;
		strings_one(report, uses, at, end, &sums);
	}
	return sums;
}

/* How many strings occur a second time; -ENOMEM reported. */
static int strings_doubled(struct shell *shell, const struct shell_string_uses *uses,
			   uint32_t count)
{
	const char **string;
	int doubled = 0;

	if (dt_keep(&strings_kept, (count + 1) * sizeof(*string)))
		return shell_error(shell, -ENOMEM, "no memory to sort the strings");
	string = strings_kept;
	strings_all(NULL, uses, string);
	dt_sort(strings_kept, count, sizeof(*string), strings_order);
	for (uint32_t i = 1; i < count; i++)
		doubled += strcmp(string[i - 1], string[i]) == 0;
	return doubled;
}

static void strings_rows(struct report *report, void *context)
{
	strings_all(report, context, NULL);
}

static void strings_put_sums(struct report *report, const struct strings_sums *sums, uint32_t bytes,
			     uint32_t doubled)
{
	report_table(report, &strings_sum_table);
	report_row(report);
	report_dec(report, SUM_BYTES, bytes);
	report_dec(report, SUM_STRINGS, sums->count);
	report_dec(report, SUM_UNUSED, sums->unused);
	report_dec(report, SUM_UNUSED_BYTES, sums->unused_bytes);
	report_dec(report, SUM_DOUBLED, doubled);
	report_dec(report, SUM_ENDS, sums->ends);
}

static int strings_run(struct shell *shell, const struct shell_args *args)
{
	struct shell_string_uses uses;
	struct strings_sums sums;
	struct report report;
	int err = shell_count_uses(shell, &uses);

	if (err)
		return err;
	sums = strings_all(NULL, &uses, NULL);
	err = strings_doubled(shell, &uses, sums.count);
	if (err < 0)
		return err;
	report_begin(&report, shell, args);
	if (shell_option(args, 'l'))
		report_rows(&report, &strings_table, strings_rows, &uses);
	strings_put_sums(&report, &sums, uses.size, (uint32_t)err);
	report_end(&report);
	return 0;
}

static const struct shell_option strings_options[] = {
	{ .letter = 'l', .summary = "print a line for each name: offset, uses, text" },
	{ 0 },
};

static const struct shell_command strings_command = {
	.name = "strings",
	.group = SHELL_LOOK,
	.args = "",
	.summary = "count the strings of the block of property names",
	.example = "strings -l | grep '  0  '",
	.options = strings_options,
	.reports = true,
	.needs_tree = true,
	.run = strings_run,
};
SHELL_COMMAND(strings_command);
