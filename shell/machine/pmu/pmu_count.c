#include "shell/machine/pmu/pmu_count.h"
/*
 * A command that faults or is ended by Ctrl-C returns here like any other: the shell contains it.
 * What runs on after the command's own end (filters, output) is counted, too.
 */
#include <errno.h>
#include <string.h>
#include "kernel/quiet.h"
#include "kernel/sbi_pmu.h"
#include "shell/machine/pmu/pmu_events.h"
#include "shell/report/report.h"

enum { COUNT_EVENTS = 8 };

struct counted {
	struct pmu_event event;
	unsigned counter;
	uint64_t begin, end;
	bool failed; /* the counter cannot be read */
};

/* The run that is at work, or was last. Static, because its report comes after it. */
static struct count_run {
	bool open;  /* counters are in use */
	bool done;  /* the report is due: */
	int status; /* why there is nothing to report: -errno, reported */
	unsigned count;
	struct counted event[COUNT_EVENTS];
} count_last;

/* Reads the list of events: 0, or -errno reported. */
static int count_parse(struct shell *shell, struct count_run *run, const char *list)
{
	for (run->count = 0; *list; run->count++) {
		size_t len = strcspn(list, ",");

		if (run->count == COUNT_EVENTS)
			return shell_error(shell, -E2BIG, "more than %d events", COUNT_EVENTS);
		if (!pmu_event_parse(list, len, &run->event[run->count].event))
			return shell_error(shell, -ENOENT,
					   "%.*s: no such event; 'pmu -a' lists them",
					   (int)(len < PMU_NAME_MAX ? len : PMU_NAME_MAX), list);
		list += len + (list[len] == ',');
	}
	return run->count ? 0 : shell_error(shell, -EINVAL, "name an event, as 'cycles'");
}

static int count_open(struct shell *shell, struct count_run *run, struct sbi_pmu *pmu)
{
	char name[PMU_NAME_MAX];

	for (unsigned i = 0; i < run->count; i++) {
		struct counted *row = &run->event[i];

		if (!sbi_pmu_match(pmu, row->event.code, row->event.data, &row->counter) &&
		    !sbi_pmu_start(pmu, row->counter))
			continue;
		pmu_event_name(&row->event, name);
		return shell_error(shell, -ENODEV,
				   "%s: firmware has no free counter for it; 'pmu' lists events "
				   "that have one",
				   name);
	}
	return 0;
}

static void count_read(struct count_run *run, const struct sbi_pmu *pmu, bool end)
{
	for (unsigned i = 0; i < run->count; i++) {
		struct counted *row = &run->event[i];

		if (sbi_pmu_read(pmu, row->counter, end ? &row->end : &row->begin))
			row->failed = true;
	}
}

static int count_begin(struct shell *shell, const struct shell_args *args, struct sbi_pmu *pmu)
{
	struct count_run *run = &count_last;
	int err;

	*run = (struct count_run){ 0 };
	err = count_parse(shell, run, args->argv[1]);
	if (!err && sbi_pmu_find(pmu))
		err = shell_error(shell, -ENODEV,
				  "firmware has no counters: 'sbi' lists what it has, 'time' "
				  "counts instructions");
	if (err)
		return err;
	sbi_pmu_stop_all(pmu);
	err = count_open(shell, run, pmu);
	if (err)
		sbi_pmu_stop_all(pmu);
	return err;
}

int pmu_count(struct shell *shell, const struct shell_args *args)
{
	struct count_run *run = &count_last;
	struct sbi_pmu pmu;
	int status;

	if (run->open)
		return shell_error(shell, -EBUSY,
				   "it cannot run inside itself: name all events, "
				   "with commas between");
	run->status = count_begin(shell, args, &pmu);
	if (run->status) {
		run->done = true;
		return run->status;
	}
	run->open = true;
	count_read(run, &pmu, false);
	status = shell_run_rest(shell);
	count_read(run, &pmu, true);
	for (unsigned i = 0; i < run->count; i++)
		run->event[i].end = sbi_pmu_since(&pmu, run->event[i].counter, run->event[i].begin,
						  run->event[i].end);
	sbi_pmu_stop_all(&pmu);
	run->open = false;
	run->done = status != SHELL_INTERRUPTED;
	return status;
}

/* --- the report ------------------------------------------------------------------------------ */

enum { COUNTED_COUNT, COUNTED_EVENT, COUNTED_COUNTER };

static const struct report_column counted_columns[] = {
	[COUNTED_COUNT] = { .key = "count", .title = "COUNT", .flags = REPORT_RIGHT },
	[COUNTED_EVENT] = { .key = "event", .title = "EVENT" },
	[COUNTED_COUNTER] = { .key = "counter", .title = "COUNTER", .flags = REPORT_RIGHT },
};

static const struct report_table counted_table = {
	.key = "counts",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(counted_columns),
};

static void counted_rows(struct report *report, void *context)
{
	const struct count_run *run = context;
	char name[PMU_NAME_MAX];

	for (unsigned i = 0; i < run->count; i++) {
		report_row(report);
		if (!run->event[i].failed)
			report_dec(report, COUNTED_COUNT, run->event[i].end);
		pmu_event_name(&run->event[i].event, name);
		report_string(report, COUNTED_EVENT, name);
		report_dec(report, COUNTED_COUNTER, run->event[i].counter);
	}
}

bool pmu_count_due(void)
{
	return count_last.done;
}

int pmu_count_report(struct shell *shell, const struct shell_args *args)
{
	struct count_run *run = &count_last;
	struct report report;

	if (run->open)
		return -EBUSY;
	if (!run->done)
		return shell_error(shell, -EINVAL, "type a command after the events");
	run->done = false;
	if (run->status)
		return run->status;
	report_begin(&report, shell, args);
	report_rows(&report, &counted_table, counted_rows, run);
	report_end(&report);
	return 0;
}

/* `pmu cycles boot`: the next program finds no counter in use. */
static void count_quiet(void)
{
	struct sbi_pmu pmu;

	if (count_last.open && !sbi_pmu_find(&pmu))
		sbi_pmu_stop_all(&pmu);
}

static const struct quiet_hook count_hook = { QUIET_DEVICES, count_quiet };
QUIET_HOOK(count_hook);
