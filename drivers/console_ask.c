/*
 * Devices that only themselves can tell whether they are a console: asked by starting them.
 */
#include "drivers/console_scan.h"
#include <errno.h>
#include <string.h>

static const char ask_none[] = "it is no console";

/* Nobody holds on to its place. */
static bool ask_can_move(const struct console_candidate *row)
{
	const struct console *console = &row->console;

	return !console->ways && !console->ring && !console->irq.chip;
}

static struct console_candidate *ask_after(struct console_candidate *pointer,
					   const struct console_candidate *dropped)
{
	return pointer && pointer > dropped ? pointer - 1 : pointer;
}

/* Takes @row out, unless that would move a console that is in use: false. */
static bool ask_drop(struct console_choice *choice, struct console_candidate *row)
{
	struct console_candidate *end = choice->candidate + choice->candidates;

	if (row == choice->chosen || row == choice->firmware)
		return false;
	for (const struct console_candidate *other = row + 1; other < end; other++)
		if (!ask_can_move(other))
			return false;
	memmove(row, row + 1, (size_t)(end - row - 1) * sizeof(*row));
	choice->candidates--;
	choice->chosen = ask_after(choice->chosen, row);
	choice->firmware = ask_after(choice->firmware, row);
	return true;
}

/* The next console behind the node of @first, in a row of its own; NULL: no more, or no room. */
static struct console_candidate *ask_further(struct console_choice *choice,
					     const struct console_candidate *first, int instance)
{
	struct console_candidate *row = &choice->candidate[choice->candidates];
	struct dt_trail trail;

	if (choice->candidates == CONSOLE_CANDIDATES_MAX || dt_trail(first->node, &trail))
		return NULL;
	*row = *first;
	row->name[0] = '\0';
	row->rank = CONSOLE_BY_SEARCH;
	row->ways = 0;
	if (console_bind(row->driver, &trail, &row->console, &row->why))
		return NULL;
	row->console.instance = (uint8_t)instance;
	if (console_start(&row->console))
		return NULL;
	choice->candidates++;
	console_name_row(choice, row);
	return row;
}

/* How many consoles are behind the row's node. */
static int ask_row(struct console_choice *choice, struct console_candidate *row)
{
	int found = 0;

	row->err = console_start(&row->console);
	row->unasked = false;
	if (row->err) {
		row->why = row->err == -ENODEV ? ask_none : "it does not answer";
		return 0;
	}
	do
		found++;
	while (row->driver->many && found < UINT8_MAX && ask_further(choice, row, found));
	return found;
}

int console_ask(struct console_choice *choice)
{
	int found = 0, asked = choice->candidates;
	struct dt_text text;

	for (int i = 0; i < asked; i++)
		if (choice->candidate[i].unasked && !choice->candidate[i].err)
			found += ask_row(choice, &choice->candidate[i]);
	for (int i = asked - 1; i >= 0; i--)
		if (choice->candidate[i].why == ask_none)
			(void)ask_drop(choice, &choice->candidate[i]);
	if (choice->chosen || choice->sbi_rank != CONSOLE_RANKS || !found)
		return found;
	console_why_begin(choice, &text);
	console_choose(choice, &text, true);
	dt_flush(&text);
	return found;
}
