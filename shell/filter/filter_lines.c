/* head and tail: the first lines, the last lines. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "fdt/core/space.h"
#include "shell/filter.h"

enum {
	LINES_DEFAULT = 10,
	TAIL_RING = 8192, /* bytes */
};

/* The operand [N], also as "-N" and "-n N", which many people type. 0, or -EINVAL reported. */
static int lines_operand(struct shell_filter *filter, const struct shell_args *args,
			 uint64_t *lines)
{
	char *const *word = args->argv + 1;
	const char *text = *word;

	*lines = LINES_DEFAULT;
	if (!text)
		return 0;
	text += *text == '-';
	if (text > *word && *text == 'n' && !*++text && word[1])
		text = *++word;
	if (word[1])
		return shell_error(filter->shell, -EINVAL, "too many arguments");
	return shell_number(filter->shell, text, lines);
}

/* --- head ------------------------------------------------------------------------------------- */

struct head {
	uint64_t left; /* lines */
};

static struct head *head_of(struct shell_filter *filter)
{
	return (struct head *)filter->state;
}

static int head_begin(struct shell_filter *filter, const struct shell_args *args)
{
	return lines_operand(filter, args, &head_of(filter)->left);
}

/* After the last line the command is ended, because none of its output would be seen. */
static void head_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct head *head = head_of(filter);
	const char *at = text;
	const char *end = text + len;

	while (head->left > 0 && at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		head->left -= newline != NULL;
		at = newline ? newline + 1 : end;
	}
	shell_filter_pass(filter, text, (size_t)(at - text));
	if (head->left == 0)
		shell_filter_stop(filter);
}

static const struct shell_filter_ops head_ops = {
	.state_size = sizeof(struct head),
	.begin = head_begin,
	.write = head_write,
};

static const struct shell_command head_command = {
	.name = "head",
	.group = SHELL_FILTERS,
	.args = "[N]",
	.summary = "print the first N lines (10)",
	.detail = "N is decimal, or hexadecimal after 0x. -N and -n N are the same as N.",
	.example = "dts / | head 20",
	.max_args = 2,
	.filter = &head_ops,
};
SHELL_COMMAND(head_command);

/* --- tail ------------------------------------------------------------------------------------- */

/* Too big for each filter's state, so a pipeline may have one tail. Memory for the time it runs. */
static void *tail_kept;

static char *tail_ring(void)
{
	return tail_kept;
}

struct tail {
	uint64_t lines;
	uint64_t total; /* bytes written; the last TAIL_RING of them are in the ring */
};

static struct tail *tail_of(struct shell_filter *filter)
{
	return (struct tail *)filter->state;
}

static int tail_begin(struct shell_filter *filter, const struct shell_args *args)
{
	const struct shell_filter *before = filter->shell->filter;
	int err;

	for (; before != filter; before = before->next) {
		if (before->ops == filter->ops)
			return shell_error(filter->shell, -EBUSY,
					   "a pipeline can have one tail only");
	}
	err = lines_operand(filter, args, &tail_of(filter)->lines);
	if (err)
		return err;
	err = dt_keep(&tail_kept, TAIL_RING);
	return err ? shell_error(filter->shell, err, "no memory is left for the lines") : 0;
}

static void tail_write(struct shell_filter *filter, const char *text, size_t len)
{
	struct tail *tail = tail_of(filter);

	if (len > TAIL_RING) {
		tail->total += len - TAIL_RING;
		text += len - TAIL_RING;
		len = TAIL_RING;
	}
	while (len > 0) {
		size_t at = tail->total % TAIL_RING;
		size_t part = len < TAIL_RING - at ? len : TAIL_RING - at;

		memcpy(tail_ring() + at, text, part);
		tail->total += part;
		text += part;
		len -= part;
	}
}

/* Where the wanted lines begin, as a count of bytes written; *@lost: they begin before the ring. */
static uint64_t tail_start(const struct tail *tail, bool *lost)
{
	uint64_t oldest = tail->total > TAIL_RING ? tail->total - TAIL_RING : 0;
	uint64_t lines = tail->lines;
	uint64_t at = tail->total;

	*lost = false;
	if (lines == 0)
		return at;
	for (; at > oldest; at--) {
		/* The LF at the very end belongs to the last line. */
		if (at < tail->total && tail_ring()[(at - 1) % TAIL_RING] == '\n' && --lines == 0)
			return at;
	}
	*lost = oldest > 0;
	return at;
}

static int tail_end(struct shell_filter *filter)
{
	const struct tail *tail = tail_of(filter);
	bool lost;
	uint64_t at = tail_start(tail, &lost);

	if (lost)
		shell_error(filter->shell, -ENOSPC,
			    "the lines do not fit: %" PRIu64 " bytes before these %d are lost", at,
			    TAIL_RING);
	while (at < tail->total) {
		size_t from = at % TAIL_RING;
		uint64_t part = tail->total - at;

		if (part > TAIL_RING - from)
			part = TAIL_RING - from;
		shell_filter_pass(filter, tail_ring() + from, (size_t)part);
		at += part;
	}
	dt_drop(&tail_kept);
	return lost ? SHELL_FAILED : 0;
}

static const struct shell_filter_ops tail_ops = {
	.state_size = sizeof(struct tail),
	.begin = tail_begin,
	.write = tail_write,
	.end = tail_end,
};

static const struct shell_command tail_command = {
	.name = "tail",
	.group = SHELL_FILTERS,
	.args = "[N]",
	.summary = "print the last N lines (10)",
	.detail = "At most the last 8192 bytes are printed; a message counts what is missing.",
	.example = "log | tail 20",
	.max_args = 2,
	.filter = &tail_ops,
};
SHELL_COMMAND(tail_command);
