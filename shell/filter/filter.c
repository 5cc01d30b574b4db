/* What filters share. */
#include "shell/filter/filter.h"

int shell_filter_lines(struct shell_filter *filter, const struct shell_args *args, uint64_t *lines)
{
	const char *text = args->argc > 1 ? args->argv[1] : NULL;

	*lines = SHELL_FILTER_LINES;
	if (!text)
		return 0;
	/* Many fingers type `head -3`. */
	return shell_number(filter->shell, text + (text[0] == '-'), lines);
}
