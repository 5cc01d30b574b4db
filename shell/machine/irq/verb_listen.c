/*
 * `irq listen`: which interrupt sources ring, and whose they are by the tree.
 *
 * The tree's number may be wrong, as where it counts from 0 or from 32: so each source of each
 * controller is listened to, whatever the tree says.
 */
#include <errno.h>
#include "fdt/core/fault.h"
#include "fdt/core/space.h"
#include "fdt/core/text.h"
#include "kernel/ascii.h"
#include "kernel/time.h"
#include "shell/irq_verb.h"
#include "shell/machine/irq/irq_heard.h"
#include "shell/machine/time/seconds.h"
#include "shell/report/report.h"

enum {
	LISTEN_OPERAND = 2, /* argv: SECONDS */
	LISTEN_US = 10000000,
	LISTEN_LOOK_MS = 10,
	LISTEN_SECOND_US = 1000000,
};

enum { REFUSED_NODE, REFUSED_SOURCES, REFUSED_WHY };

static const struct report_column listen_refused_columns[] = {
	[REFUSED_NODE] = { .key = "node" },
	[REFUSED_SOURCES] = { .key = "sources", .title = "sources" },
	[REFUSED_WHY] = { .key = "why", .title = "not listened to:" },
};

static const struct report_table listen_refused_table = {
	.key = "refused",
	REPORT_TABLE_COLUMNS(listen_refused_columns),
};

/* Static, because a command that is ended by force leaves its memory to the next one. */
static struct irq_sources listen_sources;

/* --- while it listens ------------------------------------------------------------------------- */

/* Says of a source that rings for the first time whose it is: a person presses buttons now. */
static void listen_say(struct report *report, const struct irq_controller *at, uint32_t source)
{
	struct dt_text *out;

	if (at->claim[source].said)
		return;
	at->claim[source].said = true;
	out = report_say(report);
	dt_puts(out, at->chip->name);
	dt_puts(out, " source ");
	dt_put_dec(out, source);
	dt_puts(out, " rings: ");
	irq_heard_put_whose(out, listen_sources.tree, &at->claim[source]);
	report_flush(report);
}

static void listen_begin_say(struct report *report, uint64_t us)
{
	struct dt_text *out = report_say(report);
	uint64_t sources = 0;

	for (int i = 0; i < listen_sources.count; i++)
		sources += listen_sources.controller[i].chip->sources;
	dt_puts(out, "listening to ");
	dt_put_dec(out, sources);
	dt_puts(out, " sources for ");
	dt_put_dec(out, us / LISTEN_SECOND_US);
	dt_puts(out, " s, or until a key is pressed");
	report_flush(report);
}

/* The key that ended it, or -ETIMEDOUT. */
static int listen_wait(struct report *report, uint64_t us)
{
	struct shell_port *port = report->shell->port;
	struct time_wait wait = { 0 };
	int key;

	do {
		key = port->read_within(port, LISTEN_LOOK_MS);
		if (!report->json)
			irq_heard_each(&listen_sources, report, listen_say);
		irq_listen_look();
	} while (key == -ETIMEDOUT && !time_expired(&wait, us));
	irq_listen_end();
	return key;
}

/* --- what cannot be listened to --------------------------------------------------------------- */

struct listen_refusals {
	struct report *report;
	bool any;
};

static void listen_refuse(struct dt_node node, const char *why, void *arg)
{
	struct listen_refusals *refusals = arg;

	if (!refusals->any)
		report_table(refusals->report, &listen_refused_table);
	refusals->any = true;
	report_row(refusals->report);
	report_node(refusals->report, REFUSED_NODE, node);
	report_string(refusals->report, REFUSED_WHY, why);
}

static const char *listen_why(int err)
{
	if (err == -EFAULT)
		return "access to it faults: firmware may keep it from S-mode";
	if (err == -EIO)
		return "interrupts without a cause were switched off for good";
	return "it does not work as the tree says";
}

/* Single sources of a controller that it refused, if there are any. */
static void listen_refuse_some(const struct irq_controller *at, struct listen_refusals *refusals)
{
	uint32_t count = 0;

	for (uint32_t source = 1; source <= at->chip->sources; source++)
		count += at->heard[source].state == IRQ_REFUSED;
	if (!count)
		return;
	listen_refuse(at->node, NULL, refusals);
	report_dec(refusals->report, REFUSED_SOURCES, count);
	report_string(refusals->report, REFUSED_WHY,
		      "they are not this hart's in S-mode, or its IMSIC has too few identities");
}

/* Listens to all; those that cannot be listened to leave the list. */
static void listen_begin(struct listen_refusals *refusals)
{
	int kept = 0;

	for (int i = 0; i < listen_sources.count; i++) {
		const struct irq_controller *at = &listen_sources.controller[i];
		int err = irq_listen(at->chip, at->heard);

		if (err)
			listen_refuse(at->node, listen_why(err), refusals);
		else
			listen_sources.controller[kept++] = *at;
	}
	listen_sources.count = kept;
	for (int i = 0; i < kept; i++)
		listen_refuse_some(&listen_sources.controller[i], refusals);
}

/* --- the command ------------------------------------------------------------------------------ */

static int listen_show(struct report *report, int key)
{
	struct shell_port *port = report->shell->port;

	if (key == CTRL_C)
		port->clear(port);
	irq_heard_report(&listen_sources, report);
	dt_drop(&listen_sources.memory);
	return key == CTRL_C ? -EINTR : 0;
}

static int listen_run(struct shell *shell, const struct shell_args *args)
{
	struct report report;
	struct listen_refusals refusals = { .report = &report };
	uint64_t us = LISTEN_US;
	int err = 0;

	if (args->argc > LISTEN_OPERAND && seconds_parse(shell, args->argv[LISTEN_OPERAND], &us))
		return SHELL_SYNTAX;
	if (!shell->tree)
		return shell_error(shell, -ENODEV, "there is no tree; 'dt open' opens one");
	err = shell_index(shell);
	if (err)
		return err;
	report_begin(&report, shell, args);
	irq_sources_find(&listen_sources, shell->tree, shell->hart, listen_refuse, &refusals);
	if (irq_sources_claim(&listen_sources))
		return shell_error(shell, -ENOMEM, "no memory for the list of sources");
	listen_begin(&refusals);
	if (!listen_sources.count) {
		dt_drop(&listen_sources.memory);
		if (report.json)
			return report_nothing(&report, &irq_heard_table, -ENODEV);
		report_end(&report);
		return shell_error(shell, -ENODEV,
				   "the tree has no interrupt controller that can be listened to");
	}
	listen_begin_say(&report, us);
	return listen_show(&report, listen_wait(&report, us));
}

static const struct shell_verb verb_listen = {
	.name = "listen",
	.args = "[SECONDS]",
	.summary = "enable every source, and show which ring",
	.max_args = 1,
	.needs_machine = true,
	.reports = true,
	.run = listen_run,
};
IRQ_VERB(verb_listen);
