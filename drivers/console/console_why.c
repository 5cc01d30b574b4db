/*
 * What is said about the choice of the console.
 */
#include "drivers/console/console_private.h"
#include <string.h>

enum {
	WHY_VALUE_MAX = 48, /* characters of a value in the text */
	WHY_PATH_MAX = 160, /* of a path */
	WHY_LOST_MAX = CONSOLE_WHY_MAX - 300,
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

/* Why a row lost, by who names it. */
static const char *const why_lost[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs name another, too",
	[CONSOLE_BY_EARLYCON] = "earlycon is weaker than console=",
	[CONSOLE_BY_STDOUT] = "stdout-path is weaker than bootargs",
	[CONSOLE_BY_LINUX_STDOUT] = "linux,stdout-path is weaker than stdout-path and bootargs",
	[CONSOLE_BY_ALIAS] = "alias serial0 is weaker than stdout-path and bootargs",
	[CONSOLE_BY_SEARCH] = "nothing names it",
};

/* Text that finds no room is dropped, and a mark left at the end. */
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
	dt_puts(text, row->driver->name);
	dt_puts(text, " at ");
	dt_put_hex(text, row->console.regs.base);
}

static void why_put_path(struct dt_text *text, const struct dt_trail *trail)
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
	why_put_path(text, trail);
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
	dt_puts(text, row->enabled || row->err
			      ? "\n"
			      : "\n  disabled, or a bus above is; used, for bootargs name it\n");
}

void console_put_count(struct dt_text *text, int count, const char *what)
{
	if (!count)
		return;
	dt_put_dec(text, (uint64_t)count);
	dt_puts(text, what);
}

const char *console_lost(const struct console_choice *choice, const struct console_candidate *row)
{
	const struct console_candidate *chosen = choice->chosen;

	if (row == chosen)
		return NULL;
	if (row->err)
		return row->why ? row->why : "refused";
	if (row->ways)
		return "output only: a later console= decides";
	if (row->unasked && row->rank == CONSOLE_BY_SEARCH)
		return "only the device can tell, and it was not asked";
	if (row->node.offset < 0 && row->rank == CONSOLE_BY_SEARCH)
		return "opened by its address";
	if (chosen && chosen->rank == row->rank)
		return "later in the tree";
	return why_lost[row->rank];
}

void console_put_driverless(struct dt_text *text, const char *who, struct dt_node node)
{
	const char *known = console_known(node), *compatible;
	int len = dt_string(node, "compatible", &compatible);

	dt_puts(text, who);
	if (known) {
		compatible = known;
		len = (int)strlen(known);
		dt_puts(text, ": known, not driven: ");
	} else {
		dt_puts(text, len > 0 ? ": no driver is fit for " : ": no compatible");
	}
	if (len > 0)
		console_put_value(text, compatible, (size_t)len);
	dt_puts(text, ", going on\n");
}

void console_put_lost(struct dt_text *text, const struct console_choice *choice)
{
	int untold = 0;

	for (int i = 0; i < choice->candidates; i++) {
		const struct console_candidate *row = &choice->candidate[i];

		if (row == choice->chosen || row->err)
			continue;
		if (choice->why_len + text->used > WHY_LOST_MAX) {
			untold++;
		} else {
			dt_puts(text, row->name);
			dt_puts(text, " lost: ");
			dt_puts(text, console_lost(choice, row));
			dt_putc(text, '\n');
		}
	}
	if (choice->sbi_ways)
		dt_puts(text, "sbi lost: output only: a later console= decides\n");
	console_put_count(text, untold, " more usable, later in the order\n");
	console_put_count(text, choice->unasked, " not asked: only the device can tell\n");
}
