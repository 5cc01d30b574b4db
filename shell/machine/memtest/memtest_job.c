#include "shell/machine/memtest/memtest_job.h"
/* The tests on the machine: contained, with Ctrl-C and progress between chunks. */
#include <errno.h>
#include <inttypes.h>
#include "kernel/mmio.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"
#include "shell/machine/hart/harts.h"

enum {
	JOB_PROGRESS_US = 10000000, /* between two lines of progress */
	JOB_NAP_US = 50000,
	JOB_SPIN_US = 2000, /* the others need about as long as this hart: then it dozes */
	JOB_DOZE_US = 250,
};

struct job_attempt {
	struct sweep *sweep;
	uint64_t bytes;
};

static void job_failed(struct sweep *sweep, uint64_t address, uint64_t expected, uint64_t seen)
{
	const struct memtest_hart *self = sweep->context;
	struct memtest_job *job = self->job;
	const struct diagnosis_failure failure = {
		.test = job->test->name,
		.address = address,
		.expected = expected,
		.seen = seen,
		.hart = (unsigned)(self - job->hart),
		.own = job->test->pattern == MEMTEST_OWN,
	};

	diagnosis_add(&job->diagnosis, &failure);
}

/* Sweeps the next page of @chunk, in its direction, and leaves the rest. */
static uint64_t job_page(struct sweep *chunk)
{
	const uint64_t mask = DIAGNOSIS_PAGE - 1;
	struct sweep page = *chunk;
	uint64_t bytes;

	if (chunk->op == SWEEP_INVERT_DOWN)
		page.from = (chunk->to_end - 1) & ~mask;
	else
		page.to_end = (chunk->from | mask) + 1;
	if (page.from < chunk->from)
		page.from = chunk->from;
	if (page.to_end > chunk->to_end)
		page.to_end = chunk->to_end;
	regs_touched = page.from;
	bytes = sweep_run(&page);
	if (chunk->op == SWEEP_INVERT_DOWN)
		chunk->to_end = page.from;
	else
		chunk->from = page.to_end;
	return bytes;
}

/* Page by page, so that one that hangs the bus is known. */
static int job_try(void *arg)
{
	struct job_attempt *attempt = arg;
	struct sweep *sweep = attempt->sweep;

	if (sweep->op == SWEEP_LINES) {
		regs_touched = sweep->from;
		attempt->bytes = sweep_run(sweep);
		return 0;
	}
	while (sweep->from < sweep->to_end)
		attempt->bytes += job_page(sweep);
	return 0;
}

/* Notes the fault, and leaves its page out of the sweep. */
static void job_fault(const struct memtest_hart *self, struct sweep *sweep, uint64_t address)
{
	struct diagnosis_failure failure = { .test = self->job->test->name,
					     .hart = (unsigned)(self - self->job->hart),
					     .fault = true };
	const uint64_t mask = DIAGNOSIS_PAGE - 1;
	uint64_t at = address;

	/* A copy may have failed where it writes; of some accesses the address is unknown. */
	if (sweep->op == SWEEP_COPY && at - sweep->from >= sweep->to_end - sweep->from)
		at -= sweep->to;
	if (at - sweep->from >= sweep->to_end - sweep->from)
		at = address = sweep->op == SWEEP_INVERT_DOWN ? sweep->to_end - 8 : sweep->from;
	failure.address = address;
	diagnosis_add(&self->job->diagnosis, &failure);
	if (sweep->op == SWEEP_INVERT_DOWN)
		sweep->to_end = at & ~mask;
	else
		sweep->from = (at | mask) + 1;
}

/* Whether the hart shall stop. The first looks for Ctrl-C, and shows from time to time that it
 * works. */
static bool job_look(const struct memtest *run)
{
	const struct memtest_hart *self = run->context;
	struct memtest_job *job = self->job;
	struct shell *shell = job->shell;
	struct dt_text *out;

	if (self->hart)
		return job->stop;
	if (shell->port->interrupted(shell->port))
		job->stop = true;
	if (time_us() - job->told < JOB_PROGRESS_US)
		return job->stop;
	job->told = time_us();
	out = report_say(job->report);
	dt_puts(out, job->test->name);
	dt_puts(out, ": for ");
	dt_put_dec(out, (job->told - job->began) / 1000000);
	dt_puts(out, " s, in round ");
	dt_put_dec(out, run->round + 1);
	dt_puts(out, " of ");
	dt_put_dec(out, job->test->rounds);
	report_flush(job->report);
	return job->stop;
}

static uint64_t job_sweep(struct memtest *run, struct sweep *sweep)
{
	struct memtest_hart *self = run->context;
	struct job_attempt attempt = { .sweep = sweep };
	struct trap_info trap;

	sweep->failed = job_failed;
	sweep->context = self;
	do {
		run->stop = job_look(run);
		if (run->stop || trap_try(job_try, &attempt, &trap) == 0)
			break;
		job_fault(self, sweep, trap.stval);
	} while (sweep->op != SWEEP_LINES && sweep->from < sweep->to_end);
	return attempt.bytes;
}

static void job_wait(struct memtest *run)
{
	const struct memtest_hart *self = run->context;
	struct time_wait wait = { 0 };
	uint64_t begin = time_us();

	while (!run->stop && !time_expired(&wait, (uint64_t)self->job->fade * 1000000)) {
		run->stop = job_look(run);
		time_sleep(JOB_NAP_US);
	}
	if (!self->hart)
		self->job->waited += time_us() - begin;
}

/* A hart's share of the test. */
static int job_share(void *arg)
{
	struct memtest_hart *self = arg;
	const struct memtest_job *job = self->job;
	struct memtest run = { .range = job->range,
			       .ranges = job->ranges,
			       .sweep = job_sweep,
			       .wait = job_wait,
			       .context = self,
			       .seed = job->seed };

	memtest_share(&run, ((unsigned)(self - job->hart) + job->pass) % job->harts, job->harts);
	memtest_run(&run, job->test);
	self->bytes = run.bytes;
	return 0;
}

/* Lets another hart begin with its share. */
static void job_post(struct memtest_hart *self)
{
	self->bytes = 0;
	self->works = hart_post(self->hart, job_share, self) == 0;
}

/* Waits until it is done. A hart that looks all the time would take the memory's time, and that of
 * an emulator which runs one hart after the other. */
static void job_gather(struct memtest_hart *self)
{
	struct shell *shell = self->job->shell;
	struct time_wait wait = { 0 };

	while (self->works && !hart_done(self->hart)) {
		if (shell->port->interrupted(shell->port))
			self->job->stop = true;
		/* Each sleep puts the tick off, which ends what does not end by itself. */
		if (!self->job->stop && time_expired(&wait, JOB_SPIN_US))
			time_sleep(JOB_DOZE_US);
	}
	if (!self->works || self->hart->result)
		shell_error(shell, -EIO, "hart %" PRIu64 ": lost: its share is not tested",
			    self->hart->id);
}

uint64_t memtest_job_run(struct memtest_job *job, const struct memtest_test *test)
{
	uint64_t us = time_us(), bytes;
	unsigned i;

	job->test = test;
	job->began = job->told = us;
	job->waited = 0;
	for (i = 1; i < job->harts; i++)
		job_post(&job->hart[i]);
	job_share(&job->hart[0]);
	bytes = job->hart[0].bytes;
	for (i = 1; i < job->harts; i++) {
		job_gather(&job->hart[i]);
		bytes += job->hart[i].bytes;
	}
	shell_check_interrupt(job->shell);
	us = time_us() - us - job->waited;
	return us ? bytes / us * 1000000 + bytes % us * 1000000 / us : 0;
}

/* --- harts ------------------------------------------------------------------------------------ */

static void job_add(struct memtest_job *job, struct hart *hart)
{
	if (job->harts < MEMTEST_HARTS)
		job->hart[job->harts++] = (struct memtest_hart){ .job = job, .hart = hart };
}

void memtest_job_harts(struct memtest_job *job, bool all)
{
	struct harts_walk walk = { 0 };
	struct hart *hart;

	job_add(job, NULL);
	while (all && harts_next_other(job->shell, &walk))
		if (harts_ready(job->shell, walk.id, &hart) == 0)
			job_add(job, hart);
}

uint64_t memtest_job_id(const struct memtest_job *job, unsigned index)
{
	const struct hart *hart = job->hart[index].hart;

	return hart ? hart->id : job->shell->hart;
}
