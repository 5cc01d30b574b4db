/*
 * The console core, input: from devices into rings, by interrupt where one was seen to come and by
 * polling elsewhere; and from the rings to who reads.
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
	READ_SIZE = 64,        /* bytes asked of a driver in one go */
	READ_MAX = 1024,       /* bytes in one look at a device that never runs dry */
	STAY_AWAKE_US = 20000, /* after input: more is likely, and a FIFO is short */
	DISTRUST_US = 250000,  /* a device whose interrupts come is looked at all the same */
};

static volatile bool interrupted;    /* Ctrl-C came in since the flag was cleared */
static volatile uint64_t last_input; /* microseconds */
static struct console *source;       /* of the last byte read */
static void (*prepare_hook)(struct console *);

void console_on_input(void (*prepare)(struct console *))
{
	prepare_hook = prepare;
}

/* --- from a device into its ring ---------------------------------------------------------------- */

struct input_transfer {
	struct console *console;
	char *text;
	size_t len;
};

static int input_read_device(void *arg)
{
	struct input_transfer *transfer = arg;

	return transfer->console->ops->read(transfer->console, transfer->text, transfer->len);
}

static void input_take(struct console *console, char c)
{
	if (console->flow && (c == CTRL_S_XOFF || c == CTRL_Q_XON)) {
		console->held = c == CTRL_S_XOFF;
		return;
	}
	ring_put(console->ring, c);
	if (c == CTRL_C)
		interrupted = true;
}

/* Tells the other side and the device to wait, before the ring is full and when it is. */
static void input_throttle(struct console *console)
{
	struct console_ring *ring = console->ring;

	if (console->flow && !ring->xoff && ring_waiting(ring) > ring->size / 4 * 3) {
		ring->xoff = true;
		console->stop = CTRL_S_XOFF;
	}
	if (!ring->full && !ring_room(ring)) {
		ring->full = true;
		irq_pause(&console->irq, true);
	}
}

/* One read; how much came, 0, or -errno. Interrupts are off. */
static int input_read(struct console *console)
{
	char text[READ_SIZE];
	uint32_t room = ring_room(console->ring), overruns = console->errors.overruns;
	struct input_transfer transfer = { console, text, room < READ_SIZE ? room : READ_SIZE };
	int got = room ? trap_try(input_read_device, &transfer, NULL) : 0;

	if (got > (int)transfer.len)
		got = -EIO; /* firmware may count wrong */
	for (int i = 0; i < got; i++)
		input_take(console, text[i]);
	if (console->errors.overruns != overruns)
		ring_put_lost(console->ring);
	if (got > 0)
		console->received += (uint64_t)got;
	return got;
}

/* All that the device has. Interrupts are off. */
static int input_fill(struct console *console)
{
	int total = 0, got;

	console_inside++;
	do {
		got = input_read(console);
		total += got > 0 ? got : 0;
	} while (got == READ_SIZE && total < READ_MAX);
	console_inside--;
	if (total)
		last_input = time_us();
	input_throttle(console);
	return total;
}

/* --- by interrupt ------------------------------------------------------------------------------- */

static int input_interrupt(void *arg)
{
	struct console *console = arg;
	struct console_errors before = console->errors;
	int got = input_fill(console);

	/* One that never ran dry, or whose ring is full, may keep bytes that ring no more. */
	if (got)
		console->rings = got < READ_MAX && !console->ring->full;
	/* A full ring is no storm: its source was paused. Nor is a break, which brings no byte. */
	return got || console->ring->full || before.breaks != console->errors.breaks ||
	       before.framing != console->errors.framing;
}

static int input_listen_device(void *arg)
{
	struct console *console = arg;

	return console->ops->listen(console, true);
}

static int input_deafen_device(void *arg)
{
	struct console *console = arg;

	return console->ops->listen(console, false);
}

int console_listen(struct console *console)
{
	if (!console->ring) {
		console->ring = ring_new();
		if (!console->ring)
			return -ENOSPC;
		if (prepare_hook)
			prepare_hook(console);
	}
	console->rings = false;
	if (!console->irq.chip || console->irq.stormed || !console->ops->listen)
		return 0; /* polled */
	console->irq.handle = input_interrupt;
	console->irq.arg = console;
	console->irq.name = console->name;
	if (irq_attach(&console->irq) != 0)
		console->irq.chip = NULL;
	else if (trap_try(input_listen_device, console, NULL) != 0)
		irq_detach(&console->irq);
	if (console->ring->full)
		irq_pause(&console->irq, true);
	return 0;
}

void console_unlisten(struct console *console)
{
	if (!console->irq.chip || !console->ops->listen)
		return;
	trap_try(input_deafen_device, console, NULL);
	irq_detach(&console->irq);
	console->rings = false;
}

void console_prefer(struct console *console)
{
	uint64_t state = irq_save();

	if (console->ring)
		ring_enlarge(console->ring);
	irq_restore(state);
}

/* --- by polling --------------------------------------------------------------------------------- */

void console_send_flow(struct console *console)
{
	char c = (char)console->stop;

	if (c && console->ops->write(console, &c, 1) == 1)
		console->stop = 0;
}

static void input_poll(struct console *console)
{
	uint64_t state;
	bool empty;

	if (console == console_writing)
		return; /* the tick came into the middle of its write */
	state = irq_save();
	empty = input_fill(console) == 0;
	irq_restore(state);
	/* What its interrupt should have told. */
	if (!empty && console->irq.on)
		console->missed++;
	if (!empty && console->rings)
		console->rings = false;
}

/* Its interrupt was seen to come, and still may. */
static bool input_rings(const struct console *console)
{
	return console->rings && !console->irq.stormed;
}

void console_poll(void)
{
	console_begin();
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !input_rings(console_row[i]))
			input_poll(console_row[i]);
}

/* --- to the reader ------------------------------------------------------------------------------ */

bool console_pending(void)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !ring_empty(console_row[i]->ring))
			return true;
	return false;
}

/* Who is next: the same as before while it has something, so that lines stay whole. */
static struct console *input_next(void)
{
	if (source && source->ways & CONSOLE_IN && !ring_empty(source->ring))
		return source;
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !ring_empty(console_row[i]->ring))
			return console_row[i];
	return NULL;
}

/* There is room again. */
static void input_relieve(struct console *console)
{
	struct console_ring *ring = console->ring;

	if (ring->full && ring_room(ring) >= ring->size / 4) {
		ring->full = false;
		irq_pause(&console->irq, false);
	}
	if (ring->xoff && ring_waiting(ring) < ring->size / 4) {
		ring->xoff = false;
		console->stop = CTRL_Q_XON;
	}
	if (console->stop)
		console_send_flow(console);
}

static bool input_all_ring(void)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_IN && !input_rings(console_row[i]))
			return false;
	return true;
}

static void input_look(bool also_ringing)
{
	/* A getchar that blocks would keep all others waiting. */
	bool alone = console_count == 1;

	for (int i = 0; i < console_count; i++) {
		struct console *console = console_row[i];

		if (!(console->ways & CONSOLE_IN) || (input_rings(console) && !also_ringing))
			continue;
		console->waiting = alone;
		input_poll(console);
		console->waiting = false;
		if (console->stop)
			console_send_flow(console);
	}
}

static void input_tell_news(void)
{
	char text[FORMAT_MAX];

	if (!irq_news(text, sizeof(text)))
		return;
	log_printf("%s", text);
	console_printf("\n%s", text);
}

/* Waits a while for input, asleep where something can wake the hart. */
static void input_wait(uint64_t us)
{
	bool ringing = input_all_ring();
	uint64_t most = ringing ? DISTRUST_US : CONSOLE_TICK_US, state;

	input_tell_news();
	input_look(false);
	if (console_pending() || (!ringing && time_us() - last_input < STAY_AWAKE_US))
		return;
	state = irq_save(); /* a byte that comes now ends the sleep */
	if (!console_pending())
		time_sleep(us < most ? us : most);
	irq_restore(state);
	if (ringing && !console_pending())
		input_look(true);
}

int console_getc_within(uint64_t us)
{
	uint64_t start = time_us();
	struct console *console;
	int c;

	console_begin();
	while (!(console = input_next())) {
		uint64_t waited = time_us() - start;

		if (waited >= us)
			return -ETIMEDOUT;
		input_wait(us - waited);
	}
	source = console;
	c = ring_pop(console->ring);
	input_relieve(console);
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

bool console_interrupted(void)
{
	console_poll();
	return interrupted;
}

void console_clear_interrupt(void)
{
	interrupted = false;
}

void console_flow(struct console *console, bool on)
{
	console->flow = on;
	console->held = false;
	if (!on && console->ring && console->ring->xoff)
		console->stop = CTRL_Q_XON;
	if (console->ring)
		console->ring->xoff = false;
	if (console->stop)
		console_send_flow(console);
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
	ring_cut(console->ring, index, count);
	input_relieve(console);
}
