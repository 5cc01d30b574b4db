/*
 * Devices that only themselves can tell whether they are a console: asked by starting them.
 */
#include "drivers/console/console_private.h"
#include <errno.h>

/* Starts what is behind @row; its err says what came of it. */
static bool ask_row(struct console_candidate *row)
{
	row->unasked = false;
	if (row->console.failed)
		return false; /* it was used, and died: to start it again is for who wants it */
	row->err = console_start(&row->console);
	if (row->err)
		row->why = row->err == -ENODEV ? "it is no console" : console_failure(row->err);
	return !row->err;
}

/* A row for the next console behind the node of @first. False: no more, or no room. */
static bool ask_next(struct console_choice *choice, const struct console_candidate *first,
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
	if (!ask_row(row))
		return false;
	choice->candidates++;
	console_name_row(choice, row);
	return true;
}

/* How many consoles are behind the node of @row, which has answered. */
static int ask_count(struct console_choice *choice, const struct console_candidate *row)
{
	int found = 1;

	while (row->driver->many && found < UINT8_MAX && ask_next(choice, row, found))
		found++;
	return found;
}

/* Gives those of the unasked nodes rows that are consoles, or at least do not say no. */
static int ask_nodes(struct console_choice *choice)
{
	int first = choice->candidates, end = first, found = 0;

	console_scan_unasked(choice);
	for (int i = first; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (ask_row(row) || row->err != -ENODEV)
			choice->candidate[end++] = *row;
	}
	choice->candidates = end;
	for (int i = first; i < end; i++) {
		struct console_candidate *row = &choice->candidate[i];

		console_name_row(choice, row);
		found += row->err ? 0 : ask_count(choice, row);
	}
	return found;
}

int console_ask(struct console_choice *choice)
{
	int found = 0, rows = choice->candidates;
	struct dt_text text;

	for (int i = 0; i < rows; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->unasked && !row->err && ask_row(row))
			found += ask_count(choice, row);
	}
	found += ask_nodes(choice);
	if (choice->chosen || choice->sbi_rank != CONSOLE_RANKS || !found)
		return found;
	console_why_begin(choice, &text);
	console_choose(choice, &text, true);
	dt_flush(&text);
	return found;
}

void console_unasked(struct console_choice *choice)
{
	int first = choice->candidates;

	console_scan_unasked(choice);
	for (int i = first; i < choice->candidates; i++)
		console_name_row(choice, &choice->candidate[i]);
}
