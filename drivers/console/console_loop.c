#include "drivers/console/console_loop.h"
/*
 * Sending through a UART's internal loopback: whether it works, and whether firmware's console uses
 * the same UART.
 *
 * Interrupts are off for a FIFO's worth at a time, so that their handler does not read what comes
 * back.
 */
#include <errno.h>
#include "drivers/console/console_private.h"
#include "kernel/console/console_sbi.h"
#include "kernel/irq.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	LOOP_VALUES = 256,
	LOOP_PIECE = CONSOLE_LOOP_PIECE,
	LOOP_PATIENCE_US = 50000, /* a byte at 300 baud takes 33 ms */
	LOOP_DRAIN_US = 1000000,
	LOOP_DROP_MAX = 1024, /* bytes; larger than every FIFO */
};

struct loop_piece {
	struct console *console, *through; /* which one loops, and which one sends */
	const char *text;
	char back[LOOP_PIECE];
	size_t len, sent, got;
	uint64_t us; /* from the first byte out to the last one back */
	uint32_t waits;
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

/* Moves what can be moved now. How many bytes, or -errno. */
static int loop_step(struct loop_piece *piece)
{
	struct console *console = piece->console, *through = piece->through;
	size_t left = piece->len - piece->sent;
	int out = left ? through->ops->write(through, piece->text + piece->sent, left) : 0;
	int in = console->ops->read(console, piece->back + piece->got, piece->len - piece->got);

	if (out < 0 || in < 0)
		return out < 0 ? out : in;
	if ((size_t)out > left)
		return -EIO; /* firmware may count wrong */
	piece->sent += (size_t)out;
	piece->got += (size_t)in;
	return out + in;
}

/* A hart that was held up looks once more: time that passed without a look proves nothing. */
static int loop_transfer(void *arg)
{
	struct loop_piece *piece = arg;
	struct time_wait wait = { 0 };
	uint64_t start = time_us();
	bool late = false;

	while (piece->got < piece->len && !late) {
		int moved;

		late = time_expired(&wait, LOOP_PATIENCE_US);
		moved = loop_step(piece);
		if (moved < 0)
			return moved;
		piece->waits += !moved;
		if (!moved)
			continue;
		wait.turns = 0;
		late = false;
	}
	piece->us = time_us() - start;
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

/* Reads what no one reads here, so that it is not taken for what comes back. */
static int loop_drop(void *arg)
{
	struct console *console = arg;
	char text[LOOP_PIECE];
	int got;

	for (int i = 0; i < LOOP_DROP_MAX; i += got) {
		got = console->ops->read(console, text, sizeof(text));
		if (got <= 0)
			return got;
	}
	return 0;
}

/* Moves what the device has received to its ring, if it is read from. */
static void loop_collect(struct console *console)
{
	if (!(console->ways & CONSOLE_IN)) {
		(void)trap_try(loop_drop, console, NULL); /* the transfer reports what is wrong */
		return;
	}
	console->irq_works = false; /* else only its interrupt would be waited for */
	console_poll();
}

int console_loop_run(struct console *console, int (*run)(void *), void *arg)
{
	uint64_t state;
	int err, off;

	loop_drain(console);
	state = irq_save();
	loop_collect(console);
	err = trap_try(loop_on, console, NULL);
	if (!err) {
		loop_collect(console); /* what arrived before the loopback was on */
		err = trap_try(run, arg, NULL);
	}
	off = trap_try(loop_off, console, NULL);
	irq_restore(state);
	return err ? err : off;
}

/* Sends one piece and reads it back. The console is started. */
static int loop_piece(struct loop_piece *piece)
{
	piece->sent = piece->got = 0;
	piece->waits = 0;
	return console_loop_run(piece->console, loop_transfer, piece);
}

/* Sends a NUL from @through: 1: @console receives *@back; 0: it receives nothing; or -errno. */
static int loop_nul(struct console *console, struct console *through, char *back)
{
	struct loop_piece piece = {
		.console = console,
		.through = through,
		.text = "",
		.len = 1,
	};
	int err = loop_piece(&piece);

	*back = piece.back[0];
	return err ? err : (int)piece.got;
}

/* Whether the NUL itself comes back. */
static bool loop_hears(struct console *console, struct console *through)
{
	char back;

	return loop_nul(console, through, &back) == 1 && !back;
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
		if (piece.us < result->piece_us) {
			result->piece_us = piece.us;
			result->piece_waits = piece.waits;
		}
	} while (!err && piece.got && result->sent < LOOP_VALUES);
	return err;
}

/* Where there is no loopback after all, the terminal gets a NUL, which shows nothing. */
int console_loop_test(struct console *console, struct console_loop *result)
{
	uint64_t start = time_us();
	char back;
	int err;

	*result = (struct console_loop){ .piece_us = UINT64_MAX };
	if (!console->ops->loop)
		return -ENOTSUP;
	err = console_start(console);
	if (!err)
		err = loop_nul(console, console, &back);
	if (err < 0)
		return err;
	if (err)
		err = loop_values(console, result);
	else
		result->sent = 1;
	result->us = time_us() - start;
	return err;
}

bool console_same_port(const struct console_choice *choice, struct console *console)
{
	bool guess = choice->firmware && console == &choice->firmware->console;

	if (!console->ops->loop || console->failed || console_sbi()->failed ||
	    console_start(console) != 0)
		return guess;
	if (loop_hears(console, console))
		guess = loop_hears(console, console_sbi());
	return guess;
}
