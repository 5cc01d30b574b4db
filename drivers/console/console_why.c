/*
 * The choice of the console in words, for `console why`.
 */
#include "drivers/console/console_private.h"
#include <string.h>

enum {
	WHY_VALUE_MAX = 48,                   /* characters of a value in the text */
	WHY_PATH_MAX = 160,                   /* of a path */
	WHY_ROWS_MAX = CONSOLE_WHY_MAX - 600, /* bytes; the rest is for what comes after them */
};

const char *const console_rank_name[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs console=",
	[CONSOLE_BY_EARLYCON] = "bootargs earlycon",
	[CONSOLE_BY_STDOUT] = "stdout-path",
	[CONSOLE_BY_LINUX_STDOUT] = "linux,stdout-path",
	[CONSOLE_BY_ALIAS] = "alias serial0",
	[CONSOLE_BY_SEARCH] = "first enabled",
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

/* --- without a driver ------------------------------------------------------------------------- */

void console_put_no_driver(struct dt_text *text, struct dt_node node)
{
	const struct console_undriven *known = console_undriven(node);
	const char *compatible;
	int len = dt_string(node, "compatible", &compatible);

	if (known) {
		console_put_undriven(text, known);
	} else if (len > 0) {
		dt_puts(text, "no driver for ");
		console_put_value(text, compatible, (size_t)len);
	} else {
		dt_puts(text, "the node has no compatible");
	}
}

void console_put_driverless(struct dt_text *text, const char *who, struct dt_node node)
{
	dt_puts(text, who);
	dt_puts(text, ": ");
	console_put_no_driver(text, node);
	dt_puts(text, "; ignored\n");
}
