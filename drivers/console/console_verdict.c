#include "drivers/console/console_private.h"
/* What became of each console: made of the choice as it is now, so that it never contradicts it. */

/* Why a row is not chosen, by what names it.  */
static const char *const why_not[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs name another one as well",
	[CONSOLE_BY_EARLYCON] = "earlycon names it, but console= names another",
	[CONSOLE_BY_STDOUT] = "stdout-path names it, but bootargs name another",
	[CONSOLE_BY_LINUX_STDOUT] = "only linux,stdout-path names it",
	[CONSOLE_BY_ALIAS] = "only alias serial0 names it",
	[CONSOLE_BY_SEARCH] = "not in bootargs, stdout-path or alias serial0",
};

static const char verdict_until_key[] = "until a key is pressed on one of them";
static const char verdict_output[] = "for output only; the last console= in bootargs is chosen";
static const char verdict_answered[] = "a key was pressed on another console";
const char console_not_probed[] = "not probed: only a probe shows whether it is a console";

/* Why it is used beside the chosen one. */
static struct console_verdict verdict_used(uint8_t ways)
{
	return (struct console_verdict){ "used as well",
					 ways == CONSOLE_OUT ? verdict_output : verdict_until_key };
}

static const char *verdict_why_not(const struct console_choice *choice,
				   const struct console_candidate *row)
{
	if (row->unprobed && row->rank == CONSOLE_BY_SEARCH)
		return console_not_probed;
	if (row->node.offset < 0 && row->rank == CONSOLE_BY_SEARCH)
		return "opened by its address";
	if (dt_found(console_line_device(row)))
		return "left alone: a device is on its line, a child of its node";
	if (choice->answered)
		return verdict_answered;
	if (choice->chosen && choice->chosen->rank == row->rank)
		return "it comes later in the tree";
	return why_not[row->rank];
}

static const char *verdict_why_not_sbi(const struct console_choice *choice)
{
	if (choice->answered)
		return verdict_answered;
	if (choice->sbi_rank != CONSOLE_RANKS)
		return why_not[choice->sbi_rank];
	return "a console that has a driver comes first";
}

struct console_verdict console_verdict(const struct console_choice *choice,
				       const struct console_candidate *row)
{
	uint8_t ways = row ? row->ways : choice->sbi_ways;
	struct console_verdict verdict = { .word = "not chosen" };

	if (row && row->console.failed)
		verdict.why = console_failure(row->console.failed);
	else if (row == choice->chosen)
		verdict = (struct console_verdict){ "chosen", choice->reason };
	else if (row && row->err)
		verdict.why = row->why ? row->why : "refused";
	else if (ways)
		verdict = verdict_used(ways);
	else
		verdict.why = row ? verdict_why_not(choice, row) : verdict_why_not_sbi(choice);
	return verdict;
}

void console_put_chosen(struct dt_text *text, const struct console_choice *choice)
{
	dt_puts(text, "chosen: ");
	if (choice->chosen)
		console_put_candidate(text, choice->chosen);
	else
		dt_puts(text, "SBI");
	dt_puts(text, " (");
	dt_puts(text, choice->reason);
	dt_putc(text, ')');
}
