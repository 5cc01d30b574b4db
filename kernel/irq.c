#include "kernel/irq.h"
/*
 * Interrupts from devices: attach, dispatch, and the end of storms.
 *
 * Several lines may share a source, as PCI functions do: the handlers of all are called, and the
 * source is on only while each of them can take more.
 */
#include <errno.h>
#include "kernel/trap_try.h"

enum {
	CLAIMS_MAX = 64, /* in one trap: a controller that never runs dry must not keep the hart */
	CALLS_MAX = 64,  /* of one handler, likewise */
	IDLE_MAX = 8 * IRQ_STORM, /* traps in a row in which no handler found work */
};

static struct irq_chip *chips;
static struct irq_line *lines;

/* The hart's external interrupts are off for good: nothing else could stop them. */
static bool given_up;
static uint32_t idle;

/* --- sources, on and off --------------------------------------------------------------------- */

/* The first line of that source, from @line on. */
static inline struct irq_line *irq_find(struct irq_line *line, const struct irq_chip *chip,
					uint32_t source)
{
	while (line && (line->chip != chip || line->source != source))
		line = line->next;
	return line;
}

static bool irq_attached(const struct irq_line *line)
{
	const struct irq_line *at = lines;

	while (at && at != line)
		at = at->next;
	return at;
}

struct irq_change {
	struct irq_chip *chip;
	uint32_t source;
	bool on;
};

static int irq_enable_source(void *arg)
{
	struct irq_change *change = arg;

	return change->chip->ops->enable(change->chip, change->source, change->on);
}

/* Contained, because firmware may deny S-mode the controller. */
static int irq_update(struct irq_chip *chip, uint32_t source)
{
	struct irq_line *line = irq_find(lines, chip, source);
	struct irq_change change = { chip, source, line != NULL };

	for (; line; line = irq_find(line->next, chip, source))
		change.on = change.on && line->on;
	return trap_try(irq_enable_source, &change, NULL);
}

static int irq_start_chip(void *arg)
{
	struct irq_chip *chip = arg;

	return chip->ops->start(chip);
}

int irq_start(struct irq_chip *chip)
{
	uint64_t state = irq_save();
	int err = given_up ? -EIO : chip->started ? 0 : trap_try(irq_start_chip, chip, NULL);

	if (!err && !chip->started) {
		chip->started = true;
		chip->next = chips;
		chips = chip;
	}
	if (!err)
		irq_external(true);
	irq_restore(state);
	return err;
}

static void irq_remove(struct irq_line *line)
{
	struct irq_line **at = &lines;

	while (*at != line)
		at = &(*at)->next;
	*at = line->next;
	line->on = false;
	irq_update(line->chip, line->source);
}

static int irq_add(struct irq_line *line)
{
	int err = line->stormed ? -EIO : irq_start(line->chip);

	if (err)
		return err;
	line->empty = 0;
	line->on = true;
	line->next = lines;
	lines = line;
	err = irq_update(line->chip, line->source);
	if (err)
		irq_remove(line);
	return err;
}

int irq_attach(struct irq_line *line)
{
	uint64_t state = irq_save();
	int err = irq_attached(line) ? 0 : irq_add(line);

	irq_restore(state);
	return err;
}

void irq_detach(struct irq_line *line)
{
	uint64_t state = irq_save();

	if (irq_attached(line))
		irq_remove(line);
	irq_restore(state);
}

/* --- when they come -------------------------------------------------------------------------- */

static void irq_mask_storm(struct irq_line *line)
{
	line->stormed = true;
	line->on = false;
	irq_update(line->chip, line->source);
	irq_news_add(line->chip->name, line->source, line->name);
}

/* The last resort: the interrupt would come again at once, for ever. */
static void irq_give_up(void)
{
	irq_external(false);
	given_up = true;
	for (struct irq_line *line = lines; line; line = line->next) {
		line->stormed = true;
		line->on = false;
	}
	irq_news_add(NULL, 0, NULL);
}

/* Calls the handler until it leaves nothing: QEMU's PLIC does not report a level that stays high.
 * Whether it found work. */
static inline bool irq_call(struct irq_line *line)
{
	enum irq_found found = IRQ_MORE;
	int calls = 0;

	for (; found == IRQ_MORE && calls < CALLS_MAX && line->on; calls++)
		found = line->handle(line->arg);
	return calls > 1 || (calls == 1 && found != IRQ_NOTHING);
}

/* Calls the handlers that share the source. How many found work; -ENOENT if there is no handler. */
static int irq_serve(const struct irq_chip *chip, uint32_t source)
{
	struct irq_line *line = irq_find(lines, chip, source), *next;
	int done = line ? 0 : -ENOENT;

	for (; line; line = next) {
		next = irq_find(line->next, chip, source);
		line->count++;
		done += irq_call(line);
	}
	return done;
}

void irq_pause(struct irq_line *line, bool pause)
{
	uint64_t state = irq_save();

	if (line->on == pause && !line->stormed && irq_attached(line)) {
		line->on = !pause;
		irq_call(line); /* for what has waited; it may pause itself again */
		irq_update(line->chip, line->source);
	}
	irq_restore(state);
}

/* Masks a source for which no handler found work again and again. */
static void irq_judge(const struct irq_chip *chip, uint32_t source, bool useful)
{
	struct irq_line *line = irq_find(lines, chip, source);

	for (; line; line = irq_find(line->next, chip, source)) {
		line->empty = useful ? 0 : line->empty + 1;
		if (line->empty >= IRQ_STORM && !line->stormed)
			irq_mask_storm(line);
	}
}

static void irq_handle(struct irq_chip *chip, uint32_t source)
{
	int done = irq_serve(chip, source);

	chip->taken++;
	if (chip->hear && chip->hear(chip, source, done >= 0))
		done = 1;
	if (done > 0)
		idle = 0;
	if (done >= 0) {
		irq_judge(chip, source, done > 0);
		return;
	}
	/* Without a handler it cannot be silenced, so it is masked at once. */
	chip->strays++;
	irq_update(chip, source);
	irq_news_add(chip->name, source, NULL);
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
	bool faulted = false;

	idle++;
	for (struct irq_chip *chip = chips; chip; chip = chip->next)
		faulted |= trap_try(irq_drain, chip, NULL) == -EFAULT;
	if (faulted || idle > IDLE_MAX)
		irq_give_up();
}

/* --- the end ---------------------------------------------------------------------------------- */

static int irq_stop_chip(void *arg)
{
	struct irq_chip *chip = arg;

	chip->ops->stop(chip);
	return 0;
}

void irq_end(struct irq_chip *chip)
{
	struct irq_chip **at = &chips;
	uint64_t state = irq_save();

	while (*at && *at != chip)
		at = &(*at)->next;
	if (*at) {
		trap_try(irq_stop_chip, chip, NULL);
		chip->started = false;
		*at = chip->next;
	}
	if (!chips)
		irq_external(false);
	irq_restore(state);
}

void irq_stop(void)
{
	irq_external(false);
	for (struct irq_chip *chip = chips; chip; chip = chip->next)
		trap_try(irq_stop_chip, chip, NULL);
}

/* --- for people ------------------------------------------------------------------------------ */

const struct irq_chip *irq_chips(void)
{
	return chips;
}

const struct irq_line *irq_lines(void)
{
	return lines;
}
