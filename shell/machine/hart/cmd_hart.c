/*
 * hart: the harts as they are now, by the tree, firmware and this program; started and stopped.
 * Source: SBI Specification 2.0, chapter 9 (HSM).
 */
#include <errno.h>
#include <inttypes.h>
#include "kernel/boot_facts.h"
#include "kernel/sbi.h"
#include "kernel/time.h"
#include "shell/machine/hart/harts.h"
#include "shell/report/report.h"

enum { LIST_ID, LIST_NODE, LIST_STATE, LIST_HERE, LIST_NOTE };

static const struct report_column list_columns[] = {
	[LIST_ID] = { .key = "hart", .title = "HART", .flags = REPORT_RIGHT },
	[LIST_NODE] = { .key = "node", .title = "NODE", .flags = REPORT_CUT },
	[LIST_STATE] = { .key = "state", .title = "STATE" },
	[LIST_HERE] = { .key = "here", .title = "HERE" },
	[LIST_NOTE] = { .key = "notes", .title = "NOTES" },
};

static const struct report_table list_table = {
	.key = "harts",
	.layout = REPORT_COLUMNS,
	REPORT_TABLE_COLUMNS(list_columns),
};

static const char *list_here(uint64_t id, const struct hart *hart)
{
	static const char *const names[] = {
		[HART_COMING] = "is awaited", [HART_WAITS] = "waits",  [HART_WORKS] = "works",
		[HART_SLEEPS] = "suspended",  [HART_LOST] = "is lost",
	};
	enum hart_here here = hart ? hart_here(hart) : HART_AWAY;

	if (id == boot_facts.hart)
		return "runs the shell";
	if (here == HART_AWAY)
		return hart_is_parked(id) ? "parked" : NULL;
	return names[here];
}

static void list_text(struct report *report, const char *before, const char *after)
{
	struct dt_text *text = report_item(report);

	dt_puts(text, before);
	dt_puts(text, after);
}

/* A note with a number in it. */
static void list_number(struct report *report, const char *before, uint64_t value,
			const char *after)
{
	struct dt_text *text = report_item(report);

	dt_puts(text, before);
	dt_put_dec(text, value);
	dt_puts(text, after);
}

static void list_hex(struct report *report, const char *before, uint64_t value)
{
	struct dt_text *text = report_item(report);

	dt_puts(text, before);
	dt_put_hex(text, value);
}

/* What is odd about a hart that was started here. */
static void list_entry(struct report *report, const struct hart *hart)
{
	enum hart_here here = hart_here(hart);

	if (here == HART_COMING)
		list_number(report, "pending for ", (time_us() - hart->since) / 1000, " ms");
	if ((here == HART_AWAY || here == HART_COMING) && hart->refused)
		list_text(report, "start: ", hart->refused);
	if (here == HART_AWAY || here == HART_COMING)
		return;
	if (here == HART_LOST && *hart->touched)
		list_hex(report, "last access at ", *hart->touched);
	if (hart->came > 1)
		list_number(report, "came ", hart->came, " times");
	if (hart->came_as != hart->id)
		list_number(report, "came as hart ", hart->came_as, "");
	if (hart->parked)
		return;
	if (hart->satp)
		list_hex(report, "came with satp ", hart->satp);
	if (hart->sie)
		list_hex(report, "came with sie ", hart->sie);
}

static void list_notes(struct report *report, const struct harts_walk *walk,
		       const struct hart *hart)
{
	int64_t unknown = harts_unknown(walk->id);

	report_list(report, LIST_NOTE);
	if (!dt_found(walk->node))
		dt_puts(report_item(report), "not in the tree");
	else if (!dt_okay(walk->node))
		dt_puts(report_item(report), "disabled");
	if (unknown && !sbi_probe(SBI_HSM))
		dt_puts(report_item(report), "not here, and firmware has no HSM");
	else if (unknown)
		list_text(report, "HSM: ", sbi_error_name(unknown));
	if (hart)
		list_entry(report, hart);
}

static void list_rows(struct report *report, void *context)
{
	struct harts_walk walk = { 0 };

	(void)context;
	while (harts_next(report->shell, &walk)) {
		const struct hart *hart = hart_find(walk.id);

		report_row(report);
		report_dec(report, LIST_ID, walk.id);
		if (dt_found(walk.node))
			report_node(report, LIST_NODE, walk.node);
		report_string(report, LIST_STATE, harts_state(walk.id));
		report_string(report, LIST_HERE, list_here(walk.id, hart));
		list_notes(report, &walk, hart);
	}
}

static int hart_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;

	if (args->verb)
		return args->verb->run(shell, args);
	report_begin(&report, shell, args);
	report_rows(&report, &list_table, list_rows, NULL);
	report_end(&report);
	return 0;
}

/* --- verbs ----------------------------------------------------------------------------------- */

static int hart_run_start(struct shell *shell, const struct shell_args *args)
{
	struct hart *hart;
	uint64_t id;

	if (shell_number(shell, args->argv[2], &id))
		return -EINVAL;
	return harts_ready(shell, id, &hart);
}

/* The hart that the operand names, if it was started here; else that is reported. */
static struct hart *hart_operand(struct shell *shell, const struct shell_args *args)
{
	struct hart *hart;
	uint64_t id;

	if (shell_number(shell, args->argv[2], &id))
		return NULL;
	hart = hart_find(id);
	if (hart && hart_here(hart) != HART_AWAY)
		return hart;
	shell_error(shell, -ENODEV, "hart %" PRIu64 ": %s", id,
		    id == boot_facts.hart ? "it runs this shell" : "not started here");
	return NULL;
}

static int hart_run_stop(struct shell *shell, const struct shell_args *args)
{
	struct hart *hart = hart_operand(shell, args);
	int err = hart ? hart_stop(hart) : -ENODEV;

	if (!hart || !err)
		return err;
	return shell_error(shell, err, "hart %" PRIu64 ": %s", hart->id,
			   err == -EIO                      ? "firmware does not stop it"
			   : hart_here(hart) == HART_COMING ? "it has not arrived"
							    : "it is lost");
}

static int hart_run_suspend(struct shell *shell, const struct shell_args *args)
{
	struct hart *hart;
	uint64_t id;
	int err;

	if (shell_number(shell, args->argv[2], &id))
		return -EINVAL;
	err = harts_ready(shell, id, &hart);
	if (err)
		return err;
	err = hart_suspend(hart);
	if (!err)
		return 0;
	return shell_error(shell, -EIO, "hart %" PRIu64 ": %s", hart->id,
			   err == -EBUSY ? "it works" : sbi_error_name(err));
}

static const struct shell_verb hart_verb_start = {
	.name = "start",
	.args = "N",
	.summary = "start hart N, which then waits for work",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = hart_run_start,
};

static const struct shell_verb hart_verb_stop = {
	.name = "stop",
	.args = "N",
	.summary = "stop hart N, as it was before",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = hart_run_stop,
};

static const struct shell_verb hart_verb_suspend = {
	.name = "suspend",
	.args = "N",
	.summary = "let hart N sleep in firmware until the next command on it",
	.min_args = 1,
	.max_args = 1,
	.needs_machine = true,
	.run = hart_run_suspend,
};

enum { HART_VERBS = 3 };

static const struct shell_verb *const hart_verbs[HART_VERBS] = { &hart_verb_start, &hart_verb_stop,
								 &hart_verb_suspend };

static const struct shell_command command_hart = {
	.name = "hart",
	.group = SHELL_MACHINE,
	.args = "[VERB N]",
	.summary = "list harts and what they do now; start and stop them",
	.detail = "STATE is what firmware says (HSM), HERE what the hart does in this program.\n"
		  "'cpus' lists what the tree says of them, and 'on' runs commands on them.",
	.example = "hart start 1",
	.needs_machine = true,
	.reports = true,
	.run = hart_run,
	.verbs = { .begin = hart_verbs, .end = hart_verbs + HART_VERBS },
};
SHELL_COMMAND(command_hart);
