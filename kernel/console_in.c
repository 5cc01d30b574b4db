/*
 * The console core, input: from devices into rings, by interrupt where one was seen to come and by
 * polling elsewhere. console_getc.c has the way from the rings to who reads.
 */
#include <errno.h>
#include "kernel/console_core.h"
#include "kernel/console_ring.h"
#include "kernel/irq.h"
#include "kernel/time.h"
#include "kernel/trap.h"

enum {
	READ_SIZE = 64,  /* bytes asked of a driver in one go */
	READ_MAX = 1024, /* bytes in one look at a device that never runs dry */
	FIFO_MAX = 128,  /* bytes that may lie in a device before those that it lost */
};

static volatile bool interrupted; /* Ctrl-C came in since the flag was cleared */
static void (*prepare_hook)(struct console *);

volatile uint64_t console_last_input;

void console_on_input(void (*prepare)(struct console *))
{
	prepare_hook = prepare;
}

/* --- from a device into its ring -------------------------------------------------------------- */

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
	struct console_ring *ring = console->ring;

	if (console->flow && (c == CTRL_S_XOFF || c == CTRL_Q_XON)) {
		console->held = c == CTRL_S_XOFF;
		return;
	}
	ring_put(ring, c);
	if (c == CTRL_C && console != console_raw_line)
		interrupted = true;
	if (!ring->suspect)
		return;
	ring->suspect--;
	if (c == '\r' || c == '\n')
		ring_put_lost(ring);
}

/*
 * A device tells of an overrun as soon as it happens, while the bytes before the lost ones still
 * lie in its FIFO. So the loss is in front of any byte from here on until the FIFO was empty: each
 * line of them gets a mark.
 */
static void input_mark(struct console *console, bool dry)
{
	struct console_ring *ring = console->ring;

	if (console->errors.overruns != ring->overruns) {
		ring->overruns = console->errors.overruns;
		ring->suspect = READ_SIZE + FIFO_MAX;
		ring_put_lost(ring);
	}
	if (dry && ring->suspect) {
		ring->suspect = 0;
		ring_put_lost(ring);
	}
}

/* Tells the other side and the device to wait, before the ring is full and when it is. */
static void input_throttle(struct console *console)
{
	struct console_ring *ring = console->ring;

	if (console->flow && !ring->xoff && ring_waiting(ring) > ring->size / 4 * 3) {
		ring->xoff = true;
		console->stop = CTRL_S_XOFF;
	}
	if (!ring_room(ring)) {
		ring->full = true;
		irq_pause(&console->irq, true); /* again, if it was switched on meanwhile */
	}
}

/* One read; how much came, 0, or -errno. Interrupts are off. */
static int input_read(struct console *console)
{
	char text[READ_SIZE];
	uint32_t room = ring_room(console->ring);
	struct input_transfer transfer = { console, text, room < READ_SIZE ? room : READ_SIZE };
	int got = room ? trap_try(input_read_device, &transfer, NULL) : 0;

	if (got > (int)transfer.len)
		got = -EIO; /* firmware may count wrong */
	input_mark(console, false);
	for (int i = 0; i < got; i++)
		input_take(console, text[i]);
	if (got < (int)transfer.len)
		input_mark(console, true);
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
		console_last_input = time_us();
	input_throttle(console);
	return total;
}

/* --- by interrupt ----------------------------------------------------------------------------- */

static int input_interrupt(void *arg)
{
	struct console *console = arg;
	struct console_errors before = console->errors;
	uint32_t in = console->ring->in;
	int got = input_fill(console);

	/* One that never ran dry, or whose ring is full, may keep bytes that ring no more. */
	if (got)
		console->rings = got < READ_MAX && !console->ring->full;
	if (console->ring->in != in)
		console->dry = 0;
	/* A full ring is no storm: its source was paused. Nor is a break, or an XON, which bring
	 * no byte, unless there is no end of them. */
	if (console->ring->in != in || console->ring->full)
		return true;
	return (got || before.breaks != console->errors.breaks ||
		before.framing != console->errors.framing) &&
	       console->dry++ < IRQ_STORM;
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
	console->dry = 0;
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

/* --- by polling ------------------------------------------------------------------------------- */

void console_poll_one(struct console *console)
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

bool console_rings(const struct console *console)
{
	const struct irq_line *own = &console->irq, *line = irq_lines();
	bool heard = console->rings && !own->stormed;

	/* One that shares its source may have paused it. */
	for (; heard && line; line = line->next)
		heard = line->on || line->chip != own->chip || line->source != own->source;
	return heard;
}

static void input_poll(bool also_ringing)
{
	console_begin();
	for (int i = 0; i < console_count; i++) {
		struct console *console = console_row[i];

		if (!(console->ways & CONSOLE_IN))
			continue;
		if (also_ringing || !console_rings(console))
			console_poll_one(console);
		console_send_flow(console);
	}
}

void console_poll(void)
{
	input_poll(false);
}

void console_poll_all(void)
{
	input_poll(true);
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
