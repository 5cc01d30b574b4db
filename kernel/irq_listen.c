#include "kernel/irq.h"
/*
 * Listening to sources that have no handler: which of them ring.
 *
 * Nothing here can silence a device. So a source that rings is masked, and listened to again at the
 * next look: a level that stays costs one interrupt a look.
 */
#include <errno.h>
#include "kernel/trap_try.h"

enum { LISTEN_MAX = 8 };

/* The controllers that are listened to, and which of them that has started. */
static struct listen_chip {
	struct irq_chip *chip;
	bool began;
} listen_chips[LISTEN_MAX];
static unsigned listen_count;

/* A source of a controller, for what is done with faults contained. */
struct listen_source {
	struct irq_chip *chip;
	uint32_t source;
};

static bool listen_handled(const struct irq_chip *chip, uint32_t source)
{
	const struct irq_line *line = irq_lines();

	while (line && (line->chip != chip || line->source != source))
		line = line->next;
	return line;
}

static bool listen_used(const struct irq_chip *chip)
{
	const struct irq_line *line = irq_lines();

	while (line && line->chip != chip)
		line = line->next;
	return line;
}

/* Called from the trap. A source that rings though it is masked is a stray. */
static bool listen_hear(struct irq_chip *chip, uint32_t source, bool handled)
{
	struct irq_heard *heard;

	if (source > chip->sources)
		return false;
	heard = &chip->heard[source];
	if (handled || heard->state == IRQ_LISTENS)
		heard->rang++;
	if (handled || heard->state != IRQ_LISTENS)
		return false;
	heard->state = IRQ_RESTS;
	chip->ops->enable(chip, source, false);
	return true;
}

/* --- one source ------------------------------------------------------------------------------- */

static int listen_open(void *arg)
{
	const struct listen_source *at = arg;
	struct irq_heard *heard = &at->chip->heard[at->source];
	int err = at->chip->ops->listen(at->chip, at->source, heard->sense, heard->was);

	if (err)
		return err;
	heard->state = IRQ_LISTENS;
	return at->chip->ops->enable(at->chip, at->source, true);
}

static int listen_again(void *arg)
{
	const struct listen_source *at = arg;

	return at->chip->ops->enable(at->chip, at->source, true);
}

static int listen_close(void *arg)
{
	const struct listen_source *at = arg;

	at->chip->ops->enable(at->chip, at->source, false);
	at->chip->ops->unlisten(at->chip, at->source, at->chip->heard[at->source].was);
	return 0;
}

static void listen_begin_one(struct irq_chip *chip, uint32_t source)
{
	struct listen_source at = { chip, source };
	struct irq_heard *heard = &chip->heard[source];
	int err;

	heard->state = IRQ_HANDLED;
	if (listen_handled(chip, source))
		return;
	heard->state = IRQ_REFUSED;
	err = trap_try(listen_open, &at, NULL);
	if (err && heard->state != IRQ_REFUSED)
		trap_try(listen_close, &at, NULL);
	if (err)
		heard->state = IRQ_REFUSED;
}

static void listen_look_one(struct irq_chip *chip, uint32_t source)
{
	struct listen_source at = { chip, source };
	struct irq_heard *heard = &chip->heard[source];

	if (heard->state == IRQ_LISTENS)
		heard->row = 0;
	if (heard->state != IRQ_RESTS)
		return;
	heard->state = ++heard->row < IRQ_ENDLESS_LOOKS ? IRQ_LISTENS : IRQ_ENDLESS;
	if (heard->state == IRQ_LISTENS)
		trap_try(listen_again, &at, NULL);
}

/* A console may have taken the source meanwhile: then it keeps it. */
static void listen_end_one(struct irq_chip *chip, uint32_t source)
{
	struct listen_source at = { chip, source };
	uint8_t state = chip->heard[source].state;

	if (state != IRQ_REFUSED && state != IRQ_HANDLED && !listen_handled(chip, source))
		trap_try(listen_close, &at, NULL);
}

/* --- all -------------------------------------------------------------------------------------- */

/* With interrupts held off for one source at a time: there may be thousands. */
static void listen_each(struct irq_chip *chip, void (*one)(struct irq_chip *, uint32_t))
{
	for (uint32_t source = 1; source <= chip->sources; source++) {
		uint64_t state = irq_save();

		one(chip, source);
		irq_restore(state);
	}
}

int irq_listen(struct irq_chip *chip, struct irq_heard *heard)
{
	bool began = !chip->started;
	int err = listen_count == LISTEN_MAX ? -ENOSPC : irq_start(chip);

	if (err)
		return err;
	chip->before = 0;
	for (unsigned i = 0; i < listen_count; i++)
		chip->before += listen_chips[i].chip->sources;
	chip->heard = heard;
	chip->hear = listen_hear;
	listen_chips[listen_count++] = (struct listen_chip){ chip, began };
	listen_each(chip, listen_begin_one);
	return 0;
}

void irq_listen_look(void)
{
	for (unsigned i = 0; i < listen_count; i++)
		listen_each(listen_chips[i].chip, listen_look_one);
}

void irq_listen_end(void)
{
	while (listen_count) {
		const struct listen_chip *at = &listen_chips[--listen_count];

		listen_each(at->chip, listen_end_one);
		if (at->began && !listen_used(at->chip))
			irq_end(at->chip);
		at->chip->hear = NULL;
		at->chip->heard = NULL;
	}
}
