#include "drivers/console/console_loop.h"
/*
 * Sending through a UART's internal loopback: whether it works, and whether firmware's console uses
 * the same UART.
 *
 * Interrupts are off for a FIFO's worth at a time, so that their handler does not read what comes
 * back.
 */
#include <errno.h>
#include "kernel/console/console_sbi.h"
#include "kernel/irq.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	LOOP_VALUES = 256,
	LOOP_PIECE = 16,          /* bytes at a time: every FIFO holds them, or is read in time */
	LOOP_PATIENCE_US = 50000, /* a byte at 300 baud takes 33 ms */
	LOOP_DRAIN_US = 1000000,
};

struct loop_piece {
	struct console *console, *through; /* which one loops, and which one sends */
	const char *text;
	char back[LOOP_PIECE];
	size_t len, got;
};

static int loop_on(void *arg)
{
	struct console *console = arg;

	return console->ops->loop(console, true);
}

static int loop_off(void *arg)
{
	struct console *console = arg;

	return console->ops->loop(console, false);
}

static int loop_transfer(void *arg)
{
	struct loop_piece *piece = arg;
	struct console *console = piece->console, *through = piece->through;
	struct time_wait wait = { 0 };
	size_t sent = 0;

	while (piece->got < piece->len && !time_expired(&wait, LOOP_PATIENCE_US)) {
		size_t left = piece->len - sent;
		int out = left ? through->ops->write(through, piece->text + sent, left) : 0;
		int in = console->ops->read(console, piece->back + piece->got,
					    piece->len - piece->got);

		if (out < 0 || in < 0)
			return out < 0 ? out : in;
		sent += (size_t)out;
		piece->got += (size_t)in;
		if (out || in)
			wait.turns = 0;
	}
	return 0;
}

/* Waits for output that is still in the part: it would come back as well. */
static void loop_drain(struct console *console)
{
	struct time_wait wait = { 0 };

	while (console->ops->drained && console->ops->drained(console) == 0 &&
	       !time_expired(&wait, LOOP_DRAIN_US))
		console_poll();
}

/* Moves what the device has received to its ring. */
static void loop_collect(struct console *console)
{
	console->irq_works = false; /* else only its interrupt would be waited for */
	console_poll();
}

/* Sends one piece and reads it back. The console is used for input. */
static int loop_piece(struct loop_piece *piece)
{
	struct console *console = piece->console;
	uint64_t state;
	int err, off;

	piece->got = 0;
	loop_drain(console);
	state = irq_save();
	loop_collect(console);
	err = trap_try(loop_on, console, NULL);
	if (!err) {
		loop_collect(console); /* what arrived before the loopback was on */
		err = trap_try(loop_transfer, piece, NULL);
	}
	off = trap_try(loop_off, console, NULL);
	irq_restore(state);
	return err ? err : off;
}

static int loop_values(struct console *console, struct console_loop *result)
{
	char text[LOOP_PIECE];
	struct loop_piece piece = {
		.console = console,
		.through = console,
		.text = text,
		.len = LOOP_PIECE,
	};
	int err = 0;

	do {
		for (int i = 0; i < LOOP_PIECE; i++)
			text[i] = (char)(result->sent + (uint32_t)i);
		err = loop_piece(&piece);
		result->sent += LOOP_PIECE;
		result->back += (uint32_t)piece.got;
		for (size_t i = 0; i < piece.got; i++)
			result->wrong += piece.back[i] != text[i];
	} while (!err && piece.got && result->sent < LOOP_VALUES);
	return err;
}

int console_loop_test(struct console *console, struct console_loop *result)
{
	bool listened = console->ways & CONSOLE_IN;
	uint64_t start = time_us();
	int err;

	*result = (struct console_loop){ 0 };
	if (!console->ops->loop)
		return -ENOTSUP;
	err = console_attach(console, CONSOLE_IN);
	if (err)
		return err;
	err = loop_values(console, result);
	result->us = time_us() - start;
	if (!listened)
		console_detach(console, CONSOLE_IN);
	return err;
}

/* Whether a NUL that @through sends comes back on @console. */
static bool loop_hears(struct console *console, struct console *through)
{
	struct loop_piece piece = {
		.console = console,
		.through = through,
		.text = "",
		.len = 1,
	};

	return loop_piece(&piece) == 0 && piece.got && !piece.back[0];
}

bool console_same_port(const struct console_choice *choice, struct console *console)
{
	bool guess = choice->firmware && console == &choice->firmware->console;
	bool listened = console->ways & CONSOLE_IN;

	if (!console->ops->loop || console->failed || console_sbi()->failed ||
	    console_attach(console, CONSOLE_IN) != 0)
		return guess;
	if (loop_hears(console, console))
		guess = loop_hears(console, console_sbi());
	if (!listened)
		console_detach(console, CONSOLE_IN);
	return guess;
}
