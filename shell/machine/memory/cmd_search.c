/* search: where in memory some values are, or a text. */
#include <errno.h>
#include <string.h>
#include "shell/machine/memory/memory.h"
#include "shell/machine/memory/search.h"
#include "shell/place.h"
#include "shell/report/report.h"

enum { SEARCH_ADDRESS, SEARCH_OWNER };

static const struct report_column search_columns[] = {
	[SEARCH_ADDRESS] = { .key = "address" },
	[SEARCH_OWNER] = { .key = "owner", .title = "in" },
};

static const struct report_table search_table = {
	.key = "matches",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(search_columns),
};

/* The pattern from operand 2 on. */
static int search_pattern(struct shell *shell, const struct shell_args *args, unsigned width,
			  struct search *search)
{
	search->step = width;
	for (int i = 2; i < args->argc; i++) {
		uint64_t value;
		int err = memory_value(shell, args->argv[i], width, &value);

		if (err)
			return err;
		if (search->len + width > SEARCH_BYTES)
			return shell_error(shell, -E2BIG, "more than %d bytes", SEARCH_BYTES);
		memcpy(search->pattern + search->len, &value, width);
		search->len += width;
	}
	return 0;
}

static int search_text(struct shell *shell, const struct shell_args *args, struct search *search)
{
	const char *text = args->argv[2];

	search->step = 1;
	search->len = strlen(text);
	if (args->argc > 3 || !search->len || search->len > SEARCH_BYTES)
		return shell_error(shell, -EINVAL, "TEXT is one word, of at most %d bytes",
				   SEARCH_BYTES);
	memcpy(search->pattern, text, search->len);
	return 0;
}

/* The place at which the run ended faults, or what follows it in the next page does. */
static void search_fault(struct search *search, const struct trap_info *info,
			 struct memory_faults *faults)
{
	uint64_t first = search->at, byte;
	bool here = guard_read(first, 1, &byte, NULL) != 0;

	search_pass_page(search);
	if (here && search->at > first)
		memory_faults_add(faults, first, search->at - first, info->cause);
}

/* The line that was typed is in memory, too: who looks for a text should know whose it is. */
static void search_found(struct shell *shell, struct report *report, uint64_t at)
{
	struct shell_place place = shell_place(shell, at, 1);

	report_row(report);
	report_hex(report, SEARCH_ADDRESS, at);
	if (place.is == SHELL_PLACE_OWNED)
		report_string(report, SEARCH_OWNER, owner_kind_name(place.owner.kind));
}

static int search_all(struct shell *shell, const struct shell_args *args, struct search *search)
{
	struct memory_faults faults = { 0 };
	struct trap_info info;
	struct report report;
	bool found = false;
	int got, err;

	report_begin(&report, shell, args);
	report_table(&report, &search_table);
	while ((got = memory_run(shell, search_run, search, &info)) != -ENOENT) {
		if (got) {
			search_fault(search, &info, &faults);
			continue;
		}
		found = true;
		search_found(shell, &report, search->at);
		search_next(search);
	}
	if (!found)
		report_says(&report, "nothing was found");
	report_end(&report);
	err = memory_faults_report(shell, &faults);
	return err ? err : found ? 0 : SHELL_FAILED;
}

static int search_command(struct shell *shell, const struct shell_args *args)
{
	struct memory_range range = { .width = 1 };
	struct search search = { 0 };
	int err = memory_range(shell, args, args->argv[1], NULL, &range);

	if (!err)
		err = shell_option(args, 's')
			      ? search_text(shell, args, &search)
			      : search_pattern(shell, args, memory_width(args), &search);
	if (err)
		return err;
	search.at = range.base;
	search.left = range.count;
	return search_all(shell, args, &search);
}

static const struct shell_option search_options[] = {
	{ .letter = 's', .summary = "search for TEXT, at every byte" },
	{ 0 },
};

static const struct shell_command command_search = {
	.name = "search",
	.group = SHELL_MEMORY,
	.args = "RANGE VALUE...|TEXT",
	.summary = "search memory for values or a text",
	.detail =
		"RANGE is ADDR,SIZE or a name as in 'md'. VALUEs are items as in 'md' that follow\n"
		"each other; places are looked at in steps of one item. The status is 1 if\n"
		"nothing was found. Pages that fault are passed over, and reported. What is\n"
		"found in memory that is in use is shown with whose it is: this program has what\n"
		"you typed.",
	.example = "search -s $ram 'Linux version'",
	.options = search_options,
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = SHELL_WORDS_MAX,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = search_command,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_search);
