/* bench mem: bandwidth by the width of accesses, and latency by the size of what is walked. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/mmio.h"
#include "kernel/time.h"
#include "kernel/trap/trap.h"
#include "shell/machine/bench/bench_verb.h"
#include "shell/machine/hart/turn.h"
#include "shell/machine/test_range.h"
#include "shell/memtest/measure.h"
#include "shell/report/report.h"

enum {
	MEM_WIDTHS = 4,
	MEM_SIZES = 16,       /* from MEM_SMALLEST, each four times the one before */
	MEM_SMALLEST = 4096,  /* bytes */
	MEM_BLOCK = 64 << 10, /* bytes between two looks at the clock */
	MEM_STEPS = 1024,     /* pointers likewise */
	MEM_US = 20000,       /* a measurement takes as long */
	MEM_MOST = 64 << 20,  /* bytes, where no range was given */
	MEM_TURNS = 1024,     /* the most looks at the clock, which may stand still */
};

struct mem_bench {
	struct shell *shell;
	struct dt_range range;
	uint64_t at; /* where the next block begins, from the range's base on */
	enum measure_access access;
	unsigned width;
	uint64_t done, ticks;                        /* of a measurement: bytes or pointers */
	uint64_t rate[MEM_WIDTHS][MEASURE_ACCESSES]; /* bytes a second */
	uint64_t size[MEM_SIZES], ps[MEM_SIZES];     /* a pointer's time */
	int sizes;
};

/* --- measuring -------------------------------------------------------------------------------- */

/* Repeats @step, which returns what it has done, until its time is over. */
static int mem_timed(struct mem_bench *bench, uint64_t (*step)(struct mem_bench *bench))
{
	uint64_t begin = time_ticks(), enough = time_frequency() * (MEM_US / 1000) / 1000;

	bench->done = 0;
	for (int i = 0; i < MEM_TURNS; i++) {
		bench->done += step(bench);
		bench->ticks = time_ticks() - begin;
		if (bench->ticks >= enough)
			break;
	}
	return bench->ticks ? 0 : -ENODATA;
}

/* The next block of the range. */
static uint64_t mem_block(struct mem_bench *bench)
{
	uint64_t len = bench->range.size < MEM_BLOCK ? bench->range.size : MEM_BLOCK,
		 half = len / 2;
	uint8_t *at;

	if (bench->range.size - bench->at < len)
		bench->at = 0;
	at = (uint8_t *)(uintptr_t)(bench->range.base + bench->at);
	bench->at += len;
	regs_touched = (uintptr_t)at;
	if (bench->access == MEASURE_COPY)
		len = half;
	measure_access(bench->access, bench->width, at, at + half, len);
	return len;
}

static int mem_try_access(void *arg)
{
	return mem_timed(arg, mem_block);
}

static uint64_t mem_chase(struct mem_bench *bench)
{
	regs_touched = bench->at;
	bench->at = (uintptr_t)measure_chase((const void *)(uintptr_t)bench->at, MEM_STEPS);
	return MEM_STEPS;
}

static int mem_try_chase(void *arg)
{
	struct mem_bench *bench = arg;

	bench->at = bench->range.base;
	regs_touched = bench->at;
	measure_link((void *)(uintptr_t)bench->range.base, bench->size[bench->sizes]);
	return mem_timed(bench, mem_chase);
}

/* One contained measurement: 0, or -errno reported. */
static int mem_measure(struct mem_bench *bench, int (*run)(void *))
{
	struct trap_info trap;
	int err = trap_try(run, bench, &trap);

	shell_check_interrupt(bench->shell);
	if (err == -EFAULT)
		return shell_error(bench->shell, err, "0x%" PRIx64 ": %s; take a RANGE without it",
				   trap.stval, trap_cause_name(trap.cause));
	if (err)
		return shell_error(bench->shell, err,
				   "the clock stands still: nothing is measured");
	return 0;
}

static int mem_bandwidth(struct mem_bench *bench)
{
	int err = 0;

	for (int i = 0; i < MEM_WIDTHS * MEASURE_ACCESSES && !err; i++) {
		bench->width = 1U << i / MEASURE_ACCESSES;
		bench->access = (enum measure_access)(i % MEASURE_ACCESSES);
		err = mem_measure(bench, mem_try_access);
		if (!err)
			bench->rate[i / MEASURE_ACCESSES][i % MEASURE_ACCESSES] = bench->done *
										  time_frequency() /
										  bench->ticks;
	}
	return err;
}

static int mem_latency(struct mem_bench *bench)
{
	uint64_t size = MEM_SMALLEST;
	int err = 0;

	for (; bench->sizes < MEM_SIZES && size <= bench->range.size && !err; size *= 4) {
		bench->size[bench->sizes] = size;
		err = mem_measure(bench, mem_try_chase);
		if (err)
			break;
		bench->ps[bench->sizes++] = bench->ticks * UINT64_C(1000000000) / time_frequency() *
					    1000 / bench->done;
	}
	return err;
}

/* --- the report ------------------------------------------------------------------------------- */

enum { MEM_HART, MEM_BASE, MEM_BYTES };

static const struct report_column mem_memory_columns[] = {
	[MEM_HART] = { .key = "hart", .title = "hart" },
	[MEM_BASE] = { .key = "base", .title = "base" },
	[MEM_BYTES] = { .key = "size", .title = "size" },
};

static const struct report_table mem_memory_table = {
	.key = "memory",
	.layout = REPORT_LINES,
	.record = true,
	REPORT_TABLE_COLUMNS(mem_memory_columns),
};

enum { MEM_WIDTH, MEM_READ, MEM_WRITE, MEM_COPY };

static const struct report_column mem_bandwidth_columns[] = {
	[MEM_WIDTH] = { .key = "width", .title = "BYTES", .flags = REPORT_RIGHT },
	[MEM_READ] = { .key = "read", .title = "READ MiB/s", .flags = REPORT_RIGHT },
	[MEM_WRITE] = { .key = "write", .title = "WRITE MiB/s", .flags = REPORT_RIGHT },
	[MEM_COPY] = { .key = "copy", .title = "COPY MiB/s", .flags = REPORT_RIGHT },
};

static const struct report_table mem_bandwidth_table = {
	.key = "bandwidth",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(mem_bandwidth_columns),
};

enum { MEM_SIZE, MEM_PS };

static const struct report_column mem_latency_columns[] = {
	[MEM_SIZE] = { .key = "size", .title = "WALKED", .flags = REPORT_RIGHT },
	[MEM_PS] = { .key = "ps", .title = "LATENCY ns", .flags = REPORT_RIGHT },
};

static const struct report_table mem_latency_table = {
	.key = "latency",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(mem_latency_columns),
};

/* @value of a unit for programs; for people a @scale-th of it, to a tenth. */
static void mem_put_scaled(struct report *report, int column, uint64_t value, uint64_t scale)
{
	struct dt_text *out;

	if (report->json) {
		report_dec(report, column, value);
		return;
	}
	out = report_cell(report, column);
	dt_put_dec(out, value / scale);
	dt_putc(out, '.');
	dt_put_dec(out, value % scale * 10 / scale);
}

static void mem_bandwidth_rows(struct report *report, void *context)
{
	const struct mem_bench *bench = context;

	for (int i = 0; i < MEM_WIDTHS; i++) {
		report_row(report);
		report_dec(report, MEM_WIDTH, UINT64_C(1) << i);
		for (int k = 0; k < MEASURE_ACCESSES; k++)
			mem_put_scaled(report, MEM_READ + k, bench->rate[i][k], 1 << 20);
	}
}

static void mem_latency_rows(struct report *report, void *context)
{
	const struct mem_bench *bench = context;

	for (int i = 0; i < bench->sizes; i++) {
		report_row(report);
		report_size(report, MEM_SIZE, bench->size[i]);
		mem_put_scaled(report, MEM_PS, bench->ps[i], 1000);
	}
}

static void mem_put_memory(struct report *report, const struct mem_bench *bench)
{
	report_table(report, &mem_memory_table);
	report_row(report);
	report_dec(report, MEM_HART, bench->shell->hart);
	report_hex(report, MEM_BASE, bench->range.base);
	report_hex(report, MEM_BYTES, bench->range.size);
}

static int mem_range(struct mem_bench *bench, const struct shell_args *args)
{
	struct dt_range *range = &bench->range;
	bool force = shell_option(args, 'f');
	int err = args->argc > 2 ? test_range(bench->shell, args->argv[2], force, range)
				 : test_range_largest(bench->shell, range);

	if (err)
		return err;
	if (args->argc == 2 && range->size > MEM_MOST)
		range->size = MEM_MOST;
	range->size -= -range->base & (MEASURE_LINE - 1);
	range->base += -range->base & (MEASURE_LINE - 1);
	range->size &= ~(uint64_t)(2 * MEASURE_LINE - 1);
	return 0;
}

static int mem_measure_all(struct mem_bench *bench, const struct shell_args *args)
{
	int err = mem_range(bench, args);

	if (!err)
		err = mem_bandwidth(bench);
	return err ? err : mem_latency(bench);
}

static int mem_run(struct shell *shell, const struct shell_args *args)
{
	struct mem_bench bench = { .shell = shell };
	struct report report;
	int err;

	turn_take(shell); /* two harts would share the memory, and its bandwidth */
	err = mem_measure_all(&bench, args);
	turn_give(shell);
	if (err)
		return err;
	report_begin(&report, shell, args);
	mem_put_memory(&report, &bench);
	report_rows(&report, &mem_bandwidth_table, mem_bandwidth_rows, &bench);
	report_rows(&report, &mem_latency_table, mem_latency_rows, &bench);
	report_end(&report);
	return 0;
}

static const struct shell_verb verb_mem = {
	.name = "mem",
	.args = "[RANGE]",
	.summary = "bandwidth of accesses of each width; latency by size",
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = mem_run,
};
BENCH_VERB(verb_mem);
