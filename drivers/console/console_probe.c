/*
 * Probing: starts devices (virtio, PCI), because only that shows whether they are consoles.
 */
#include "drivers/console/console_private.h"
#include <errno.h>

/* Starts the device of @row; its err says what came of it. */
static bool probe_row(struct console_candidate *row)
{
	row->unprobed = false;
	if (row->console.failed)
		return false; /* it was used, and failed: `console use` may start it again */
	row->err = console_start(&row->console);
	if (row->err)
		row->why = row->err == -ENODEV ? "it is not a console" : console_failure(row->err);
	return !row->err;
}

/* Whether the node of a probed row may have more consoles: one that does not start is not the last,
 * but where a register faults, all do. */
static bool probe_goes_on(const struct console_candidate *row)
{
	return row->driver->several && row->err != -ENODEV && row->err != -EFAULT;
}

/* Adds a row for console number @instance of the node of @first. False: no more, or no room. */
static bool probe_next(struct console_choice *choice, const struct console_candidate *first,
		       int instance)
{
	struct console_candidate *row = &choice->candidate[choice->candidates];
	struct dt_trail trail;

	if (choice->candidates == CONSOLE_CANDIDATES_MAX || dt_trail(first->node, &trail))
		return false;
	*row = *first;
	row->name[0] = '\0';
	row->rank = CONSOLE_BY_SEARCH;
	row->ways = 0;
	if (console_bind(row->driver, &trail, &row->console, &row->why))
		return false;
	row->console.instance = (uint8_t)instance;
	if (!probe_row(row) && row->err == -ENODEV)
		return false;
	choice->candidates++;
	console_name_row(choice, row);
	return true;
}

/* How many consoles the node of @row has that start; @row is the first, and was probed. */
static int probe_count(struct console_choice *choice, const struct console_candidate *row)
{
	const struct console_candidate *last = row;
	int found = !row->err;

	for (int instance = 1; instance <= UINT8_MAX && probe_goes_on(last); instance++) {
		if (!probe_next(choice, row, instance))
			break;
		last = &choice->candidate[choice->candidates - 1];
		found += !last->err;
	}
	return found;
}

/* Gives rows to those unprobed nodes that are consoles, or that failed in another way. */
static int probe_nodes(struct console_choice *choice)
{
	int first = choice->candidates, end = first, found = 0;

	console_scan_unprobed(choice);
	for (int i = first; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (probe_row(row) || row->err != -ENODEV)
			choice->candidate[end++] = *row;
	}
	choice->candidates = end;
	for (int i = first; i < end; i++) {
		struct console_candidate *row = &choice->candidate[i];

		console_name_row(choice, row);
		found += probe_count(choice, row);
	}
	return found;
}

int console_probe(struct console_choice *choice)
{
	int found = 0, rows = choice->candidates;
	struct dt_text text;

	for (int i = 0; i < rows; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->unprobed && !row->err && (probe_row(row) || row->err))
			found += probe_count(choice, row);
	}
	found += probe_nodes(choice);
	if (choice->probe) {
		console_select_again(choice, found);
		return found;
	}
	if (choice->chosen || choice->sbi_rank != CONSOLE_RANKS || !found)
		return found;
	console_why_begin(choice, &text);
	console_settle_choice(choice, console_pick_best(choice), &text);
	dt_flush(&text);
	return found;
}

void console_add_unprobed(struct console_choice *choice)
{
	int first = choice->candidates;

	console_scan_unprobed(choice);
	for (int i = first; i < choice->candidates; i++)
		console_name_row(choice, &choice->candidate[i]);
}
