/* cmp: compares memory, in items of one width. Operands and suffixes are those of U-Boot's cmp. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/mmio.h"
#include "shell/machine/memory/memory.h"
#include "shell/report/report.h"

enum { CMP_SHOWN = 8 }; /* differences; others are counted */

enum { CMP_ADDRESS, CMP_VALUE, CMP_OTHER, CMP_OTHER_VALUE };

static const struct report_column cmp_columns[] = {
	[CMP_ADDRESS] = { .key = "address" },
	[CMP_VALUE] = { .key = "value" },
	[CMP_OTHER] = { .key = "other" },
	[CMP_OTHER_VALUE] = { .key = "other-value" },
};

static const struct report_table cmp_table = {
	.key = "differences",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(cmp_columns),
};

static const struct report_column cmp_result_columns[] = {
	{ .key = "items", .title = "items " },
	{ .key = "different", .title = "different " },
};

static const struct report_table cmp_result_table = {
	.key = "result",
	.layout = REPORT_LINES,
	.record = true,
	REPORT_TABLE_COLUMNS(cmp_result_columns),
};

struct cmp {
	struct memory_pair pair;
	struct regs one, two; /* the items at work */
	uint64_t value[2];    /* of a difference */
	uint64_t different;   /* items */
};

/* Goes on to the next difference: 1; 0 at the end. */
static int cmp_step(void *context)
{
	struct cmp *cmp = context;
	struct memory_pair *pair = &cmp->pair;

	for (unsigned n = 0; n < MEMORY_PAUSE && pair->done < pair->one.count; n++) {
		cmp->one.base = pair->one.base + pair->done * pair->one.width;
		cmp->two.base = pair->two.base + pair->done * pair->one.width;
		pair->fault = cmp->one.base;
		cmp->value[0] = regs_read(&cmp->one, 0);
		pair->fault = cmp->two.base;
		cmp->value[1] = regs_read(&cmp->two, 0);
		pair->done++;
		if (cmp->value[0] != cmp->value[1])
			return 1;
	}
	return pair->done < pair->one.count ? -EAGAIN : 0;
}

static void cmp_row(struct report *report, const struct cmp *cmp)
{
	report_row(report);
	report_hex(report, CMP_ADDRESS, cmp->one.base);
	report_hex(report, CMP_VALUE, cmp->value[0]);
	report_hex(report, CMP_OTHER, cmp->two.base);
	report_hex(report, CMP_OTHER_VALUE, cmp->value[1]);
}

static int cmp_run(struct shell *shell, const struct shell_args *args)
{
	struct cmp cmp = { 0 };
	struct report report;
	struct trap_info info;
	int got = memory_pair(shell, args, &cmp.pair);

	if (got)
		return got;
	cmp.one.width = cmp.two.width = (uint8_t)cmp.pair.one.width;
	report_begin(&report, shell, args);
	report_table(&report, &cmp_table);
	while ((got = memory_run(shell, cmp_step, &cmp, &info)) == 1)
		if (cmp.different++ < CMP_SHOWN)
			cmp_row(&report, &cmp);
	report_table(&report, &cmp_result_table);
	report_row(&report);
	report_dec(&report, 0, cmp.pair.done);
	report_dec(&report, 1, cmp.different);
	report_end(&report);
	if (got)
		return memory_fault(shell, cmp.pair.fault, &info);
	return cmp.different ? SHELL_FAILED : 0;
}

static const struct shell_command command_cmp = {
	.name = "cmp",
	.group = SHELL_MEMORY,
	.args = "RANGE ADDR [COUNT]",
	.summary = "compare memory",
	.detail = "As 'cp' copies. Of the differences the first 8 are shown: both addresses, each\n"
		  "with what is there. The status is 1 if something differs.",
	.example = "cmp.b 0x84000000 0x85000000 0x1000",
	.suffixes = "bwlq",
	.min_args = 2,
	.max_args = 3,
	.needs_machine = true,
	.any_hart = true,
	.reports = true,
	.run = cmp_run,
	.complete = shell_complete_memory,
};
SHELL_COMMAND(command_cmp);
