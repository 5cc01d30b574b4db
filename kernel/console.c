#include "kernel/console.h"
/*
 * The console core: who is in use, and leaving a console that died. console_out.c and console_in.c
 * have the rest.
 */
#include <errno.h>
#include "kernel/console_core.h"
#include "kernel/console_sbi.h"
#include "kernel/log.h"
#include "kernel/trap.h"

struct console *console_row[CONSOLE_ATTACHED_MAX];
int console_count;

static size_t shown_from; /* where the log was when the last console came into use */
static struct console *(*failure_hook)(struct console *, int);

void console_begin(void)
{
	if (!console_count)
		console_attach(console_sbi(), CONSOLE_BOTH);
}

struct console *console_active(void)
{
	for (int i = 0; i < console_count; i++)
		if (console_row[i]->ways & CONSOLE_OUT)
			return console_row[i];
	return console_sbi();
}

struct console *console_attached(int index)
{
	return index >= 0 && index < console_count ? console_row[index] : NULL;
}

void console_on_failure(struct console *(*next)(struct console *, int))
{
	failure_hook = next;
}

/* --- start, attach, detach -------------------------------------------------------------------- */

static int console_start_device(void *arg)
{
	struct console *console = arg;

	return console->ops->start ? console->ops->start(console) : 0;
}

int console_start(struct console *console)
{
	if (console->started)
		return 0;
	console->failed = trap_try(console_start_device, console, NULL);
	console->started = !console->failed;
	return console->failed;
}

int console_attach(struct console *console, unsigned ways)
{
	unsigned news = ways & ~(unsigned)console->ways;
	int err = console_start(console);

	if (!err && !console->ways && console_count == CONSOLE_ATTACHED_MAX)
		err = -ENOSPC;
	if (!err && news & CONSOLE_IN)
		err = console_listen(console);
	if (err)
		return err;
	if (!console->ways)
		console_row[console_count++] = console;
	console->ways |= (uint8_t)news;
	if (news & CONSOLE_OUT)
		shown_from = log_mark();
	return 0;
}

static void console_remove(struct console *console, unsigned ways)
{
	int from, to;

	if (console->ways & ways & CONSOLE_IN) {
		console_unlisten(console);
		console->held = false; /* nobody would hear XON */
	}
	console->ways &= (uint8_t)~ways;
	for (from = to = 0; from < console_count; from++)
		if (console_row[from]->ways)
			console_row[to++] = console_row[from];
	console_count = to;
}

/* What all others are used for. */
static unsigned console_other_ways(const struct console *console)
{
	unsigned ways = 0;

	for (int i = 0; i < console_count; i++)
		if (console_row[i] != console)
			ways |= console_row[i]->ways;
	return ways;
}

int console_detach(struct console *console, unsigned ways)
{
	if ((console_other_ways(console) | (console->ways & ~ways)) != CONSOLE_BOTH)
		return -EBUSY;
	console_remove(console, ways);
	return 0;
}

int console_use(struct console *console)
{
	int err = console_attach(console, CONSOLE_BOTH);

	if (err)
		return err;
	for (int i = console_count - 1; i >= 0; i--)
		if (console_row[i] != console)
			console_remove(console_row[i], CONSOLE_BOTH);
	console_prefer(console);
	return 0;
}

/* --- failure ---------------------------------------------------------------------------------- */

const char *console_failure(int err)
{
	switch (err) {
	case -ETIMEDOUT:
		return "took no output within a second";
	case -EFAULT:
		return "its registers fault";
	case -ENODEV:
		return "there is no console behind it";
	default:
		return "its registers do not answer";
	}
}

static void console_replay(void *context, const char *text, size_t len)
{
	(void)context;
	console_write(text, len);
}

static void console_tell_left(const struct console *failed, int err)
{
	const struct console *next = console_active();
	size_t from = log_mark();

	log_printf("console: %s at 0x%lx: %s; going on with %s", failed->name,
		   (unsigned long)failed->regs.base, console_failure(err), next->name);
	if (next->regs.base) /* SBI's console has none */
		log_printf(" at 0x%lx", (unsigned long)next->regs.base);
	log_printf("\n");
	log_replay(from, console_replay, NULL);
}

/* SBI's; or, where that is the one which failed, any that is left. */
static struct console *console_last_resort(const struct console *failed)
{
	return failed == console_sbi() && console_count ? console_row[0] : console_sbi();
}

void console_leave(struct console *failed, int err)
{
	bool showed = failed->sent || !(failed->ways & CONSOLE_OUT);
	size_t from = showed ? log_mark() : shown_from;
	struct console *next = NULL;

	console_remove(failed, CONSOLE_BOTH);
	failed->failed = err;
	failed->started = false;
	if (console_other_ways(failed) == CONSOLE_BOTH) {
		console_tell_left(failed, err);
		return;
	}
	if (failure_hook)
		next = failure_hook(failed, err);
	if (!next)
		console_attach(console_last_resort(failed), CONSOLE_BOTH);
	console_prefer(console_active());
	if (!console_active()->sent)
		from = 0;
	log_replay(from, console_replay, NULL);
	console_tell_left(failed, err);
}
