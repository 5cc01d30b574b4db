#include "kernel/console/console_core.h"
/*
 * The state of the console core, and what others may ask of it.
 */
#include <errno.h>
#include "kernel/console/console_ring.h"
#include "kernel/console/console_sbi.h"

struct console_core console_core;

struct console *console_active(void)
{
	for (int i = 0; i < console_core.count; i++)
		if (console_core.attached[i]->ways & CONSOLE_OUT)
			return console_core.attached[i];
	return console_sbi();
}

struct console *console_attached(int index)
{
	return index >= 0 && index < console_core.count ? console_core.attached[index] : NULL;
}

bool console_busy(void)
{
	return console_core.depth;
}

/* --- output ---------------------------------------------------------------------------------- */

void console_on_failure(struct console *(*next)(struct console *failed, int err))
{
	console_core.next = next;
}

uint64_t console_sent(void)
{
	return console_core.sent;
}

bool console_waited(void)
{
	bool waited = console_core.waited;

	console_core.waited = false;
	return waited;
}

/* --- input ----------------------------------------------------------------------------------- */

void console_on_input(void (*prepare)(struct console *))
{
	console_core.prepare = prepare;
}

struct console *console_source(void)
{
	return console_core.source;
}

bool console_pending(void)
{
	for (int i = 0; i < console_core.count; i++) {
		const struct console *console = console_core.attached[i];

		if (console->ways & CONSOLE_IN && !ring_empty(console->ring))
			return true;
	}
	return false;
}

/*
 * A device whose FIFO is not full may interrupt only some time after the byte came: a 16550 or a
 * PL011 after that of four characters. Polling that is faster finds the byte first, which proves
 * nothing. So only what is found after a longer sleep counts as silence, and more than once.
 */
enum { SILENT_MIN = 4 }; /* so often found without an interrupt: it does not come */

bool console_on_trial(const struct console *console)
{
	return console->irq.on && !console->irq.count && console->silent < SILENT_MIN;
}

bool console_never_interrupted(const struct console *console)
{
	return console->irq.chip && !console->irq.count && console->silent >= SILENT_MIN;
}

void console_clear_interrupt(void)
{
	console_core.interrupted = console_core.again = false;
}

struct console_fill console_fill(const struct console *console)
{
	const struct console_ring *ring = console->ring;

	if (!ring)
		return (struct console_fill){ 0 };
	return (struct console_fill){ ring_waiting(ring), ring->high, ring->size };
}

int console_peek(const struct console *console, uint32_t index)
{
	const struct console_ring *ring = console->ring;

	if (!ring || index >= ring_waiting(ring))
		return -EAGAIN;
	return (unsigned char)ring->data[(ring->out + index) % ring->size];
}
