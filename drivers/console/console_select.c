/*
 * Which console: what bootargs and /chosen name, then what the tree holds, then SBI; each step is
 * kept in words.
 * Sources: Devicetree Specification v0.4, 3.3 (aliases) and 3.6 (stdout-path); linux,stdout-path is
 * its name in older trees.
 */
#include "drivers/console/console_select.h"
#include <errno.h>
#include <string.h>
#include "drivers/console/console_private.h"

/* --- who names a node ------------------------------------------------------------------------- */

static void select_property(struct console_scan *scan, enum console_rank rank)
{
	struct dt_node chosen = { scan->tree, scan->tree->chosen };
	const char *name = console_rank_name[rank], *value;
	int len = dt_string(chosen, name, &value);

	if (len <= 0) {
		if (rank == CONSOLE_BY_LINUX_STDOUT)
			return; /* today's trees need no word about a name of the past */
		dt_puts(&scan->text, name);
		dt_puts(&scan->text, len < 0 ? ": not given\n" : ": empty\n");
		return;
	}
	scan->named[rank] = dt_resolve(scan->tree, value, (size_t)len);
	dt_puts(&scan->text, name);
	dt_puts(&scan->text, ": ");
	console_put_value(&scan->text, value, (size_t)len);
	dt_puts(&scan->text, dt_found(scan->named[rank]) ? "\n" : " names no node, going on\n");
}

/* `earlycon` alone: whatever stdout-path is. */
static void select_earlycon(struct console_scan *scan)
{
	struct console_arg *arg = &scan->earlycon;

	if (arg->kind != CONSOLE_ARG_ANY)
		return;
	arg->node = scan->named[CONSOLE_BY_STDOUT];
	if (!dt_found(arg->node))
		arg->node = scan->named[CONSOLE_BY_LINUX_STDOUT];
	arg->kind = dt_found(arg->node) ? CONSOLE_ARG_NODE : CONSOLE_ARG_NONE;
}

static void select_names(struct console_scan *scan)
{
	console_bootargs_read(scan);
	select_property(scan, CONSOLE_BY_STDOUT);
	select_property(scan, CONSOLE_BY_LINUX_STDOUT);
	scan->named[CONSOLE_BY_ALIAS] = dt_resolve(scan->tree, "serial0", strlen("serial0"));
	select_earlycon(scan);
}

/* What /chosen or an alias named and got no row: nodes that no driver knows. */
static void select_tell_unmet(struct console_scan *scan)
{
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		if (dt_found(scan->named[rank]) && !console_row_of(scan->choice, scan->named[rank]))
			console_put_driverless(&scan->text, console_rank_name[rank],
					       scan->named[rank]);
}

/* --- the verdict ------------------------------------------------------------------------------ */

/* Smaller is stronger: the console= that decides, the others, then as the ranks go. */
static int select_order(const struct console_candidate *row)
{
	if (row->rank == CONSOLE_BY_BOOTARGS)
		return 0;
	return row->ways ? 1 : (int)row->rank + 1;
}

/* What only a device can tell, and what a person gave the address of, is not taken unnamed. */
static bool select_usable(const struct console_candidate *row)
{
	if (row->err || row->console.failed)
		return false;
	return row->rank != CONSOLE_BY_SEARCH || row->ways ||
	       (!row->unasked && (dt_found(row->node) || row->console.started));
}

static const char *select_reason(const struct console_choice *choice)
{
	const struct console_candidate *chosen = choice->chosen;

	if (chosen)
		return console_rank_name[chosen->ways ? CONSOLE_BY_BOOTARGS : chosen->rank];
	if (choice->sbi_rank != CONSOLE_RANKS)
		return console_rank_name[choice->sbi_rank];
	return choice->tree ? "no usable UART" : "no tree";
}

static void select_tell_chosen(const struct console_choice *choice, struct dt_text *text)
{
	dt_puts(text, "chosen: ");
	if (choice->chosen)
		console_put_candidate(text, choice->chosen);
	else
		dt_puts(text, "SBI");
	dt_puts(text, " (");
	dt_puts(text, choice->reason);
	dt_puts(text, ")\n");
}

/* Nobody has said which, and there are several. */
static bool select_is_open(const struct console_choice *choice, int usable)
{
	const struct console_candidate *chosen = choice->chosen;

	return chosen && usable > 1 && chosen->rank >= CONSOLE_BY_ALIAS && !chosen->ways;
}

/* Why the others lost, and that it takes a person to say which. */
static void select_tell_others(struct console_choice *choice, int usable, struct dt_text *text)
{
	console_put_lost(text, choice);
	if (choice->hunt || !select_is_open(choice, usable))
		return;
	choice->hunt = true;
	dt_puts(text,
		"hunt: several are usable, and neither bootargs nor stdout-path says which\n");
}

void console_choose(struct console_choice *choice, struct dt_text *text, bool first)
{
	int usable = 0;
	int order = choice->sbi_rank == CONSOLE_BY_BOOTARGS ? 0 : (int)choice->sbi_rank + 1;

	choice->chosen = NULL;
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (!select_usable(row))
			continue;
		usable += !row->unasked;
		if (select_order(row) >= order)
			continue;
		choice->chosen = row;
		order = select_order(row);
	}
	choice->reason = select_reason(choice);
	if (choice->chosen && choice->chosen->ways) {
		choice->chosen->rank = CONSOLE_BY_BOOTARGS;
		choice->chosen->ways = 0; /* chosen is more than output */
	}
	choice->firmware_same = choice->chosen && choice->chosen == choice->firmware;
	if (first)
		select_tell_others(choice, usable, text);
	select_tell_chosen(choice, text); /* last: that is where people look */
}

/* Firmware takes what stdout-path names; where that leads nowhere, what it finds first. */
static struct console_candidate *select_firmware(const struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;
	struct console_candidate *row = console_row_of(choice, scan->named[CONSOLE_BY_STDOUT]);

	if (!row)
		row = console_row_of(choice, scan->named[CONSOLE_BY_LINUX_STDOUT]);
	for (int i = 0; !row && i < choice->candidates; i++)
		if (!choice->candidate[i].err && choice->candidate[i].enabled &&
		    !choice->candidate[i].unasked && dt_found(choice->candidate[i].node))
			row = &choice->candidate[i];
	return row;
}

static void select_on_tree(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;

	select_names(scan);
	console_scan(scan);
	console_name_rows(choice);
	console_bootargs_apply(scan);
	select_tell_unmet(scan);
	console_put_count(&scan->text, choice->disabled, " disabled, left out\n");
	console_put_count(&scan->text, choice->more, " more found no row\n");
	choice->firmware = select_firmware(scan);
}

void console_select(const struct dt_tree *tree, struct console_choice *choice)
{
	struct console_scan scan;

	/* Not all of it: rows and text are many, and written before they are read. */
	choice->tree = tree;
	choice->candidates = choice->more = choice->disabled = choice->memories = 0;
	choice->unasked = 0;
	choice->sbi_ways = 0;
	choice->sbi_rank = CONSOLE_RANKS;
	choice->hunt = false;
	choice->firmware = NULL;
	choice->why_len = 0;
	console_scan_begin(&scan, choice);
	if (tree)
		select_on_tree(&scan);
	console_choose(choice, &scan.text, true);
	dt_flush(&scan.text);
}

struct console_candidate *console_select_next(struct console_choice *choice, int err,
					      const char *why)
{
	struct console_candidate *failed = choice->chosen;
	struct dt_text text;

	if (!failed)
		return NULL;
	failed->err = err;
	failed->why = why;
	failed->unasked = false;
	console_why_begin(choice, &text);
	console_put_candidate(&text, failed);
	dt_puts(&text, " failed: ");
	dt_puts(&text, why ? why : "no reason given");
	dt_putc(&text, '\n');
	console_choose(choice, &text, false);
	dt_flush(&text);
	return choice->chosen;
}

void console_select_no_sbi(struct console_choice *choice)
{
	struct dt_text text;

	choice->sbi_ways = 0;
	if (choice->sbi_rank == CONSOLE_RANKS)
		return;
	choice->sbi_rank = CONSOLE_RANKS;
	console_why_begin(choice, &text);
	dt_puts(&text, "SBI has no console\n");
	console_choose(choice, &text, false);
	dt_flush(&text);
}

void console_select_found(struct console_choice *choice, const struct console *console)
{
	struct dt_text text;

	choice->chosen = console_candidate_of(choice, console);
	choice->firmware_same = choice->chosen && choice->chosen == choice->firmware;
	choice->reason = "a key pressed there";
	console_why_begin(choice, &text);
	select_tell_chosen(choice, &text);
	dt_flush(&text);
}
