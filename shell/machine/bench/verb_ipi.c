/*
 * bench ipi: how long other harts take to answer an interrupt, and a remote fence.
 * Source: SBI Specification 2.0, chapters 7 (IPI) and 8 (RFENCE).
 */
#include <errno.h>
#include <inttypes.h>
#include "kernel/boot_facts.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "shell/machine/bench/bench_verb.h"
#include "shell/machine/hart/harts.h"
#include "shell/report/report.h"

enum {
	IPI_ROUNDS = 200,
	IPI_PATIENCE_US = 5000000, /* of one round */
	RFNC_FENCE_I = 0,
};

/* What one hart took. */
struct ipi_times {
	uint64_t sum, worst; /* ticks */
	unsigned rounds;
};

enum { IPI_HART, IPI_MEAN, IPI_WORST, IPI_FENCE };

static const struct report_column ipi_columns[] = {
	[IPI_HART] = { .key = "hart", .title = "hart" },
	[IPI_MEAN] = { .key = "ipi_ns", .title = "interrupt, ns" },
	[IPI_WORST] = { .key = "worst_ns", .title = "at most" },
	[IPI_FENCE] = { .key = "fence_ns", .title = "FENCE.I, ns" },
};

static const struct report_table ipi_table = {
	.key = "harts",
	.layout = REPORT_LINES,
	REPORT_TABLE_COLUMNS(ipi_columns),
};

static uint64_t ipi_ns(uint64_t ticks, unsigned rounds)
{
	return ticks * 1000000 / (time_frequency() / 1000) / rounds;
}

static uint32_t ipi_works; /* the job has begun */

static int ipi_job(void *arg)
{
	const struct hart *hart = arg;

	__atomic_store_n(&ipi_works, 1, __ATOMIC_RELEASE);
	while (!hart_asked_to_end(hart))
		;
	return 0;
}

/* Lets it wait for interrupts. */
static int ipi_begin(struct hart *hart)
{
	struct time_wait wait = { 0 };
	int err;

	ipi_works = 0;
	err = hart_post(hart, ipi_job, hart);
	while (!err && !__atomic_load_n(&ipi_works, __ATOMIC_ACQUIRE) && !hart_done(hart))
		err = time_expired(&wait, IPI_PATIENCE_US) ? -ETIMEDOUT : 0;
	return err;
}

static int ipi_interrupt(const struct hart *hart)
{
	struct time_wait wait = { 0 };
	uint32_t before = hart_interrupts(hart);

	hart_interrupt(hart->id);
	while (hart_interrupts(hart) == before)
		if (time_expired(&wait, IPI_PATIENCE_US))
			return -ETIMEDOUT;
	return 0;
}

static int ipi_fence(const struct hart *hart)
{
	return sbi_call(SBI_RFNC, RFNC_FENCE_I, 1, hart->id, 0).error ? -ENOTSUP : 0;
}

static int ipi_measure(struct shell *shell, const struct hart *hart,
		       int (*once)(const struct hart *), struct ipi_times *times)
{
	*times = (struct ipi_times){ 0 };
	for (int err = once(hart); times->rounds < IPI_ROUNDS; times->rounds++) {
		uint64_t ticks = time_ticks();

		if (err || (err = once(hart)))
			return err;
		ticks = time_ticks() - ticks;
		times->sum += ticks;
		times->worst = ticks > times->worst ? ticks : times->worst;
		shell_check_interrupt(shell);
	}
	return 0;
}

static int ipi_hart(struct report *report, struct hart *hart)
{
	struct shell *shell = report->shell;
	struct ipi_times times;
	int err = ipi_begin(hart);

	if (!err)
		err = ipi_measure(shell, hart, ipi_interrupt, &times);
	if (err) {
		hart_end(hart);
		return shell_error(shell, err, "hart %" PRIu64 ": it does not answer", hart->id);
	}
	report_row(report);
	report_dec(report, IPI_HART, hart->id);
	report_dec(report, IPI_MEAN, ipi_ns(times.sum, times.rounds));
	report_dec(report, IPI_WORST, ipi_ns(times.worst, 1));
	if (ipi_measure(shell, hart, ipi_fence, &times) == 0)
		report_dec(report, IPI_FENCE, ipi_ns(times.sum, times.rounds));
	return hart_end(hart);
}

static int ipi_run(struct shell *shell, const struct shell_args *args)
{
	struct harts_walk walk = { 0 };
	struct report report;
	bool any = false;
	int first = 0;

	if (shell->hart != boot_facts.hart)
		return shell_error(shell, -EPERM, "ipi: by hart %" PRIu64 " only", boot_facts.hart);
	report_begin(&report, shell, args);
	report_table(&report, &ipi_table);
	while (harts_next_other(shell, &walk)) {
		struct hart *hart;
		int err = harts_ready(shell, walk.id, &hart);

		if (!err)
			err = ipi_hart(&report, hart);
		report_flush(&report);
		first = first ? first : err;
		any = true;
	}
	report_end(&report);
	return any ? first : shell_error(shell, -ENODEV, "there is no other hart");
}

static const struct shell_verb verb_ipi = {
	.name = "ipi",
	.args = "",
	.summary = "how long other harts take to answer interrupts and remote fences",
	.needs_machine = true,
	.reports = true,
	.run = ipi_run,
};
BENCH_VERB(verb_ipi);
