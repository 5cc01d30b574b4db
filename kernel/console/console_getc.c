#include "kernel/console/console_core.h"
/*
 * The console core, input: from the rings of the consoles in use to the reader, and the waiting.
 */
#include <errno.h>
#include "kernel/console/console_ring.h"
#include "kernel/format.h"
#include "kernel/irq.h"
#include "kernel/log.h"
#include "kernel/time.h"

enum {
	IN_A_ROW_MAX = 1024, /* bytes of one console while others wait: two of the longest lines */
	STAY_AWAKE_US = 20000, /* after input: more is likely to come, and a FIFO is short */
	RECENT_US = 5000000,   /* so long after input a person is there, and may paste: */
	RECENT_TICK_US = 1000, /* a FIFO of 16 bytes is emptied in time at 115200 baud */
	DISTRUST_US = 250000,  /* a device whose interrupts come is polled as well, this seldom */
};

/* --- from the rings --------------------------------------------------------------------------- */

/* The console to read from: the same as before while it has bytes, so that lines stay whole; but
 * with a limit, so that one console cannot keep the others out. */
static struct console *getc_next(void)
{
	struct console *next = NULL;

	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (!(console->ways & CONSOLE_IN) || ring_empty(console->ring))
			continue;
		if (console == console_core.source && console_core.in_a_row < IN_A_ROW_MAX) {
			console_core.in_a_row++;
			return console;
		}
		if (!next || next == console_core.source)
			next = console;
	}
	console_core.in_a_row = 0;
	return next;
}

/* After bytes were taken: lets the device and the other side go on where there is room again. */
static void getc_relieve(struct console *console)
{
	struct console_ring *ring = console->ring;

	if (ring->full && ring_room(ring) >= ring->size / 4) {
		uint64_t state = irq_save(); /* the tick may end what runs, or fill the ring */

		ring->full = false;
		irq_pause(&console->irq, false);
		irq_restore(state);
	}
	if (ring->xoff && ring_waiting(ring) < ring->size / 4)
		console_resume_sender(console);
	console_send_flow(console);
}

void console_cut(struct console *console, uint32_t index, uint32_t count)
{
	uint64_t state = irq_save();

	ring_cut(console->ring, index, count);
	irq_restore(state);
	getc_relieve(console);
}

/* --- waiting ---------------------------------------------------------------------------------- */

static bool getc_all_interrupt(void)
{
	for (int i = 0; i < console_core.count; i++) {
		const struct console *console = console_core.attached[i];

		if (console->ways & CONSOLE_IN && !console_interrupts(console))
			return false;
	}
	return true;
}

/* Polls for the reader: a read may block where no other console waits (see console->waiting). */
static void getc_poll(bool all)
{
	bool alone = console_core.count == 1;

	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (!(console->ways & CONSOLE_IN) || (console_interrupts(console) && !all))
			continue;
		console->waiting = alone;
		console_poll_one(console);
		console->waiting = false;
		console_send_flow(console);
	}
}

/* Shows what happened to interrupt sources, when no transfer runs. */
static void getc_show_news(void)
{
	char text[FORMAT_MAX]; /* not cleared: irq_news writes it */

	if (console_core.raw || !irq_news(text, sizeof(text)))
		return;
	log_printf("%s", text);
	console_printf("\n%s", text);
}

/* How long to sleep at most, microseconds; 0: not at all. */
static uint64_t getc_nap(bool all_interrupt)
{
	uint64_t quiet;

	if (all_interrupt)
		return DISTRUST_US;
	if (!console_core.last_input)
		return CONSOLE_TICK_US;
	quiet = time_us() - console_core.last_input;
	if (quiet < STAY_AWAKE_US)
		return 0;
	return quiet < RECENT_US ? RECENT_TICK_US : CONSOLE_TICK_US;
}

/* Waits for input, at most @us microseconds, asleep where something can wake the hart. */
static void getc_wait(uint64_t us)
{
	bool all_interrupt = getc_all_interrupt();
	uint64_t nap = getc_nap(all_interrupt), state;

	getc_show_news();
	getc_poll(false);
	if (console_pending() || !nap)
		return;
	state = irq_save(); /* from here on, a byte that comes ends the sleep */
	if (!console_pending())
		time_sleep(us < nap ? us : nap);
	irq_restore(state);
	if (all_interrupt && !console_pending())
		getc_poll(true);
}

int console_getc_within(uint64_t us)
{
	uint64_t start = time_us();
	struct time_wait wait = { 0 };
	struct console *console;
	int c;

	while (!(console = getc_next())) {
		if (us != UINT64_MAX && time_expired(&wait, us))
			return -ETIMEDOUT;
		getc_wait(us - (time_us() - start));
	}
	console_core.source = console;
	c = ring_pop(console->ring);
	getc_relieve(console);
	return c;
}

int console_getc(void)
{
	return console_getc_within(UINT64_MAX);
}
