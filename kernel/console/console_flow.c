#include "kernel/console/console_core.h"
/*
 * The console core, flow control: XON and XOFF in both directions, and raw input, which has none.
 */
#include "kernel/console/console_ring.h"
#include "kernel/irq.h"
#include "kernel/trap_try.h"

int console_write_some(struct console *console, const char *text, size_t len)
{
	int n;

	if (!console->shared)
		return console->ops->write(console, text, len);
	console_core.writing = console;
	n = console->ops->write(console, text, len);
	console_core.writing = NULL;
	return n;
}

static int flow_write_stop(void *arg)
{
	struct console *console = arg;
	char c = (char)console->stop;

	return console_write_some(console, &c, 1) == 1 ? c : 0;
}

/* A console that faults here is left when it is written to the next time. An interrupt may ask for
 * the other byte meanwhile. */
void console_send_flow(struct console *console)
{
	uint64_t state;
	int sent;

	if (!console->stop)
		return;
	/* The tick must not interrupt this, and send the byte a second time. */
	console_core.depth++;
	sent = trap_try(flow_write_stop, console, NULL);
	console_core.depth--;
	console_core.writing = NULL; /* a fault may have left it */
	state = irq_save();
	if (sent < 0 || sent == console->stop)
		console->stop = 0;
	irq_restore(state);
}

void console_resume_sender(struct console *console)
{
	uint64_t state = irq_save();

	console->ring->xoff = false;
	console->stop = CTRL_Q_XON;
	irq_restore(state);
}

void console_flow(struct console *console, bool on)
{
	console->flow = on;
	console->held = false;
	if (console->ring && console->ring->xoff)
		console_resume_sender(console);
	console_send_flow(console);
}

void console_raw(struct console *console)
{
	if (console_core.raw)
		console_core.raw->flow = console_core.raw_flow;
	console_core.raw = console;
	if (!console)
		return;
	console_core.raw_flow = console->flow;
	console_flow(console, false);
}
