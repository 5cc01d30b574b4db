/*
 * The choice of the console in words, for `console why`.
 */
#include "drivers/console/console_private.h"
#include <string.h>

enum {
	WHY_VALUE_MAX = 48, /* characters of a value in the text */
	WHY_PATH_MAX = 160, /* of a path */
	WHY_OTHERS_MAX = CONSOLE_WHY_MAX - 300,
	WHY_ROWS_MAX = CONSOLE_WHY_MAX - 900, /* bytes; the rest is for the verdict */
};

const char *const console_rank_name[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs console=",
	[CONSOLE_BY_EARLYCON] = "bootargs earlycon",
	[CONSOLE_BY_STDOUT] = "stdout-path",
	[CONSOLE_BY_LINUX_STDOUT] = "linux,stdout-path",
	[CONSOLE_BY_ALIAS] = "alias serial0",
	[CONSOLE_BY_SEARCH] = "first enabled",
};

/* Why a row is not chosen, by what names it. With a name before it, a line must fit a terminal. */
static const char *const why_not[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs name another one as well",
	[CONSOLE_BY_EARLYCON] = "earlycon names it, but console= names another",
	[CONSOLE_BY_STDOUT] = "stdout-path names it, but bootargs name another",
	[CONSOLE_BY_LINUX_STDOUT] = "only linux,stdout-path names it",
	[CONSOLE_BY_ALIAS] = "only alias serial0 names it",
	[CONSOLE_BY_SEARCH] = "not in bootargs, stdout-path or alias serial0",
};

/* Text for which there is no room is dropped, and the end is marked. */
static void why_emit(void *context, const char *text, size_t len)
{
	static const char mark[] = "...\n";
	struct console_choice *choice = context;
	size_t room = sizeof(choice->why) - 1 - choice->why_len;
	size_t taken = len < room ? len : room;

	memcpy(choice->why + choice->why_len, text, taken);
	choice->why_len += taken;
	if (taken < len)
		memcpy(choice->why + choice->why_len - (sizeof(mark) - 1), mark, sizeof(mark) - 1);
	choice->why[choice->why_len] = '\0';
}

void console_why_begin(struct console_choice *choice, struct dt_text *text)
{
	dt_text_init(text, why_emit, choice);
}

void console_put_value(struct dt_text *text, const char *value, size_t len)
{
	dt_putc(text, '"');
	dt_put_escaped(text, value, len < WHY_VALUE_MAX ? len : WHY_VALUE_MAX);
	dt_puts(text, len < WHY_VALUE_MAX ? "\"" : "...\"");
}

void console_put_candidate(struct dt_text *text, const struct console_candidate *row)
{
	dt_puts(text, row->console.name);
	dt_puts(text, " at ");
	dt_put_hex(text, row->console.regs.base);
}

void console_put_path(struct dt_text *text, const struct dt_trail *trail)
{
	size_t room = WHY_PATH_MAX;

	for (int i = 1; i <= trail->depth; i++) {
		const char *name = dt_name((struct dt_node){ trail->tree, trail->node[i] });
		size_t len = strlen(name);

		if (len >= room) {
			dt_puts(text, "/...");
			return;
		}
		dt_putc(text, '/');
		dt_put_escaped(text, name, len);
		room -= len + 1;
	}
}

static void why_put_regs(struct dt_text *text, const struct regs *regs)
{
	dt_puts(text, ", ");
	dt_put_hex(text, regs->base);
	dt_puts(text, " shift ");
	dt_put_dec(text, regs->shift);
	dt_puts(text, " width ");
	dt_put_dec(text, regs->width);
	if (regs->big_endian)
		dt_puts(text, " big-endian");
}

void console_put_row(struct dt_text *text, const struct console_choice *choice,
		     const struct dt_trail *trail, const struct console_candidate *row)
{
	if (choice->why_len + text->used > WHY_ROWS_MAX)
		return;
	console_put_path(text, trail);
	if (row->rank != CONSOLE_BY_SEARCH) {
		dt_puts(text, ": ");
		dt_puts(text, console_rank_name[row->rank]);
	}
	dt_puts(text, "\n  ");
	dt_puts(text, row->compatible);
	dt_puts(text, ": driver ");
	dt_puts(text, row->driver->name);
	if (row->err) {
		dt_puts(text, ", not usable: ");
		dt_puts(text, row->why ? row->why : "refused");
	} else {
		why_put_regs(text, &row->console.regs);
	}
	dt_puts(text, row->enabled || row->err ? "\n"
					       : "\n  it, or a bus above it, is disabled; used "
						 "because bootargs name it\n");
}

void console_put_count(struct dt_text *text, int count, const char *what, const char *rest)
{
	if (!count)
		return;
	dt_put_dec(text, (uint64_t)count);
	dt_putc(text, ' ');
	dt_puts(text, what);
	if (count > 1)
		dt_putc(text, 's');
	dt_puts(text, rest);
}

/* --- why not ---------------------------------------------------------------------------------- */

const char console_not_probed[] = "not probed: only a probe shows whether it is a console";
static const char why_used_too[] = "used as well, until a key is pressed on one of them";
static const char why_output_only[] = "for output only; the last console= in bootargs is chosen";

const char *console_why_not(const struct console_choice *choice,
			    const struct console_candidate *row)
{
	const struct console_candidate *chosen = choice->chosen;

	if (row == chosen)
		return NULL;
	if (row->err)
		return row->why ? row->why : "refused";
	if (row->ways)
		return row->ways == CONSOLE_OUT ? why_output_only : why_used_too;
	if (choice->answered)
		return "a key was pressed on another console";
	if (row->unprobed && row->rank == CONSOLE_BY_SEARCH)
		return console_not_probed;
	if (row->node.offset < 0 && row->rank == CONSOLE_BY_SEARCH)
		return "opened by its address";
	if (dt_found(console_line_device(row)))
		return "left alone: a device is on its line, a child of its node";
	if (chosen && chosen->rank == row->rank)
		return "it comes later in the tree";
	return why_not[row->rank];
}

void console_put_driverless(struct dt_text *text, const char *who, struct dt_node node)
{
	const struct console_undriven *known = console_undriven(node);
	const char *compatible;
	int len = dt_string(node, "compatible", &compatible);

	dt_puts(text, who);
	dt_puts(text, ": ");
	if (known) {
		console_put_undriven(text, known);
	} else if (len > 0) {
		dt_puts(text, "no driver for ");
		console_put_value(text, compatible, (size_t)len);
	} else {
		dt_puts(text, "the node has no compatible");
	}
	dt_puts(text, "; ignored\n");
}

const char *console_why_not_sbi(const struct console_choice *choice)
{
	if (!choice->chosen)
		return NULL;
	if (choice->sbi_ways)
		return choice->sbi_ways == CONSOLE_OUT ? why_output_only : why_used_too;
	if (choice->answered)
		return "a key was pressed on another console";
	if (choice->sbi_rank != CONSOLE_RANKS)
		return why_not[choice->sbi_rank];
	return "a console that has a driver comes first";
}

static void why_put_not_chosen(struct dt_text *text, const char *name, const char *why)
{
	dt_puts(text, name);
	dt_puts(text, ": not chosen: ");
	dt_puts(text, why);
	dt_putc(text, '\n');
}

void console_put_others(struct dt_text *text, const struct console_choice *choice)
{
	int left = 0;

	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		if (row == choice->chosen || row->err)
			continue;
		if (choice->why_len + text->used > WHY_OTHERS_MAX)
			left++;
		else
			why_put_not_chosen(text, row->name, console_why_not(choice, row));
	}
	if (choice->sbi_ways)
		why_put_not_chosen(text, "sbi", console_why_not_sbi(choice));
	console_put_count(text, left, "more UART", " not chosen\n");
}
