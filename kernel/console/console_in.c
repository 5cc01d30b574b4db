#include "kernel/console/console_core.h"
/*
 * The console core, input: from devices into rings, by interrupt where one was seen to come, by
 * polling elsewhere. kernel/console/console_getc.c goes on from the rings to the reader.
 */
#include <errno.h>
#include "kernel/console/console_ring.h"
#include "kernel/irq.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	READ_SIZE = 64,  /* bytes asked of a driver at once */
	READ_MAX = 1024, /* bytes taken at once from a device that never runs dry */
	FIFO_MAX = 128,  /* bytes that may be in a device before those that it lost */
};

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

void console_keep(struct console *console, char c)
{
	struct console_ring *ring = console->ring;

	if (console->flow && (c == CTRL_S_XOFF || c == CTRL_Q_XON)) {
		console->held = c == CTRL_S_XOFF;
		return;
	}
	ring_put(ring, c);
	if (c == CTRL_C && console != console_core.raw) {
		console_core.again = console_core.interrupted;
		console_core.interrupted = true;
	}
	if (!ring->suspect)
		return;
	ring->suspect--;
	if (c == '\r' || c == '\n')
		ring_put_lost(ring);
}

/*
 * A device reports an overrun as soon as it happens, while the bytes before the lost ones are still
 * in its FIFO. So the loss is before any of the bytes that follow until the FIFO is empty: each
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

/* Asks the other side to wait before the ring is full, and pauses the device when it is full. */
static void input_throttle(struct console *console)
{
	struct console_ring *ring = console->ring;

	if (console->flow && !ring->xoff && ring_waiting(ring) > ring->size / 4 * 3) {
		ring->xoff = true;
		console->stop = CTRL_S_XOFF;
	}
	if (!ring_room(ring)) {
		ring->full = true;
		irq_pause(&console->irq, true); /* each time: it may have been enabled meanwhile */
	}
}

/* Reads once. How many bytes came, 0, or -errno; *@dry: the device was seen empty. Interrupts are
 * off. */
static int input_read(struct console *console, bool *dry)
{
	char text[READ_SIZE]; /* not cleared: the driver writes what is used */
	uint32_t room = ring_room(console->ring);
	struct input_transfer transfer = { console, text, room < READ_SIZE ? room : READ_SIZE };
	int got = room ? trap_try(input_read_device, &transfer, NULL) : 0;

	if (got > (int)transfer.len)
		got = -EIO; /* firmware may count wrong */
	input_mark(console, false);
	for (int i = 0; i < got; i++)
		console_keep(console, text[i]);
	if (got >= 0)
		console->unread = 0;
	else if (console->unread < CONSOLE_UNREAD)
		console->unread++;
	*dry = got < (int)transfer.len;
	if (*dry)
		input_mark(console, true);
	if (got > 0)
		console->received += (uint64_t)got;
	return got;
}

/* Reads all that the device has. Interrupts are off. */
static int input_fill(struct console *console)
{
	int total = 0, got;
	bool dry;

	console_core.depth++;
	do {
		got = input_read(console, &dry);
		total += got > 0 ? got : 0;
	} while (got > 0 && !dry && total < READ_MAX);
	console_core.depth--;
	if (total)
		console_core.last_input = time_us();
	input_throttle(console);
	return total;
}

/* --- by interrupt ----------------------------------------------------------------------------- */

/* The console's irq_line.handle. */
static enum irq_found input_interrupt(void *arg)
{
	struct console *console = arg;
	struct console_errors before = console->errors;
	uint32_t in = console->ring->in;
	int got = input_fill(console);
	bool stored = console->ring->in != in;

	/* A device that never ran dry, or whose ring is full, may keep bytes without another
	 * interrupt: it is polled. */
	if (got)
		console->irq_works = got < READ_MAX && !console->ring->full;
	if (stored)
		console->dry = 0;
	/* A full ring is no storm: its source was paused. Neither is a break or an XON, which
	 * stores no byte, unless it comes again and again. */
	if (!stored && console->ring->full)
		return IRQ_DONE;
	if (!got && before.breaks == console->errors.breaks &&
	    before.framing == console->errors.framing)
		return IRQ_NOTHING;
	if (!stored && console->dry++ >= IRQ_STORM)
		return IRQ_NOTHING;
	return got < READ_MAX ? IRQ_DONE : IRQ_MORE;
}

static int input_enable_device(void *arg)
{
	struct console *console = arg;

	return console->ops->listen(console, true);
}

static int input_disable_device(void *arg)
{
	struct console *console = arg;

	return console->ops->listen(console, false);
}

/* Gives the console a ring, and asks who knows the tree for its interrupt. 0, or -ENOSPC. */
static int input_prepare(struct console *console)
{
	if (console->ring)
		return 0;
	console->ring = ring_new();
	if (!console->ring)
		return -ENOSPC;
	if (console_core.prepare)
		console_core.prepare(console);
	return 0;
}

int console_listen(struct console *console)
{
	int err = input_prepare(console);

	if (err)
		return err;
	console->irq_works = false;
	console->dry = 0;
	console->silent = 0;
	if (!console->irq.chip || console->irq.stormed || !console->ops->listen)
		return 0; /* polled */
	console->irq.handle = input_interrupt;
	console->irq.arg = console;
	console->irq.name = console->name;
	if (irq_attach(&console->irq) != 0)
		console->irq.chip = NULL;
	else if (trap_try(input_enable_device, console, NULL) != 0)
		irq_detach(&console->irq);
	if (console->ring->full)
		irq_pause(&console->irq, true);
	return 0;
}

void console_unlisten(struct console *console)
{
	if (!console->irq.chip || !console->ops->listen)
		return;
	trap_try(input_disable_device, console, NULL);
	irq_detach(&console->irq);
	console->irq_works = false;
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

	if (console == console_core.writing)
		return; /* the tick interrupted its write */
	state = irq_save();
	empty = input_fill(console) == 0;
	irq_restore(state);
	if (empty)
		return;
	if (console->irq.on)
		console->missed++; /* its interrupt should have come */
	if (console_core.rested && console_on_trial(console))
		console->silent++;
	console->irq_works = false;
}

bool console_interrupts(const struct console *console)
{
	const struct irq_line *own = &console->irq, *line = irq_lines();
	bool works = console->irq_works && !own->stormed;

	/* Another device that shares the source may have paused it. */
	for (; works && line; line = line->next)
		works = line->on || line->chip != own->chip || line->source != own->source;
	return works;
}

static void input_poll(bool all)
{
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (!(console->ways & CONSOLE_IN))
			continue;
		if (all || !console_interrupts(console))
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
	return console_core.interrupted;
}

bool console_interrupted_again(void)
{
	return console_core.again;
}
