#include "kernel/console/console.h"
/*
 * The console core: which consoles are in use. At least one is, from console_init on.
 */
#include <errno.h>
#include "kernel/console/console_core.h"
#include "kernel/console/console_sbi.h"
#include "kernel/log.h"
#include "kernel/trap_try.h"

void console_init(void)
{
	if (!console_core.count)
		console_attach(console_sbi(), CONSOLE_BOTH);
}

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
	unsigned added = ways & ~(unsigned)console->ways;
	int err = console_start(console);

	if (!err && !console->ways && console_core.count == CONSOLE_ATTACHED_MAX)
		err = -ENOSPC;
	if (!err && added & CONSOLE_IN)
		err = console_listen(console);
	if (err)
		return err;
	if (!console->ways)
		console_core.attached[console_core.count++] = console;
	console->ways |= (uint8_t)added;
	if (added & CONSOLE_OUT)
		console_core.shown_from = log_mark();
	return 0;
}

void console_remove(struct console *console, unsigned ways)
{
	struct console **row = console_core.attached;
	int from, to;

	if (console->ways & ways & CONSOLE_IN) {
		console_unlisten(console);
		console->held = false; /* XON would not be received any more */
	}
	console->ways &= (uint8_t)~ways;
	for (from = to = 0; from < console_core.count; from++)
		if (row[from]->ways)
			row[to++] = row[from];
	console_core.count = to;
}

unsigned console_other_ways(const struct console *console)
{
	unsigned ways = 0;

	for (int i = 0; i < console_core.count; i++)
		if (console_core.attached[i] != console)
			ways |= console_core.attached[i]->ways;
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
	for (int i = console_core.count - 1; i >= 0; i--)
		if (console_core.attached[i] != console)
			console_remove(console_core.attached[i], CONSOLE_BOTH);
	console_prefer(console);
	return 0;
}

void console_quiet(void)
{
	for (int i = 0; i < console_core.count; i++) {
		struct console *console = console_core.attached[i];

		if (console->flow)
			console_flow(console, false);
		if (console->ways & CONSOLE_IN)
			console_unlisten(console);
	}
}
