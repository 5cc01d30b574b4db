/*
 * The choice after a probe: names that only a probe could find, and what is used beside consoles
 * whose input may lead nowhere.
 */
#include "drivers/console/console_private.h"
#include "kernel/console/console_sbi.h"

/* Several are sound, and what is chosen is only the first of them. */
static bool again_would_hunt(const struct console_choice *choice)
{
	int sound = 0;

	for (int i = 0; i < choice->candidates; i++)
		sound += console_is_sound(&choice->candidate[i]);
	return sound > 1 && choice->chosen && choice->chosen->rank >= CONSOLE_BY_ALIAS;
}

/* Uses what the probe found beside the chosen one, and SBI's beside what the probe found. */
static void again_mirror(struct console_choice *choice)
{
	struct console_candidate *chosen = choice->chosen;

	if (choice->hunt || again_would_hunt(choice))
		return;
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row != chosen && row->driver->probed && console_is_sound(row))
			row->ways = CONSOLE_BOTH;
	}
	if (chosen && chosen->driver->probed && console_sbi_there())
		choice->sbi_ways = CONSOLE_BOTH;
}

static void again_drop(void *unused, const char *text, size_t len)
{
	(void)unused;
	(void)text;
	(void)len;
}

/* Reads again what names a console; what that says was said before. */
static void again_read_names(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;

	dt_text_init(&scan->text, again_drop, NULL);
	console_bootargs_read(scan);
	console_rank_read(scan);
	console_why_begin(choice, &scan->text);
	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		row->ways = 0;
		row->rank = row->console.instance ? CONSOLE_BY_SEARCH
						  : console_rank(scan, row, true);
	}
}

/* What the probe found: consoles, and devices that did not start, which may be some. */
static void again_report_found(const struct console_choice *choice, int found, struct dt_text *text)
{
	static const char rest[] = " found by the probe\n";

	console_put_count(text, found, "console", rest);
	if (!found) {
		dt_puts(text, "no console");
		dt_puts(text, rest);
	}
	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		if (!row->driver->probed || row->unprobed || !row->err || console_is_none(row))
			continue;
		console_put_candidate(text, row);
		dt_puts(text, "\n  not usable: ");
		dt_puts(text, row->why ? row->why : "refused");
		dt_putc(text, '\n');
	}
}

void console_select_again(struct console_choice *choice, int found)
{
	struct console_scan scan;
	int usable;

	choice->probe = NULL;
	choice->hunt = false;
	choice->sbi_rank = CONSOLE_RANKS;
	choice->sbi_ways = 0;
	console_scan_begin(&scan, choice);
	scan.sbi = console_sbi_there();
	again_read_names(&scan);
	again_report_found(choice, found, &scan.text);
	console_bootargs_apply(&scan);
	if (!scan.sbi)
		choice->sbi_rank = CONSOLE_RANKS;
	usable = console_pick_best(choice);
	if (scan.unsure || (scan.unmet && !scan.decided) || console_is_doubtful(choice))
		again_mirror(choice);
	console_note_mirrors(choice);
	console_settle_choice(choice, usable, &scan.text);
	dt_flush(&scan.text);
}
