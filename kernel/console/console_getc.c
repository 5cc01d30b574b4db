#include "kernel/console/console_core.h"
/*
 * The console core, input: from the rings of the consoles in use to the reader, and the waiting.
 */
#include <errno.h>
#include "kernel/console/console_ring.h"
#include "kernel/irq.h"
#include "kernel/time.h"

enum {
	IN_A_ROW_MAX = 1024, /* bytes of one console while others wait: two of the longest lines */
	STAY_AWAKE_US = 20000, /* after input: more is likely to come, and a FIFO is short */
	RECENT_US = 5000000,   /* so long after input a person is there, and may paste: */
	RECENT_TICK_US = 1000, /* a FIFO of 16 bytes is emptied in time at 115200 baud */
	TRIAL_US = 50000,      /* until the first interrupt; longer than devices hold one back */
	DISTRUST_US = 250000,  /* a device whose interrupts come is polled as well, this seldom */
};

/* --- from the rings --------------------------------------------------------------------------- */

/* The console to read from: the same as before while it has bytes, so that lines stay whole; but
 * with a limit, so that one console cannot keep the others out. */
static inline struct console *getc_next(void)
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

/* All consoles that are read from are so. */
static inline bool getc_all(bool (*is)(const struct console *console))
{
	for (int i = 0; i < console_core.count; i++) {
		const struct console *console = console_core.attached[i];

		if (console->ways & CONSOLE_IN && !is(console))
			return false;
	}
	return true;
}

static bool getc_may_interrupt(const struct console *console)
{
	return console_interrupts(console) || console_on_trial(console);
}

/* Nothing is due to be sent to the other side, which may be stopped by XOFF. */
static bool getc_sends_nothing(const struct console *console)
{
	return !console->stop;
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

/* How long to sleep at most, microseconds; 0: not at all. */
static uint64_t getc_nap(bool all_interrupt)
{
	uint64_t quiet = time_us() - console_core.last_input;

	if (all_interrupt)
		return DISTRUST_US;
	if (console_core.last_input && quiet < STAY_AWAKE_US)
		return 0;
	if (getc_all(getc_may_interrupt))
		return TRIAL_US;
	return console_core.last_input && quiet < RECENT_US ? RECENT_TICK_US : CONSOLE_TICK_US;
}

/* Sleeps at most @us microseconds. True: for about TRIAL_US, measured because wfi may end at any
 * time. */
static bool getc_try(uint64_t us)
{
	uint64_t start = time_us();

	return time_sleep(us) && time_us() - start >= TRIAL_US / 2;
}

/*
 * Sleeps at most @us microseconds, UINT64_MAX: without a limit. Interrupts are held off. Where no
 * timer can wake the hart, it sleeps only if the next byte will: all interrupts were seen to come.
 * True: it slept so long that the first interrupt of a console should have come.
 */
static bool getc_sleep(uint64_t us, uint64_t nap)
{
	uint64_t least = us < nap ? us : nap;

	if (nap == TRIAL_US)
		return getc_try(least);
	if (!time_sleep(least) && us == UINT64_MAX && getc_all(console_interrupts) &&
	    getc_all(getc_sends_nothing))
		time_sleep_until_interrupt();
	return false;
}

/* Waits for input, at most @us microseconds, asleep where something can wake the hart. A console
 * whose interrupts come is polled as well after a sleep in which none came: one may be lost. */
static void getc_wait(uint64_t us)
{
	bool all_interrupt = getc_all(console_interrupts);
	uint64_t nap = getc_nap(all_interrupt), state;

	getc_poll(all_interrupt && console_core.slept);
	console_core.slept = console_core.rested = false;
	if (console_pending() || !nap)
		return;
	state = irq_save(); /* from here on, a byte that comes ends the sleep */
	console_core.slept = !console_pending();
	if (console_core.slept)
		console_core.rested = getc_sleep(us, nap);
	irq_restore(state);
}

static int getc_take(struct console *console)
{
	int c;

	console_core.slept = console_core.rested = false;
	console_core.source = console;
	c = ring_pop(console->ring);
	getc_relieve(console);
	return c;
}

int console_getc_within(uint64_t us)
{
	uint64_t start = time_us();
	struct time_wait wait = { 0 };
	struct console *console;

	while (!(console = getc_next())) {
		if (time_expired(&wait, us))
			return -ETIMEDOUT;
		getc_wait(us - (time_us() - start));
	}
	return getc_take(console);
}

int console_getc(void)
{
	struct console *console;

	while (!(console = getc_next())) {
		if (console_has_news())
			return CONSOLE_NEWS;
		getc_wait(UINT64_MAX);
	}
	return getc_take(console);
}
