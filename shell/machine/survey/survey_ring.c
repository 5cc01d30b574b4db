#include "shell/machine/survey/survey_ring.h"
/*
 * All sources are listened to, at the lowest priority.
 *
 * A console's own line is taken off meanwhile: its handler would find no work, again and again.
 */
#include "fdt/core/space.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	IRQ_QUIET_US = 2000,
	IRQ_TRIES = 5,
};

/* Static, because a command that is ended by force leaves its memory to the next one. */
static struct irq_sources irq_all;

static int irq_ring(void *arg)
{
	struct survey_ring *ring = arg;

	return ring->ring(ring, ring->on);
}

/* A source that has rung and was not noted before; notes all that have. */
static struct survey_rang irq_look(void)
{
	struct survey_rang rang = { 0 };

	for (int i = 0; i < irq_all.count; i++) {
		const struct irq_controller *at = &irq_all.controller[i];

		for (uint32_t source = 1; source <= at->chip->sources; source++) {
			if (!at->heard[source].rang || at->claim[source].said)
				continue;
			at->claim[source].said = true;
			rang = (struct survey_rang){ at, source };
		}
	}
	return rang;
}

/* Waits until something rings. What is typed meanwhile stays: consoles are polled. */
static struct survey_rang irq_wait(uint64_t us)
{
	struct time_wait wait = { 0 };
	struct survey_rang rang = { 0 };

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

/* Lets it ring; what rings without it, does not count. Contained, with interrupts off. */
static int irq_listen_once(void *arg)
{
	struct survey_ring *ring = arg;

	irq_restore(ring->state);
	irq_forget();
	if (ring->console)
		irq_detach(&ring->console->irq);
	for (int i = 0; i < irq_all.count; i++)
		irq_listen(irq_all.controller[i].chip, irq_all.controller[i].heard);
	irq_wait(IRQ_QUIET_US); /* what was pending before */
	irq_listen_look();
	irq_forget();
	irq_wait(IRQ_QUIET_US);
	if (!trap_try(irq_ring, ring, NULL))
		ring->rang = irq_wait(ring->us);
	irq_save();
	return 0;
}

/* The same, and all is as before at its end, even if Ctrl-C ends it by force. */
static struct survey_rang irq_once(struct shell *shell, struct survey_ring *ring)
{
	struct console *console = ring->console;
	bool was = console && console->irq.on;

	ring->on = true;
	ring->rang = (struct survey_rang){ 0 };
	ring->state = irq_save();
	(void)trap_contain(irq_listen_once, ring, NULL);
	ring->on = false;
	trap_try(irq_ring, ring, NULL);
	irq_listen_end();
	if (was)
		irq_attach(&console->irq);
	irq_restore(ring->state);
	shell_check_interrupt(shell);
	return ring->rang;
}

/* Another device may ring just then: the same source must ring twice in a row. */
struct survey_rang survey_ring_try(struct shell *shell, struct survey_ring *ring)
{
	struct survey_rang before = { 0 }, rang = { 0 };

	for (int i = 0; i < IRQ_TRIES; i++, before = rang) {
		rang = irq_once(shell, ring);
		if (rang.at && rang.at == before.at && rang.source == before.source)
			return rang;
	}
	return (struct survey_rang){ 0 };
}

static void irq_refused(struct dt_node node, const char *why, void *arg)
{
	(void)node;
	(void)why;
	(void)arg;
}

int survey_ring_begin(struct shell *shell)
{
	irq_sources_find(&irq_all, shell->tree, shell->hart, irq_refused, NULL);
	return irq_sources_claim(&irq_all);
}

void survey_ring_end(void)
{
	dt_drop(&irq_all.memory);
}
