#include "shell/machine/memory/sum.h"
/* Sums over memory. The option -v is that of U-Boot's crc32. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "kernel/mmio.h"
#include "shell/machine/memory/memory.h"
#include "shell/report/report.h"

/* Bytes that are added together: where an access hangs, the last address is known so exactly. */
enum { SUM_LINE = 64 };

enum { SUM_SUM, SUM_BASE, SUM_SIZE };

static const struct report_column sum_columns[] = {
	[SUM_SUM] = { .key = "sum" },
	[SUM_BASE] = { .key = "base" },
	[SUM_SIZE] = { .key = "size" },
};

static const struct report_table sum_table = {
	.key = "result",
	.layout = REPORT_LINES,
	.record = true,
	REPORT_TABLE_COLUMNS(sum_columns),
};

const struct shell_option sum_options[2] = {
	{ .letter = 'v', .summary = "compare with SUM: status 1 if it differs" },
};

struct sum_work {
	const struct sum *sum;
	struct memory_range range;
	volatile uint64_t done;
};

/* Adds what is left of the line at work. */
static void sum_line(struct sum_work *work)
{
	uint64_t at = work->range.base + work->done, left = work->range.count - work->done;
	size_t some = SUM_LINE - at % SUM_LINE;

	if (some > left)
		some = (size_t)left;
	regs_touched = at;
	work->sum->add(work->sum->state, (const void *)(uintptr_t)at, some);
	work->done += some;
}

static int sum_step(void *context)
{
	struct sum_work *work = context;

	for (unsigned n = 0; n < MEMORY_PAUSE / SUM_LINE && work->done < work->range.count; n++)
		sum_line(work);
	return work->done < work->range.count ? -EAGAIN : 0;
}

static void sum_show(struct shell *shell, const struct shell_args *args, const char *text,
		     const struct memory_range *range)
{
	struct report report;

	report_begin(&report, shell, args);
	report_table(&report, &sum_table);
	report_row(&report);
	report_string(&report, SUM_SUM, text);
	report_hex(&report, SUM_BASE, range->base);
	report_hex(&report, SUM_SIZE, range->count);
	report_end(&report);
}

/* Digits may be of either case. */
static bool sum_equal(const char *digits, const char *text)
{
	while (*digits && (*digits == *text || (*digits | 0x20) == *text)) {
		digits++;
		text++;
	}
	return !*digits && !*text;
}

static int sum_compare(struct shell *shell, const char *text, const char *expected)
{
	const char *digits = expected;

	if (digits[0] == '0' && (digits[1] | 0x20) == 'x')
		digits += 2;
	if (strlen(digits) != strlen(text))
		return shell_error(shell, -EINVAL, "%s: a sum has %zu hexadecimal digits", expected,
				   strlen(text));
	if (sum_equal(digits, text))
		return 0;
	shell_error(shell, 0, "the sum is not %s", expected);
	return SHELL_FAILED;
}

int sum_run(struct shell *shell, const struct shell_args *args, const struct sum *sum)
{
	struct sum_work work = { .sum = sum, .range.width = 1 };
	int operands = args->argc - 1, verify = shell_option(args, 'v') != NULL;
	char text[SUM_TEXT];
	struct trap_info info;
	int err;

	if (operands < 1 + verify || operands > 2 + verify)
		return -EINVAL;
	err = memory_range(shell, args, args->argv[1], operands > 1 + verify ? args->argv[2] : NULL,
			   &work.range);
	if (err)
		return err;
	err = memory_run(shell, sum_step, &work, &info);
	if (err)
		return memory_fault(shell, info.stval, &info);
	sum->end(sum->state, text);
	sum_show(shell, args, text, &work.range);
	return verify ? sum_compare(shell, text, args->argv[operands]) : 0;
}
