#include "drivers/console/console_select.h"
/*
 * Where the console is chosen: what bootargs and /chosen name, then what the tree holds, then SBI.
 */
#include <errno.h>
#include <string.h>
#include "drivers/console/console_private.h"

struct console_choice console_choice;

/* --- the verdict ------------------------------------------------------------------------------ */

/* Smaller is stronger: the console= that decides, then the others, then the ranks in order, then
 * the UARTs that are left alone, then SBI where nothing names it. */
enum { SELECT_LEFT_ALONE = CONSOLE_RANKS + 1, SELECT_SBI };

static int select_order(const struct console_candidate *row)
{
	if (row->rank == CONSOLE_BY_BOOTARGS)
		return 0;
	if (row->ways == CONSOLE_OUT)
		return 1;
	return dt_found(console_line_device(row)) ? SELECT_LEFT_ALONE : (int)row->rank + 1;
}

static int select_order_of_sbi(const struct console_choice *choice)
{
	if (choice->sbi_rank == CONSOLE_RANKS)
		return SELECT_SBI;
	return choice->sbi_rank == CONSOLE_BY_BOOTARGS ? 0 : (int)choice->sbi_rank + 1;
}

/* What nothing names is not taken before it was probed, or if a person opened it by address. */
static bool select_usable(const struct console_candidate *row)
{
	if (row->err || row->console.failed)
		return false;
	return row->rank != CONSOLE_BY_SEARCH || row->ways ||
	       (!row->unprobed && (dt_found(row->node) || row->console.started));
}

static const char *select_reason(const struct console_choice *choice)
{
	const struct console_candidate *chosen = choice->chosen;

	if (chosen)
		return console_rank_name[chosen->rank];
	if (choice->sbi_rank != CONSOLE_RANKS)
		return console_rank_name[choice->sbi_rank];
	return choice->tree ? "no usable UART" : "no tree";
}

/* Several are usable, and nothing names one. */
static bool select_is_open(const struct console_choice *choice, int usable)
{
	const struct console_candidate *chosen = choice->chosen;

	return chosen && usable > 1 && chosen->rank >= CONSOLE_BY_ALIAS && !choice->until_key;
}

int console_pick_best(struct console_choice *choice)
{
	int usable = 0, own;
	int order = select_order_of_sbi(choice);

	choice->chosen = NULL;
	choice->answered = false;
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (!select_usable(row))
			continue;
		own = select_order(row);
		usable += !row->unprobed && own != SELECT_LEFT_ALONE;
		if (own >= order)
			continue;
		choice->chosen = row;
		order = own;
	}
	if (choice->chosen && choice->chosen->ways == CONSOLE_OUT)
		choice->chosen->rank = CONSOLE_BY_BOOTARGS;
	if (choice->chosen)
		choice->chosen->ways = 0; /* it is more than an output now */
	choice->reason = select_reason(choice);
	choice->firmware_same = choice->chosen && choice->chosen == choice->firmware;
	return usable;
}

void console_settle_choice(struct console_choice *choice, int usable, struct dt_text *text)
{
	if (!choice->hunt && select_is_open(choice, usable)) {
		choice->hunt = true;
		dt_puts(text, "hunt: several are usable, and neither bootargs nor stdout-path "
			      "names one\n");
	}
	if (!choice->probe)
		return;
	dt_puts(text, "to be probed first: ");
	dt_puts(text, choice->probe);
	dt_putc(text, '\n');
}

/* --- what a probe may better ------------------------------------------------------------------ */

bool console_is_sound(const struct console_candidate *row)
{
	return select_usable(row) && !row->unprobed && !row->driver->doubtful &&
	       !dt_found(console_line_device(row));
}

bool console_is_doubtful(const struct console_choice *choice)
{
	const struct console_candidate *chosen = choice->chosen;

	if ((chosen ? chosen->rank : choice->sbi_rank) == CONSOLE_BY_BOOTARGS)
		return false;
	for (int i = 0; i < choice->candidates; i++)
		if (console_is_sound(&choice->candidate[i]) && !choice->candidate[i].driver->probed)
			return false;
	return true;
}

void console_note_mirrors(struct console_choice *choice)
{
	choice->until_key = choice->chosen && choice->sbi_ways == CONSOLE_BOTH;
	for (int i = 0; i < choice->candidates; i++)
		choice->until_key |= choice->candidate[i].ways == CONSOLE_BOTH;
}

/* --- from the tree ---------------------------------------------------------------------------- */

/* Firmware takes the node that stdout-path names; where it names none, the first that it finds. */
static struct console_candidate *select_firmware(const struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;
	struct console_candidate *row = console_row_of(choice, scan->named[CONSOLE_BY_STDOUT]);

	if (!row)
		row = console_row_of(choice, scan->named[CONSOLE_BY_LINUX_STDOUT]);
	for (int i = 0; !row && i < choice->candidates; i++)
		if (!choice->candidate[i].err && choice->candidate[i].enabled &&
		    !choice->candidate[i].unprobed && dt_found(choice->candidate[i].node))
			row = &choice->candidate[i];
	return row;
}

static void select_on_tree(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;

	console_bootargs_read(scan);
	console_rank_read(scan);
	console_scan(scan);
	console_name_rows(choice);
	console_bootargs_apply(scan);
	console_rank_report_unmet(scan);
	console_put_count(&scan->text, choice->more, "more UART", ": the list is full\n");
	choice->firmware = select_firmware(scan);
}

void console_select(const struct dt_tree *tree, struct console_choice *choice)
{
	struct console_scan scan;
	int usable;

	/* The rows and the text are large, and are written before they are read: setting them would
	 * cost time. */
	choice->tree = tree;
	choice->candidates = choice->more = choice->memories = 0;
	choice->disabled = (struct console_nodes){ .nodes = 0 };
	memset(choice->unprobed, 0, sizeof(choice->unprobed));
	choice->sbi_ways = 0;
	choice->sbi_rank = CONSOLE_RANKS;
	choice->hunt = choice->until_key = false;
	choice->probe = NULL;
	choice->firmware = NULL;
	choice->why_len = 0;
	choice->why[0] = '\0';
	console_scan_begin(&scan, choice);
	if (tree)
		select_on_tree(&scan);
	usable = console_pick_best(choice);
	if (!choice->probe && console_has_unprobed(choice) && console_is_doubtful(choice))
		choice->probe = "HTIF or SBI is all there is, and may have no input";
	console_settle_choice(choice, usable, &scan.text);
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
	failed->unprobed = false;
	failed->ways = 0;
	console_why_begin(choice, &text);
	console_put_candidate(&text, failed);
	dt_puts(&text, " failed: ");
	dt_puts(&text, why ? why : "no reason given");
	dt_putc(&text, '\n');
	(void)console_pick_best(choice);
	console_note_mirrors(choice); /* the successor may have been the last of them */
	dt_flush(&text);
	return choice->chosen;
}

void console_select_no_sbi(struct console_choice *choice)
{
	struct dt_text text;

	choice->sbi_ways = 0;
	console_note_mirrors(choice);
	if (choice->sbi_rank == CONSOLE_RANKS)
		return;
	choice->sbi_rank = CONSOLE_RANKS;
	console_why_begin(choice, &text);
	dt_puts(&text, "SBI has no console\n");
	(void)console_pick_best(choice);
	dt_flush(&text);
}

void console_select_found(struct console_choice *choice, const struct console *console)
{
	choice->chosen = console_candidate_of(choice, console);
	choice->answered = true;
	for (int i = 0; i < choice->candidates; i++)
		if (choice->candidate[i].ways == CONSOLE_BOTH)
			choice->candidate[i].ways = 0;
	if (choice->sbi_ways == CONSOLE_BOTH)
		choice->sbi_ways = 0;
	choice->until_key = false;
	choice->firmware_same = choice->chosen && choice->chosen == choice->firmware;
	choice->reason = "a key pressed there";
}
