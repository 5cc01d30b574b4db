/*
 * Applies console= and earlycon= to the rows: which rows they mean, which of them decides, and what
 * the others are for.
 * Source: Linux, Documentation/admin-guide/serial-console.rst (the last is /dev/console, the
 * others only show messages).
 */
#include "drivers/console/console_private.h"
#include <string.h>

/* --- which rows are meant --------------------------------------------------------------------- */

static struct console_candidate *apply_of_driver(struct console_choice *choice,
						 const struct console_driver *driver)
{
	struct console_candidate *found = NULL;

	for (int i = 0; i < choice->candidates; i++)
		if (choice->candidate[i].driver == driver && (!found || found->err))
			found = &choice->candidate[i];
	return found;
}

static bool apply_is_tty(const struct console_candidate *row, const char *tty)
{
	return row && row->driver->tty && strcmp(row->driver->tty, tty) == 0;
}

/* The row of alias serialN if its driver fits, else number N of those that are in the tree. */
static struct console_candidate *apply_of_port(struct console_choice *choice,
					       const struct console_arg *arg)
{
	struct console_candidate *row = console_row_of(choice, arg->node);
	unsigned number = arg->number;

	if (apply_is_tty(row, arg->driver->tty))
		return row;
	for (row = choice->candidate; row < choice->candidate + choice->candidates; row++)
		if (!row->err && dt_found(row->node) && apply_is_tty(row, arg->driver->tty) &&
		    number-- == 0)
			return row;
	return NULL;
}

/* The usable row that @arg means; else NULL, with *@why. */
static struct console_candidate *apply_row(struct console_choice *choice,
					   const struct console_arg *arg, const char **why)
{
	struct console_candidate *row = NULL;

	*why = "there is no such UART; ignored";
	switch (arg->kind) {
	case CONSOLE_ARG_NODE:
		row = console_row_of(choice, arg->node);
		break;
	case CONSOLE_ARG_DRIVER:
		*why = "no enabled node for that driver; ignored";
		row = apply_of_driver(choice, arg->driver);
		break;
	case CONSOLE_ARG_PORT:
		row = apply_of_port(choice, arg);
		break;
	case CONSOLE_ARG_PLACE:
		(void)console_place_row(choice, &arg->place, false, &row, why);
		break;
	default:
		*why = "not a path, alias, driver or port; ignored";
		(void)console_find(choice, arg->name, &row);
	}
	if (row && row->err)
		*why = row->why;
	return row && !row->err ? row : NULL;
}

/* Reports what the row's own lines do not: Linux's names, addresses, and what was not found. */
static void apply_report(struct console_scan *scan, const char *key, const struct console_arg *arg,
			 const struct console_candidate *row, const char *why)
{
	struct dt_text *text = &scan->text;

	if (row && arg->kind <= CONSOLE_ARG_DRIVER)
		return;
	if (arg->kind == CONSOLE_ARG_NODE && !console_row_of(scan->choice, arg->node)) {
		console_put_driverless(text, key, arg->node);
		return;
	}
	dt_puts(text, key);
	dt_puts(text, arg->name);
	dt_puts(text, ": ");
	if (row)
		console_put_candidate(text, row);
	else
		dt_puts(text, why ? why : "refused");
	dt_putc(text, '\n');
}

/* --- who decides ------------------------------------------------------------------------------ */

static bool apply_has_row(const struct console_arg *arg)
{
	return arg->kind >= CONSOLE_ARG_NODE;
}

/* From now on only @arg, which means @row, has the rank of bootargs. */
static void apply_decide(struct console_scan *scan, const struct console_arg *arg,
			 const struct console_candidate *row)
{
	struct console_choice *choice = scan->choice;

	if (arg->kind == CONSOLE_ARG_SBI)
		choice->sbi_rank = CONSOLE_BY_BOOTARGS;
	choice->hunt = arg->kind == CONSOLE_ARG_HUNT;
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *this = &choice->candidate[i];
		bool meant = this == row ||
			     (arg->kind == CONSOLE_ARG_DRIVER && this->driver == arg->driver);

		this->rank = meant ? CONSOLE_BY_BOOTARGS : console_rank(scan, this, false);
	}
}

static void apply_consoles(struct console_scan *scan)
{
	struct console_candidate *row = NULL;
	bool decided = false;
	const char *why;

	for (int i = scan->args - 1; i >= 0; i--) {
		const struct console_arg *arg = &scan->arg[i];

		if (apply_has_row(arg)) {
			row = apply_row(scan->choice, arg, &why);
			apply_report(scan, console_rank_name[CONSOLE_BY_BOOTARGS], arg, row, why);
		}
		if (arg->kind == CONSOLE_ARG_NONE || (apply_has_row(arg) && !row))
			continue;
		if (!decided)
			apply_decide(scan, arg, row);
		else if (arg->kind == CONSOLE_ARG_SBI)
			scan->choice->sbi_ways = CONSOLE_OUT;
		else if (apply_has_row(arg))
			row->ways = CONSOLE_OUT;
		decided = true;
	}
}

static void apply_earlycon(struct console_scan *scan)
{
	const struct console_arg *arg = &scan->earlycon;
	struct console_choice *choice = scan->choice;
	struct console_candidate *row;
	const char *why;

	if (arg->kind == CONSOLE_ARG_SBI && choice->sbi_rank == CONSOLE_RANKS)
		choice->sbi_rank = CONSOLE_BY_EARLYCON;
	if (!apply_has_row(arg))
		return;
	row = apply_row(choice, arg, &why);
	if (arg->node.offset !=
	    scan->named[CONSOLE_BY_STDOUT].offset) /* of which there is a line already */
		apply_report(scan, "bootargs earlycon=", arg, row, why);
	if (row && row->rank > CONSOLE_BY_EARLYCON)
		row->rank = CONSOLE_BY_EARLYCON;
}

void console_bootargs_apply(struct console_scan *scan)
{
	apply_consoles(scan);
	apply_earlycon(scan);
	if (scan->choice->sbi_rank == CONSOLE_BY_BOOTARGS)
		scan->choice->sbi_ways = 0; /* it is more than an output now */
}
