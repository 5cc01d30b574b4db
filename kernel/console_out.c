/*
 * The console core, output: CR before LF, waiting and its bound, for every console in use.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include "kernel/console_core.h"
#include "kernel/console_ring.h"
#include "kernel/console_sbi.h"
#include "kernel/format.h"
#include "kernel/time.h"
#include "kernel/trap.h"

enum {
	PIECE_SIZE = 256, /* bytes of text of which a copy is made */
	DRAIN_US = 20000, /* 16 bytes at 9600 baud */
};

struct console_transfer {
	struct console *console;
	const char *from;
	size_t len;
};

struct console *volatile console_writing;
volatile int console_inside;

static uint64_t sent; /* bytes, over all consoles */
static bool waited;

/* Waits until the other side lets us go on. A person's Ctrl-C does, too: a stray XOFF, as noise
 * makes it, must not hold the shell for ever. Neither may a full ring: XON would be behind it. */
static void console_wait_held(struct console *console)
{
	while (console->held)
		if (console_interrupted() || (console->ring && console->ring->full))
			console->held = false;
}

int console_write_some(struct console *console, const char *text, size_t len)
{
	int n;

	if (!console->shared)
		return console->ops->write(console, text, len);
	console_writing = console;
	n = console->ops->write(console, text, len);
	console_writing = NULL;
	return n;
}

/* One try of the driver, of text as it is or, with @lines, by write_lines; counts what went out.
 * Bytes taken, or -errno. */
static inline int console_try(struct console *console, const char *text, size_t len, bool lines)
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
	sent += out;
	return n;
}

/* Sends @len bytes, as console_try. Waits, within the bound. */
static int console_push(struct console *console, const char *text, size_t len, bool lines)
{
	struct time_wait wait = { 0 };

	while (len) {
		int n;

		if (console->flow) {
			console_send_flow(console);
			console_wait_held(console);
		}
		n = console_try(console, text, len, lines);
		if (n < 0)
			return n;
		text += n;
		len -= (size_t)n;
		if (n > 0) {
			wait.turns = 0;
			continue;
		}
		waited = true;
		console_poll();
		if (time_expired(&wait, CONSOLE_PATIENCE_US))
			return -ETIMEDOUT;
	}
	return 0;
}

/* Copies text with CR before LF; @piece has room for twice @len. Whole pieces make whole bursts of
 * a FIFO. Returns how much came out. */
static size_t console_expand(char *piece, const char *text, size_t len)
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

/* Sends @len bytes of text, at most PIECE_SIZE, by a copy that has CR before LF. */
static int console_push_copy(struct console *console, const char *text, size_t len)
{
	char copy[2 * PIECE_SIZE];

	return console_push(console, copy, console_expand(copy, text, len), false);
}

static int console_write_device(void *arg)
{
	struct console_transfer *transfer = arg;
	struct console *console = transfer->console;
	bool lines = console->ops->write_lines && console->fifo > 1 && !console->shared &&
		     !console->flow; /* XOFF must be seen between bursts */
	bool copy = !lines && !console->lf_only;

	while (transfer->len) {
		size_t n = transfer->len < PIECE_SIZE ? transfer->len : PIECE_SIZE;
		int err = copy ? console_push_copy(console, transfer->from, n)
			       : console_push(console, transfer->from, n, lines);

		if (err)
			return err;
		transfer->from += n;
		transfer->len -= n;
	}
	return 0;
}

static int console_transfer(struct console_transfer *transfer)
{
	int err = trap_try(console_write_device, transfer, NULL);

	console_writing = NULL; /* a fault may have left it */
	return err;
}

int console_write_to(struct console *console, const char *text, size_t len)
{
	struct console_transfer transfer = { console, text, len };

	return console_transfer(&transfer);
}

static bool console_has_other_output(const struct console *console)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i] != console && console_row[i]->ways & CONSOLE_OUT)
			return true;
	return false;
}

/* SBI is the last resort: when it fails the others get one more chance, and then there is nobody to
 * tell. */
static bool console_hopeless(const struct console *failed)
{
	static bool tried;
	bool hopeless = failed == console_sbi() && tried;

	if (failed == console_sbi())
		tried = true;
	return hopeless;
}

/* The piece on which the last output fails is sent again, whole, on its successor. */
void console_write(const char *text, size_t len)
{
	if (!len)
		return;
	if (!console_count)
		console_begin();
	console_inside++;
	for (int i = 0; i < console_count; i++) {
		struct console_transfer transfer = { console_row[i], text, len };
		bool others;
		int err;

		if (!(transfer.console->ways & CONSOLE_OUT))
			continue;
		err = console_transfer(&transfer);
		if (!err)
			continue;
		others = console_has_other_output(transfer.console);
		if (!others && console_hopeless(transfer.console))
			break;
		console_leave(transfer.console, err);
		i = others ? i - 1 : -1;
		if (!others) {
			text = transfer.from;
			len = transfer.len;
		}
	}
	console_inside--;
}

void console_puts(const char *text)
{
	console_write(text, strlen(text));
}

void console_printf(const char *format, ...)
{
	char text[FORMAT_MAX];
	va_list args;

	va_start(args, format);
	console_write(text, format_text(text, format, args));
	va_end(args);
}

uint64_t console_sent(void)
{
	return sent;
}

bool console_waited(void)
{
	bool did = waited;

	waited = false;
	return did;
}

bool console_busy(void)
{
	return console_inside;
}

static bool console_all_drained(void)
{
	for (int i = 0; i < console_count; i++) {
		struct console *console = console_row[i];

		if (!console->ops->drained || console->ops->drained(console) == 0)
			return false;
	}
	return true;
}

void console_drain(void)
{
	struct time_wait wait = { 0 };

	while (!time_expired(&wait, DRAIN_US) && !console_all_drained())
		console_poll();
}
