#include "kernel/irq.h"
/*
 * Interrupts from devices: attach, dispatch, and the end of storms.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "kernel/csr.h"
#include "kernel/log.h"
#include "kernel/trap.h"

enum { CLAIMS_MAX = 64 }; /* in one trap: a chip that never runs dry must not keep the hart */

static struct irq_chip *chips;
static struct irq_line *lines;

/* What a person should hear of, set in the trap. */
static struct irq_line *volatile stormed;
static struct irq_chip *volatile strayed;
static volatile uint32_t stray_source;

uint64_t irq_save(void)
{
	uint64_t state = csr_read_sstatus() & SSTATUS_SIE;

	csr_clear_sstatus(SSTATUS_SIE);
	return state;
}

void irq_restore(uint64_t state)
{
	csr_set_sstatus(state);
}

static int irq_start_chip(void *arg)
{
	struct irq_chip *chip = arg;

	return chip->ops->start(chip);
}

struct irq_change {
	struct irq_line *line;
	bool on;
};

static int irq_enable_source(void *arg)
{
	struct irq_change *change = arg;
	struct irq_line *line = change->line;

	return line->chip->ops->enable(line->chip, line->source, change->on);
}

/* Contained: a controller may sit where firmware forbids S-mode to go. */
static int irq_set(struct irq_line *line, bool on)
{
	struct irq_change change = { line, on };

	line->on = on;
	return trap_try(irq_enable_source, &change, NULL);
}

int irq_attach(struct irq_line *line)
{
	uint64_t state = irq_save();
	int err = 0;

	if (!line->chip->started) {
		err = trap_try(irq_start_chip, line->chip, NULL);
		if (!err) {
			line->chip->started = true;
			line->chip->next = chips;
			chips = line->chip;
		}
	}
	if (!err)
		err = irq_set(line, true);
	if (!err) {
		line->next = lines;
		lines = line;
		csr_set_sie(SIE_SEIE);
	}
	irq_restore(state);
	return err;
}

void irq_detach(struct irq_line *line)
{
	uint64_t state = irq_save();

	for (struct irq_line **at = &lines; *at; at = &(*at)->next) {
		if (*at != line)
			continue;
		*at = line->next;
		irq_set(line, false);
		break;
	}
	irq_restore(state);
}

void irq_pause(struct irq_line *line, bool pause)
{
	uint64_t state = irq_save();

	if (line->chip && !line->stormed && line->on == pause)
		irq_set(line, !pause);
	irq_restore(state);
}

static void irq_serve(struct irq_line *line)
{
	line->count++;
	if (line->handle(line->arg) > 0) {
		line->empty = 0;
		return;
	}
	if (++line->empty < IRQ_STORM)
		return;
	line->stormed = true;
	line->on = false;
	line->chip->ops->enable(line->chip, line->source, false);
	stormed = line;
}

static void irq_handle(struct irq_chip *chip, uint32_t source)
{
	struct irq_line *line = lines;

	chip->taken++;
	while (line && (line->chip != chip || line->source != source))
		line = line->next;
	if (line) {
		irq_serve(line);
		return;
	}
	/* Nobody could make it quiet, so once is enough. */
	chip->strays++;
	chip->ops->enable(chip, source, false);
	stray_source = source;
	strayed = chip;
}

static int irq_drain(void *arg)
{
	struct irq_chip *chip = arg;
	uint32_t source;

	for (int i = 0; i < CLAIMS_MAX && (source = chip->ops->claim(chip)); i++) {
		irq_handle(chip, source);
		chip->ops->complete(chip, source);
	}
	return 0;
}

void irq_dispatch(void)
{
	for (struct irq_chip *chip = chips; chip; chip = chip->next)
		if (trap_try(irq_drain, chip, NULL) == -EFAULT)
			csr_clear_sie(SIE_SEIE); /* it would come again at once, for ever */
}

const struct irq_chip *irq_chips(void)
{
	return chips;
}

const struct irq_line *irq_lines(void)
{
	return lines;
}

bool irq_news(char *text, size_t size)
{
	if (stormed) {
		snprintf(text, size, "irq: %s source %" PRIu32 " (%s) stormed, masked; polled from now\n",
			 stormed->chip->name, stormed->source, stormed->name);
		stormed = NULL;
		return true;
	}
	if (strayed) {
		snprintf(text, size, "irq: %s source %" PRIu32 " has no handler, masked\n",
			 strayed->name, stray_source);
		strayed = NULL;
		return true;
	}
	return false;
}
