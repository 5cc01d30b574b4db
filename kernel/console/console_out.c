#include "kernel/console/console_core.h"
/*
 * The console core, output to one console: CR before LF, and waiting within a bound.
 */
#include <errno.h>
#include "kernel/console/console_ring.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"

enum {
	PIECE_SIZE = 256,  /* bytes of text that are copied at a time */
	UNSEEN_US = 20000, /* 16 bytes at 9600 baud, where the part does not show its end */
};

struct out_transfer {
	struct console *console;
	const char *from;
	size_t len;
};

/*
 * Waits until the other side sends XON. Ctrl-C ends the wait as well: a stray XOFF, which noise can
 * make, must not hold the shell for ever. So does a full ring: XON could not be received.
 */
static void out_wait_held(struct console *console)
{
	while (console->held)
		if (console_interrupted() || (console->ring && console->ring->full))
			console->held = false;
}

/* Calls the driver once, with text as it is or, with @lines, by write_lines, and counts what went
 * out. Bytes taken, or -errno. */
static inline int out_try(struct console *console, const char *text, size_t len, bool lines)
{
	size_t out;
	int n;

	if (lines) {
		n = console->ops->write_lines(console, text, len, &out);
	} else {
		n = console_write_some(console, text, len);
		out = (size_t)n;
	}
	if (n < 0 || (size_t)n > len)
		return n < 0 ? n : -EIO; /* firmware may count wrong */
	console->sent += out;
	console_core.sent += out;
	return n;
}

/* Sends @len bytes, as out_try; waits for the device within the bound. 0, or -errno. */
static int out_push(struct console *console, const char *text, size_t len, bool lines)
{
	struct time_wait wait = { 0 };

	while (len) {
		int n;

		if (console->flow) {
			console_send_flow(console);
			out_wait_held(console);
		}
		n = out_try(console, text, len, lines);
		if (n < 0)
			return n;
		text += n;
		len -= (size_t)n;
		if (n > 0) {
			wait.turns = 0;
			continue;
		}
		console_core.waited = true;
		console_poll();
		if (time_expired(&wait, CONSOLE_PATIENCE_US))
			return -ETIMEDOUT;
	}
	return 0;
}

/* Copies text with CR before LF; @piece has room for twice @len. Returns the length of the copy. */
static size_t out_expand(char *piece, const char *text, size_t len)
{
	const char *end = text + len;
	char *to = piece;

	while (text < end) {
		char c = *text++;

		if (c == '\n')
			*to++ = '\r';
		*to++ = c;
	}
	return (size_t)(to - piece);
}

/* Sends @len bytes of text, at most PIECE_SIZE, by a copy that has CR before LF. One copy makes
 * whole bursts of a FIFO. */
static int out_push_copy(struct console *console, const char *text, size_t len)
{
	char copy[2 * PIECE_SIZE]; /* not cleared: out_expand writes what is sent */

	return out_push(console, copy, out_expand(copy, text, len), false);
}

static int out_write_device(void *arg)
{
	struct out_transfer *transfer = arg;
	struct console *console = transfer->console;
	bool raw = console == console_core.raw;
	bool lines = console->ops->write_lines && console->fifo > 1 && !console->shared &&
		     !console->flow && !raw; /* XOFF must be seen between bursts */
	bool copy = !lines && !console->lf_only && !raw;

	while (transfer->len) {
		size_t n = transfer->len < PIECE_SIZE ? transfer->len : PIECE_SIZE;
		int err = copy ? out_push_copy(console, transfer->from, n)
			       : out_push(console, transfer->from, n, lines);

		if (err)
			return err;
		transfer->from += n;
		transfer->len -= n;
	}
	return 0;
}

int console_send(struct console *console, const char **text, size_t *len)
{
	struct out_transfer transfer = { console, *text, *len };
	int err = trap_try(out_write_device, &transfer, NULL);

	console_core.writing = NULL; /* a fault may have left it */
	*text = transfer.from;
	*len = transfer.len;
	return err;
}

int console_write_to(struct console *console, const char *text, size_t len)
{
	return console_send(console, &text, &len);
}

/* Calls the driver: 1, 0, or -errno. */
static int out_drained(void *arg)
{
	struct console *console = arg;

	return console->ops->drained(console);
}

/* @unseen: of a console that cannot tell, whether it is taken to be drained. One that fails is. */
static bool out_all_drained(bool unseen)
{
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (console->ops->drained ? trap_try(out_drained, console, NULL) == 0 : !unseen)
			return false;
	}
	return true;
}

void console_drain(void)
{
	struct time_wait wait = { 0 }, unseen = { 0 };

	while (!time_expired(&wait, CONSOLE_DRAIN_US) &&
	       !out_all_drained(time_expired(&unseen, UNSEEN_US)))
		console_poll();
}
