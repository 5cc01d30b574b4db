#include "shell/machine/console/console_baud.h"
/* The rate of a UART: what it has, what its clock allows, and the way there and back. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include "fdt/where/clock.h"
#include "kernel/time.h"
#include "kernel/trap_try.h"
#include "shell/machine/console/console_confirm.h"
#include "shell/machine/console/console_verb.h"
#include "shell/machine/console_rate.h"

enum {
	BAUD_TEXT_MAX = 48,
	BAUD_DRAIN_US = 2000000,
	BAUD_BUSY_US = 200000, /* a part may refuse while it sends or receives */
};

/* --- what the device has ---------------------------------------------------------------------- */

static int baud_read(void *arg)
{
	struct console_baud *baud = arg;

	baud->before = baud->console->ops->divisor(baud->console);
	return baud->before < 0 ? (int)baud->before : 0;
}

static int baud_set_once(void *arg)
{
	struct console_baud *baud = arg;

	return baud->console->ops->set_divisor(baud->console, baud->divisor);
}

/* Waits until all is sent: a change of the rate would damage it. */
static void baud_drain(struct console *console)
{
	struct time_wait wait = { 0 };

	while (console->ops->drained && console->ops->drained(console) == 0 &&
	       !time_expired(&wait, BAUD_DRAIN_US))
		console_poll();
}

static int baud_set(struct console_baud *baud, uint32_t divisor)
{
	struct time_wait wait = { 0 };
	int err;

	baud->divisor = divisor;
	baud_drain(baud->console);
	while ((err = trap_try(baud_set_once, baud, NULL)) == -EBUSY &&
	       !time_expired(&wait, BAUD_BUSY_US))
		console_poll();
	return err;
}

/* --- the clock -------------------------------------------------------------------------------- */

static int baud_clock(struct console_baud *baud, const char *given)
{
	const struct console_candidate *row = console_candidate_of(&console_choice, baud->console);
	struct dt_trail trail;

	baud->why = "the UART is not in the tree";
	if (given)
		return shell_number(baud->shell, given, &baud->hz);
	if (row && dt_found(row->node) && dt_trail(row->node, &trail) == 0 &&
	    dt_clock_rate(&trail, &baud->hz, &baud->why))
		baud->hz = 0;
	return 0;
}

int console_baud_begin(struct console_baud *baud, struct shell *shell, struct console *console,
		       const char *clock)
{
	int err;

	*baud = (struct console_baud){ .shell = shell, .console = console };
	baud->name = console_name_of(console);
	if (!console->ops->set_divisor || !console->baud_unit)
		return shell_error(shell, -ENOTSUP, "%s: the driver %s cannot set a rate",
				   baud->name, console->name);
	err = console_start_reported(shell, console);
	if (!err)
		err = baud_clock(baud, clock);
	if (err)
		return err;
	err = trap_try(baud_read, baud, NULL);
	if (err)
		return shell_error(shell, err, "%s: the divisor cannot be read", baud->name);
	if (baud->hz)
		baud->rate_before = console_rate(console, baud->hz, (uint32_t)baud->before);
	return 0;
}

/* --- the change ------------------------------------------------------------------------------- */

int console_baud_find(struct console_baud *baud, const char *text)
{
	struct console_rate found;
	uint64_t rate;

	if (shell_number(baud->shell, text, &rate))
		return -EINVAL;
	if (!rate || rate > CONSOLE_RATE_MAX)
		return shell_error(baud->shell, -EDOM, "%s: the rate must be 1 to %d baud", text,
				   CONSOLE_RATE_MAX);
	if (!baud->hz)
		return shell_error(baud->shell, -ENODATA,
				   "%s: the clock is unknown: %s; give it with -c HZ", baud->name,
				   baud->why);
	found = console_rate_find(baud->console, baud->hz, rate);
	baud->rate = found.rate;
	baud->wanted = found.divisor;
	if (found.fits)
		return 0;
	if (found.other)
		return shell_error(baud->shell, -ERANGE,
				   "%s: %" PRIu64 " baud cannot be made from %" PRIu64
				   " Hz; the nearest are %" PRIu64 " and %" PRIu64,
				   baud->name, rate, baud->hz, found.rate, found.other);
	return shell_error(baud->shell, -ERANGE,
			   "%s: %" PRIu64 " baud cannot be made from %" PRIu64
			   " Hz; the nearest is %" PRIu64,
			   baud->name, rate, baud->hz, found.rate);
}

int console_baud_back(struct console_baud *baud)
{
	int err = baud_set(baud, (uint32_t)baud->before);

	if (err)
		shell_error(baud->shell, err, "%s: the divisor cannot be set back to %" PRIi64,
			    baud->name, baud->before);
	return err;
}

static int baud_refused(struct console_baud *baud, int result, const struct console_answer *answer)
{
	const char *why = answer->text[0] ? answer->text : "nothing came at that rate";
	int err = console_baud_back(baud);

	if (result == -EIO)
		console_leave(baud->console, answer->failed);
	if (err)
		return err;
	if (result == -EINTR || result == -ECANCELED)
		why = "cancelled";
	if (result != -EIO)
		shell_error(baud->shell, result, "%s: %s; the rate is set back", baud->name, why);
	return result;
}

static int baud_confirm(struct console_baud *baud, unsigned seconds)
{
	struct console_answer answer;
	char what[BAUD_TEXT_MAX];
	unsigned ways = baud->console->ways;
	int err = console_attach(baud->console, CONSOLE_IN);

	if (!err) {
		snprintf(what, sizeof(what), "keep %" PRIu64 " baud", baud->rate);
		err = console_confirm(baud->console, what, seconds, &answer);
		if (err)
			err = baud_refused(baud, err, &answer);
	}
	console_detach(baud->console, CONSOLE_IN & ~ways);
	return err;
}

int console_baud_change(struct console_baud *baud, bool forced, unsigned seconds)
{
	int err;

	shell_printf(baud->shell, "%s: %" PRIu64 " baud from here on, divisor %" PRIu32 "%s\n",
		     baud->name, baud->rate, baud->wanted,
		     forced ? "" : "; set the other side, and press Enter there");
	err = baud_set(baud, baud->wanted);
	if (err)
		return shell_error(baud->shell, err, "%s: the device refuses the divisor %" PRIu32,
				   baud->name, baud->wanted);
	if (!forced)
		err = baud_confirm(baud, seconds);
	if (err == -ECANCELED)
		shell_check_interrupt(baud->shell);
	if (!err)
		shell_printf(baud->shell, "%s: %" PRIu64 " baud\n", baud->name, baud->rate);
	return err == -EINTR ? SHELL_INTERRUPTED : err;
}
