/* strings: the block of property names: all, the unused ones, and those that occur twice. */
#include <errno.h>
#include <string.h>
#include "fdt/core/space.h"
#include "shell/dt/kit/sort.h"
#include "shell/dt/kit/string_uses.h"

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

/* "0x1f  3 "reg"" */
static void strings_put(struct dt_text *out, const struct shell_string_uses *uses, uint32_t at)
{
	dt_put_hex(out, at);
	dt_puts(out, "  ");
	dt_put_dec(out, uses->count[at]);
	dt_puts(out, "  \"");
	dt_put_escaped(out, uses->text + at, shell_string_len(uses, at));
	dt_puts(out, "\"\n");
}

/* The string from @at to @end, and the names that are its end. */
static void strings_one(struct dt_text *out, const struct shell_string_uses *uses, uint32_t at,
			uint32_t end, struct strings_sums *sums)
{
	bool used = false;

	for (uint32_t i = at; i < end; i++) {
		if (out && (i == at || uses->count[i]))
			strings_put(out, uses, i);
		used = used || uses->count[i];
		sums->ends += i > at && uses->count[i];
	}
	sums->count++;
	if (used)
		return;
	sums->unused++;
	sums->unused_bytes += end - at;
}

/* Sums up all strings of the block; prints them unless @out is NULL; fills @starts unless it is
 * NULL. Bytes at the end without a NUL are not a string. */
static struct strings_sums strings_all(struct dt_text *out, const struct shell_string_uses *uses,
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
		strings_one(out, uses, at, end, &sums);
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
	shell_sort(strings_kept, count, sizeof(*string), strings_order);
	for (uint32_t i = 1; i < count; i++)
		doubled += strcmp(string[i - 1], string[i]) == 0;
	return doubled;
}

static int strings_run(struct shell *shell, const struct shell_args *args)
{
	struct strings_sums sums;
	struct dt_text out;
	struct shell_string_uses uses;
	int err = shell_count_uses(shell, &uses);

	if (err)
		return err;
	shell_text(shell, &out);
	sums = strings_all(shell_option(args, 'l') ? &out : NULL, &uses, NULL);
	err = strings_doubled(shell, &uses, sums.count);
	if (err < 0)
		return err;
	dt_flush(&out);
	shell_printf(shell,
		     "%u bytes, %u strings, %u unused (%u bytes), %d doubled, %u names are the end "
		     "of another\n",
		     uses.size, sums.count, sums.unused, sums.unused_bytes, err, sums.ends);
	return 0;
}

static const struct shell_option strings_options[] = {
	{ .letter = 'l', .summary = "print a line for each name: offset, uses, text" },
	{ 0 },
};

static const struct shell_command strings_command = {
	.name = "strings",
	.args = "",
	.summary = "count the strings of the block of property names",
	.example = "strings -l | grep '  0  '",
	.options = strings_options,
	.needs_tree = true,
	.run = strings_run,
};
SHELL_COMMAND(strings_command);
