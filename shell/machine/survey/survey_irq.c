/*
 * The interrupt source of each UART: it rings while all sources are listened to.
 *
 * A console's own line is taken off meanwhile: its handler would find no work, again and again.
 * Source: Devicetree Specification v0.4, 2.4.1.
 */
#include <errno.h>
#include <inttypes.h>
#include "drivers/irqchip/irqchip.h"
#include "fdt/core/space.h"
#include "fdt/where/interrupt.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"
#include "shell/machine/audit/uart_each.h"
#include "shell/machine/irq/irq_sources.h"
#include "shell/machine/survey/survey.h"

enum { IRQ_QUIET_US = 2000, IRQ_RING_US = 20000, IRQ_TRIES = 5 };

/* Static, because a command that is ended by force leaves its memory to the next one. */
static struct irq_sources irq_all;

/* What rang, of all sources. */
struct irq_rang {
	const struct irq_controller *at; /* NULL: nothing */
	uint32_t source;
};

struct irq_ring {
	struct console *console;
	bool on;
	uint64_t state; /* of irq_save */
	struct irq_rang rang;
};

static int irq_ring(void *arg)
{
	struct irq_ring *ring = arg;

	return ring->console->ops->ring(ring->console, ring->on);
}

/* A source that has rung and was not noted before; notes all that have. */
static struct irq_rang irq_look(void)
{
	struct irq_rang rang = { 0 };

	for (int i = 0; i < irq_all.count; i++) {
		const struct irq_controller *at = &irq_all.controller[i];

		for (uint32_t source = 1; source <= at->chip->sources; source++) {
			if (!at->heard[source].rang || at->claim[source].said)
				continue;
			at->claim[source].said = true;
			rang = (struct irq_rang){ at, source };
		}
	}
	return rang;
}

/* Waits until something rings. What is typed meanwhile stays: consoles are polled. */
static struct irq_rang irq_wait(uint64_t us)
{
	struct time_wait wait = { 0 };
	struct irq_rang rang = { 0 };

	while (!rang.at && !time_expired(&wait, us)) {
		console_poll_all();
		rang = irq_look();
	}
	return rang;
}

static void irq_forget(void)
{
	for (int i = 0; i < irq_all.count; i++) {
		const struct irq_controller *at = &irq_all.controller[i];

		for (uint32_t source = 1; source <= at->chip->sources; source++) {
			at->heard[source].rang = 0;
			at->claim[source].said = false;
		}
	}
}

/* Lets the UART ring; what rings without it, does not count. Contained, with interrupts off. */
static int irq_listen_once(void *arg)
{
	struct irq_ring *ring = arg;

	irq_restore(ring->state);
	irq_forget();
	irq_detach(&ring->console->irq);
	for (int i = 0; i < irq_all.count; i++)
		irq_listen(irq_all.controller[i].chip, irq_all.controller[i].heard);
	irq_wait(IRQ_QUIET_US); /* what was pending before */
	irq_listen_look();
	irq_forget();
	irq_wait(IRQ_QUIET_US);
	if (!trap_try(irq_ring, ring, NULL))
		ring->rang = irq_wait(IRQ_RING_US);
	irq_save();
	return 0;
}

/* The same, and all is as before at its end, even if Ctrl-C ends it by force. */
static struct irq_rang irq_once(struct shell *shell, struct console *console)
{
	struct irq_ring ring = { .console = console, .on = true };
	bool was = console->irq.on;

	ring.state = irq_save();
	(void)trap_contain(irq_listen_once, &ring, NULL);
	ring.on = false;
	trap_try(irq_ring, &ring, NULL);
	irq_listen_end();
	if (was)
		irq_attach(&console->irq);
	irq_restore(ring.state);
	shell_check_interrupt(shell);
	return ring.rang;
}

/* Another device may ring just then: the same source must ring twice in a row. */
static struct irq_rang irq_try(struct shell *shell, struct console *console)
{
	struct irq_rang before = { 0 }, rang = { 0 };

	for (int i = 0; i < IRQ_TRIES; i++, before = rang) {
		rang = irq_once(shell, console);
		if (rang.at && rang.at == before.at && rang.source == before.source)
			return rang;
	}
	return (struct irq_rang){ 0 };
}

static int irq_correct(struct shell *shell, struct dt_draft *draft, const struct survey_row *row)
{
	struct dt_node node = { &draft->tree, row->node.offset };
	bool extended = dt_prop(node, "interrupts-extended", NULL);

	(void)shell;
	return survey_set_cells(draft, row, extended ? "interrupts-extended" : "interrupts",
				extended ? DT_CELL : 0, 1, row->number[0]);
}

/* The node has one interrupt, of whose specifier the source is the first cell. */
static bool irq_is_single(struct dt_node node)
{
	struct dt_interrupt only, other;
	struct dt_trail trail;
	const char *why;

	return dt_trail(node, &trail) == 0 && dt_interrupt(&trail, 0, &only, &why) == 0 &&
	       dt_interrupt(&trail, 1, &other, &why) == -ENOENT && only.cells && !only.hops;
}

static void irq_compare(struct shell *shell, struct survey_row *row, struct console *console,
			const struct irq_line *line)
{
	struct irq_rang rang = irq_try(shell, console);

	if (!rang.at) {
		survey_measured(row, "nothing rings when it does");
		return;
	}
	survey_measured(row, "%s %" PRIu32 " rings", rang.at->chip->name, rang.source);
	row->number[0] = rang.source;
	survey_judge(row, rang.at->chip == line->chip && rang.source == line->source,
		     rang.at->chip == line->chip && irq_is_single(row->node) ? irq_correct : NULL);
}

static void irq_visit(void *arg, const struct uart_asked *uart)
{
	struct survey *survey = arg;
	struct irq_line line = { 0 };
	struct survey_row *row;
	struct dt_trail trail;
	const char *why;

	if (!uart->row->driver->layout.count || dt_trail(uart->node, &trail) ||
	    irqchip_line(&trail, 0, 0, survey->shell->hart, &line, &why))
		return; /* `check` and `irq` say what is wrong in the tree */
	row = survey_row(survey, uart->node);
	survey_claim(row, "%s %" PRIu32, line.chip->name, line.source);
	if (!uart->console)
		survey_measured(row, "%s", uart->why);
	else if (!uart->console->ops->ring)
		survey_measured(row, "its driver cannot make it ring");
	else if (uart_start(uart->console))
		survey_measured(row, "it does not answer");
	else
		irq_compare(survey->shell, row, uart->console, &line);
}

static void irq_refused(struct dt_node node, const char *why, void *arg)
{
	(void)node;
	(void)why;
	(void)arg;
}

static void irq_measure(struct survey *survey)
{
	if (shell_index(survey->shell))
		return;
	irq_sources_find(&irq_all, survey->shell->tree, survey->shell->hart, irq_refused, NULL);
	if (!irq_sources_claim(&irq_all))
		uart_each(survey->shell, irq_visit, survey);
	dt_drop(&irq_all.memory);
}

static const struct survey_fact irq_fact = {
	.name = "irq",
	.place = 8,
	.measure = irq_measure,
};
SURVEY_FACT(irq_fact);
