/*
 * Consoles by Linux's numbers: ttyS1, hvc0.
 *
 * An alias serialN gives its node number N. All others get the lowest free numbers, those of the
 * tree first, in its order; then those that a probe found, because they are on buses that Linux
 * looks at later.
 * Sources: Linux 6.12, drivers/tty/serial/8250/8250_of.c (aliases), 8250_core.c
 * (serial8250_find_match_or_unused: a free line for a port on PCI), drivers/tty/hvc/hvc_console.c
 * and drivers/char/virtio_console.c (hvc: in the order in which they are found).
 */
#include "drivers/console/console_private.h"
#include <string.h>

static bool linux_is_port(const struct console_candidate *row, const char *tty)
{
	return row && !row->err && !row->unprobed && dt_found(row->node) && row->console.tty &&
	       strcmp(row->console.tty, tty) == 0;
}

/* The number in "serialN"; -1: it is another name. */
static int linux_alias(const char *name)
{
	static const char serial[] = "serial";
	int number = 0;

	if (strncmp(name, serial, strlen(serial)) != 0 || !name[strlen(serial)])
		return -1;
	for (name += strlen(serial); *name; name++) {
		if (*name < '0' || *name > '9' || number > CONSOLE_PORT_MAX)
			return -1;
		number = number * 10 + (*name - '0');
	}
	return number;
}

/* An alias has given that number to a row. */
static bool linux_is_taken(const struct console_choice *choice, const char *tty, int number)
{
	for (int i = 0; i < choice->candidates; i++)
		if (linux_is_port(&choice->candidate[i], tty) &&
		    linux_alias(choice->candidate[i].name) == number)
			return true;
	return false;
}

/* Rows in the order in which Linux finds them. */
static uint64_t linux_order(const struct console_candidate *row)
{
	uint64_t late = row->driver->probed ? UINT64_C(1) << 63 : 0;

	return late | (uint64_t)row->node.offset << 8 | row->console.instance;
}

/* The first row without an alias' number after @order, NULL: there are no more. */
static struct console_candidate *linux_next(struct console_choice *choice, const char *tty,
					    const struct console_candidate *after)
{
	struct console_candidate *next = NULL;

	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (!linux_is_port(row, tty) || linux_alias(row->name) >= 0 ||
		    (after && linux_order(row) <= linux_order(after)))
			continue;
		if (!next || linux_order(row) < linux_order(next))
			next = row;
	}
	return next;
}

struct console_candidate *console_linux_port(struct console_choice *choice,
					     const struct console_arg *arg, int number)
{
	struct console_candidate *row = console_row_of(choice, arg->node);

	if (number == (int)arg->number && linux_is_port(row, arg->tty))
		return row;
	row = linux_next(choice, arg->tty, NULL);
	for (int at = 0; row; at++) {
		if (linux_is_taken(choice, arg->tty, at))
			continue;
		if (at == number)
			return row;
		row = linux_next(choice, arg->tty, row);
	}
	return NULL;
}
