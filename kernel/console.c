#include "kernel/console.h"
/*
 * The console core: what all consoles share. Waiting and its bound, CR before LF, the receive
 * ring, and leaving a console that died.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include "kernel/console_sbi.h"
#include "kernel/format.h"
#include "kernel/log.h"
#include "kernel/noinit.h"
#include "kernel/time.h"
#include "kernel/trap.h"

enum {
	RING_SIZE = 65536, /* a pasted block waits here while its first lines run */
	PIECE_SIZE = 256,  /* bytes of text sent in one go */
	CTRL_C = 3,
	STAY_AWAKE_US = 20000, /* after input: more is likely, and a FIFO is short */
	DRAIN_US = 20000,      /* 16 bytes at 9600 baud */
};

static char ring[RING_SIZE] NOINIT;
static uint32_t ring_in, ring_out; /* free running; they differ by what waits */
static volatile bool interrupted;  /* Ctrl-C came in since the flag was cleared */
static uint64_t last_input;        /* microseconds */

static uint64_t sent; /* bytes, over all consoles */
static struct console *active;
static size_t shown_from;  /* where the log was when that became the active one */
static volatile bool busy; /* the tick asks, and then keeps out */
static struct console *(*failure_hook)(struct console *, int);

struct console_transfer {
	struct console *console;
	char *text;
	const char *from;
	size_t len;
};

struct console *console_active(void)
{
	return active ? active : console_sbi();
}

void console_on_failure(struct console *(*next)(struct console *, int))
{
	failure_hook = next;
}

bool console_busy(void)
{
	return busy;
}

/* --- receive --- */

static int console_read_device(void *arg)
{
	struct console_transfer *transfer = arg;

	return transfer->console->ops->read(transfer->console, transfer->text, transfer->len);
}

static void ring_put(char c)
{
	ring[ring_in++ % RING_SIZE] = c;
	if (c == CTRL_C)
		interrupted = true;
}

void console_poll(void)
{
	char text[64];
	struct console_transfer transfer = { .console = console_active(), .text = text };
	bool was_busy = busy;
	size_t room = RING_SIZE - (ring_in - ring_out);
	int got;

	/* A full ring leaves the rest to the device: what it cannot hold is lost there. */
	transfer.len = room < sizeof(text) ? room : sizeof(text);
	if (!transfer.len)
		return;
	busy = true;
	got = trap_try(console_read_device, &transfer, NULL);
	if (got > 0 && (size_t)got <= transfer.len) {
		transfer.console->received += (uint64_t)got;
		for (int i = 0; i < got; i++)
			ring_put(text[i]);
		last_input = time_us();
	}
	busy = was_busy; /* not before: the tick fills the ring, too */
}

bool console_pending(void)
{
	return ring_in != ring_out;
}

int console_getc(void)
{
	while (!console_pending()) {
		struct console *console = console_active();

		console->waiting = true;
		console_poll();
		console->waiting = false;
		if (!console_pending() && time_us() - last_input >= STAY_AWAKE_US)
			time_sleep(CONSOLE_TICK_US);
	}
	return (unsigned char)ring[ring_out++ % RING_SIZE];
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

/* --- send --- */

static int console_start_device(void *arg)
{
	struct console *console = arg;

	return console->ops->start ? console->ops->start(console) : 0;
}

int console_use(struct console *console)
{
	int err = trap_try(console_start_device, console, NULL);

	console->failed = err;
	if (!err) {
		active = console;
		shown_from = log_mark();
	}
	return err;
}

/* Sends @len bytes as they are. Waits, within the bound. */
static int console_push(struct console *console, const char *text, size_t len)
{
	struct time_wait wait = { 0 };

	while (len) {
		int n = console->ops->write(console, text, len);

		if (n < 0 || (size_t)n > len)
			return n < 0 ? n : -EIO; /* firmware may count wrong */
		text += n;
		len -= (size_t)n;
		console->sent += (uint64_t)n;
		sent += (uint64_t)n;
		if (n > 0) {
			wait.turns = 0;
			continue;
		}
		console_poll();
		if (time_expired(&wait, CONSOLE_PATIENCE_US))
			return -ETIMEDOUT;
	}
	return 0;
}

/* Copies text with CR before LF, unless the other side adds it; @piece has room for twice @len.
 * Whole pieces make whole bursts of a FIFO. Returns how much came out. */
static size_t console_expand(char *piece, const char *text, size_t len, bool lf_only)
{
	const char *end = text + len;
	char *to = piece;

	while (text < end) {
		char c = *text++;

		if (c == '\n' && !lf_only)
			*to++ = '\r';
		*to++ = c;
	}
	return (size_t)(to - piece);
}

static int console_write_device(void *arg)
{
	struct console_transfer *transfer = arg;
	char piece[2 * PIECE_SIZE];

	while (transfer->len) {
		size_t n = transfer->len < PIECE_SIZE ? transfer->len : PIECE_SIZE;
		size_t len = console_expand(piece, transfer->from, n, transfer->console->lf_only);
		int err = console_push(transfer->console, piece, len);

		if (err)
			return err;
		transfer->from += n;
		transfer->len -= n;
	}
	return 0;
}

static void console_replay(void *context, const char *text, size_t len)
{
	(void)context;
	console_write(text, len);
}

const char *console_failure(int err)
{
	switch (err) {
	case -ETIMEDOUT:
		return "took no output within a second";
	case -EFAULT:
		return "its registers fault";
	default:
		return "its registers do not answer";
	}
}

void console_leave(struct console *failed, int err)
{
	bool showed = failed->sent || failed != console_active();
	size_t from = showed ? log_mark() : shown_from;
	struct console *next;

	failed->failed = err;
	next = failure_hook ? failure_hook(failed, err) : NULL;
	active = next ? next : console_sbi();
	shown_from = log_mark();
	if (!active->sent)
		from = 0;
	log_replay(from, console_replay, NULL);
	log_printf("console: %s at 0x%lx: %s; going on with %s\n", failed->name,
		   (unsigned long)failed->regs.base, console_failure(err), active->name);
	log_replay(shown_from, console_replay, NULL);
}

/* The piece on which a console fails is sent again, whole, on the next. */
void console_write(const char *text, size_t len)
{
	struct console_transfer transfer = { .from = text, .len = len };
	int err;

	if (!len)
		return;
	transfer.console = console_active();
	busy = true;
	err = trap_try(console_write_device, &transfer, NULL);
	busy = false;
	if (!err || transfer.console == console_sbi())
		return; /* SBI is the last resort: if it fails there is nobody to tell */
	console_leave(transfer.console, err);
	console_write(transfer.from, transfer.len);
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

void console_drain(void)
{
	struct time_wait wait = { 0 };

	while (!time_expired(&wait, DRAIN_US))
		console_poll();
}
