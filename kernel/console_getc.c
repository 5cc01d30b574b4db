/*
 * The console core, input: from the rings of the consoles in use to who reads, and the waiting.
 */
#include <errno.h>
#include "kernel/console_core.h"
#include "kernel/console_ring.h"
#include "kernel/format.h"
#include "kernel/irq.h"
#include "kernel/log.h"
#include "kernel/time.h"
#include "kernel/trap.h"

enum {
	IN_A_ROW_MAX = 1024, /* bytes of one console while others wait: two of the longest lines */
	STAY_AWAKE_US = 20000, /* after input: more is likely, and a FIFO is short */
	RECENT_US = 5000000,   /* then somebody sits there, and may paste */
	RECENT_TICK_US = 1000, /* so a FIFO of 16 bytes is looked at in time at 115200 baud */
	DISTRUST_US = 250000,  /* a device whose interrupts come is looked at all the same */
};

static struct console *source; /* of the last byte read */
static bool raw_flow;          /* what console_raw has switched off */

struct console *console_raw_line;

bool console_pending(void)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !ring_empty(console_row[i]->ring))
			return true;
	return false;
}

/* Who is next: the same as before while it has something, so that lines stay whole; but not for
 * ever, for one that babbles would keep the others out. */
static struct console *getc_next(void)
{
	static uint32_t in_a_row;
	struct console *next = NULL;

	for (int i = 0; i < console_count; i++) {
		struct console *console = console_row[i];

		if (!(console->ways & CONSOLE_IN) || ring_empty(console->ring))
			continue;
		if (console == source && in_a_row < IN_A_ROW_MAX) {
			in_a_row++;
			return console;
		}
		if (!next || next == source)
			next = console;
	}
	in_a_row = 0;
	return next;
}

static int getc_write_stop(void *arg)
{
	struct console *console = arg;
	char c = (char)console->stop;

	return console_write_some(console, &c, 1) == 1 ? c : 0;
}

/* Contained, for it is sent while nobody writes. One that faults will be left when it is written
 * to; an interrupt may want the other byte by now. */
void console_send_flow(struct console *console)
{
	uint64_t state;
	int sent_stop;

	if (!console->stop)
		return;
	console_inside++; /* the tick must not come between, and send it, too */
	sent_stop = trap_try(getc_write_stop, console, NULL);
	console_inside--;
	console_writing = NULL; /* a fault may have left it */
	state = irq_save();
	if (sent_stop < 0 || sent_stop == console->stop)
		console->stop = 0;
	irq_restore(state);
}

/* The other side was told to wait, and may go on. */
static void getc_let_go_on(struct console *console)
{
	uint64_t state = irq_save();

	console->ring->xoff = false;
	console->stop = CTRL_Q_XON;
	irq_restore(state);
}

/* There is room again. */
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
		getc_let_go_on(console);
	console_send_flow(console);
}

static bool getc_all_ring(void)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !console_rings(console_row[i]))
			return false;
	return true;
}

static void getc_look(bool also_ringing)
{
	/* A getchar that blocks would keep all others waiting. */
	bool alone = console_count == 1;

	for (int i = 0; i < console_count; i++) {
		struct console *console = console_row[i];

		if (!(console->ways & CONSOLE_IN) || (console_rings(console) && !also_ringing))
			continue;
		console->waiting = alone;
		console_poll_one(console);
		console->waiting = false;
		console_send_flow(console);
	}
}

static void getc_tell_news(void)
{
	char text[FORMAT_MAX];

	if (console_raw_line || !irq_news(text, sizeof(text)))
		return;
	log_printf("%s", text);
	console_printf("\n%s", text);
}

/* How long to sleep at most; 0: not at all. */
static uint64_t getc_nap(bool ringing)
{
	uint64_t quiet;

	if (ringing)
		return DISTRUST_US;
	if (!console_last_input)
		return CONSOLE_TICK_US;
	quiet = time_us() - console_last_input;
	if (quiet < STAY_AWAKE_US)
		return 0;
	return quiet < RECENT_US ? RECENT_TICK_US : CONSOLE_TICK_US;
}

/* Waits a while for input, asleep where something can wake the hart. */
static void getc_wait(uint64_t us)
{
	bool ringing = getc_all_ring();
	uint64_t nap = getc_nap(ringing), state;

	getc_tell_news();
	getc_look(false);
	if (console_pending() || !nap)
		return;
	state = irq_save(); /* a byte that comes now ends the sleep */
	if (!console_pending())
		time_sleep(us < nap ? us : nap);
	irq_restore(state);
	if (ringing && !console_pending())
		getc_look(true);
}

int console_getc_within(uint64_t us)
{
	uint64_t start = time_us();
	struct time_wait wait = { 0 };
	struct console *console;
	int c;

	console_begin();
	while (!(console = getc_next())) {
		if (us != UINT64_MAX && time_expired(&wait, us))
			return -ETIMEDOUT;
		getc_wait(us - (time_us() - start));
	}
	source = console;
	c = ring_pop(console->ring);
	getc_relieve(console);
	return c;
}

int console_getc(void)
{
	return console_getc_within(UINT64_MAX);
}

struct console *console_source(void)
{
	return source;
}

void console_flow(struct console *console, bool on)
{
	console->flow = on;
	console->held = false;
	if (console->ring && console->ring->xoff)
		getc_let_go_on(console);
	console_send_flow(console);
}

void console_raw(struct console *console)
{
	if (console_raw_line)
		console_raw_line->flow = raw_flow;
	console_raw_line = console;
	if (!console)
		return;
	raw_flow = console->flow;
	console_flow(console, false);
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

void console_cut(struct console *console, uint32_t index, uint32_t count)
{
	uint64_t state = irq_save();

	ring_cut(console->ring, index, count);
	irq_restore(state);
	getc_relieve(console);
}
