#include "drivers/console/console_loop.h"
/* How many bytes fit into a UART's receiver, by its internal loopback. */
#include <errno.h>
#include "drivers/console/console_private.h"
#include "kernel/console/console_ring.h"
#include "kernel/time.h"

enum { DEPTH_PATIENCE_US = 50000 /* a byte at 300 baud takes 33 ms */ };

struct loop_depth {
	struct console *console;
	unsigned most;
	unsigned kept, others; /* NULs, as sent, and other bytes */
};

/* Sends a NUL, and waits until it is back in the part. */
static int depth_one(struct console *console)
{
	struct time_wait wait = { 0 };
	bool written = false;
	int did = 0;

	while (did == 0 && !time_expired(&wait, DEPTH_PATIENCE_US)) {
		did = written ? console->ops->drained(console)
			      : console->ops->write(console, "", 1);
		if (did <= 0 || written)
			continue;
		written = true;
		did = 0;
	}
	return did > 0 ? 0 : did < 0 ? did : -EIO;
}

/* The overruns that it makes are no one's. */
static int depth_fill(void *arg)
{
	struct loop_depth *depth = arg;
	struct console *console = depth->console;
	struct console_errors before = console->errors;
	int err = 0;

	for (unsigned i = 0; i < depth->most && !err; i++) {
		err = depth_one(console);
		if (console->errors.overruns != before.overruns)
			break;
	}
	console->errors = before;
	return err;
}

static int depth_count(void *arg)
{
	struct loop_depth *depth = arg;
	struct console *console = depth->console;
	int got = 1;
	char c;

	while (got > 0 && depth->kept <= depth->most && depth->others <= depth->most) {
		got = console->ops->read(console, &c, 1);
		depth->kept += got > 0 && !c;
		depth->others += got > 0 && c;
		if (got > 0 && c && console->ways & CONSOLE_IN && ring_room(console->ring))
			console_keep(console, c);
	}
	return got < 0 ? got : 0;
}

static int depth_fill_and_count(void *arg)
{
	int err = depth_fill(arg);

	return err ? err : depth_count(arg);
}

int console_loop_depth(struct console *console, unsigned most)
{
	struct loop_depth depth = { .console = console, .most = most };
	int err;

	if (!console->ops->loop || !console->ops->drained)
		return -ENOTSUP;
	err = console_loop_run(console, depth_fill_and_count, &depth);
	if (err)
		return err;
	return depth.others ? -EAGAIN : (int)depth.kept;
}
