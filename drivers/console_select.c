/*
 * Which console: what bootargs and /chosen name, then what the tree holds, then SBI; each step is
 * kept in words.
 * Sources: Devicetree Specification v0.4, 3.3 (aliases) and 3.6 (stdout-path); linux,stdout-path is
 * its name in older trees.
 */
#include "drivers/console_select.h"
#include <errno.h>
#include <string.h>
#include "drivers/console_scan.h"

enum { SELECT_TEXT_MAX = 48 }; /* characters of a value in the text */

/* --- text ------------------------------------------------------------------------------------- */

/* Text that finds no room is dropped, and a mark left at the end. */
static void select_emit(void *context, const char *text, size_t len)
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

static void select_put_value(struct dt_text *text, const char *value, size_t len)
{
	dt_putc(text, '"');
	dt_put_escaped(text, value, len < SELECT_TEXT_MAX ? len : SELECT_TEXT_MAX);
	dt_puts(text, len < SELECT_TEXT_MAX ? "\"" : "...\"");
}

/* --- who names a node ------------------------------------------------------------------------- */

static bool select_same(const char *known, const char *name, size_t len)
{
	return strncmp(known, name, len) == 0 && !known[len];
}

/* By its name, or by a compatible string that it knows. */
static const struct console_driver *select_driver(const char *name, size_t len)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers) {
		if (select_same((*it)->name, name, len))
			return *it;
		for (const char *const *known = (*it)->compatible; *known; known++)
			if (select_same(*known, name, len))
				return *it;
	}
	return NULL;
}

/*
 * What console= asks for: scan->named, scan->driver, or true for SBI. Options may follow a ',' or
 * ':'; but a path can have a ',' of its own, so that is tried whole first.
 */
static bool select_bootargs(struct console_scan *scan)
{
	struct dt_text *text = &scan->text;
	struct dt_node *named = &scan->named[CONSOLE_BY_BOOTARGS];
	char value[DT_PATH_MAX];
	int len = dt_bootarg(scan->tree, "console", value, sizeof(value));
	size_t word;

	if (len < 0) {
		dt_puts(text, len == -ENOENT ? "bootargs console=: not given\n"
					     : "bootargs console=: too long, going on\n");
		return false;
	}
	dt_puts(text, "bootargs console=");
	select_put_value(text, value, (size_t)len);
	word = strcspn(value, ",:");
	if (word == 3 && memcmp(value, "sbi", 3) == 0) {
		dt_putc(text, '\n');
		return true;
	}
	if (word == 4 && memcmp(value, "uart", 4) == 0) {
		dt_puts(text, ": any UART, by what follows\n");
		return false;
	}
	*named = dt_resolve(scan->tree, value, (size_t)len);
	if (!dt_found(*named) && strrchr(value, ','))
		*named = dt_resolve(scan->tree, value, (size_t)(strrchr(value, ',') - value));
	if (!dt_found(*named))
		scan->driver = select_driver(value, word);
	dt_puts(text, dt_found(*named) || scan->driver
			      ? "\n"
			      : ": not a path, alias or driver, going on\n");
	return false;
}

static void select_property(struct console_scan *scan, enum console_rank rank, const char *name)
{
	struct dt_node chosen = { scan->tree, scan->tree->chosen };
	const char *value;
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
	select_put_value(&scan->text, value, (size_t)len);
	dt_puts(&scan->text, dt_found(scan->named[rank]) ? "\n" : " names no node, going on\n");
}

static bool select_names(struct console_scan *scan)
{
	bool sbi = select_bootargs(scan);

	select_property(scan, CONSOLE_BY_STDOUT, "stdout-path");
	select_property(scan, CONSOLE_BY_LINUX_STDOUT, "linux,stdout-path");
	scan->named[CONSOLE_BY_ALIAS] = dt_resolve(scan->tree, "serial0", strlen("serial0"));
	return sbi;
}

/* --- the verdict ------------------------------------------------------------------------------ */

static const struct console_candidate *select_row(const struct console_choice *choice,
						  struct dt_node node)
{
	for (int i = 0; i < choice->candidates; i++)
		if (choice->candidate[i].node.offset == node.offset)
			return &choice->candidate[i];
	return NULL;
}

static void select_tell_driverless(struct console_scan *scan, int rank)
{
	const char *compatible;
	int len = dt_string(scan->named[rank], "compatible", &compatible);

	dt_puts(&scan->text, console_rank_name[rank]);
	dt_puts(&scan->text, len > 0 ? ": no driver is fit for " : ": no compatible");
	if (len > 0)
		select_put_value(&scan->text, compatible, (size_t)len);
	dt_puts(&scan->text, ", going on\n");
}

/* What was named and got no row: nodes that no driver knows, a driver without a node. */
static void select_tell_unmet(struct console_scan *scan)
{
	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		if (dt_found(scan->named[rank]) && !select_row(scan->choice, scan->named[rank]))
			select_tell_driverless(scan, rank);
	if (!scan->driver)
		return;
	for (int i = 0; i < scan->choice->candidates; i++)
		if (scan->choice->candidate[i].driver == scan->driver)
			return;
	dt_puts(&scan->text, "bootargs console=: no enabled node for that driver, going on\n");
}

static void select_tell_count(struct dt_text *text, int count, const char *what)
{
	if (!count)
		return;
	dt_put_dec(text, (uint64_t)count);
	dt_puts(text, what);
}

static void select_tell_chosen(struct console_choice *choice, struct dt_text *text,
			       const char *reason)
{
	choice->reason = reason;
	dt_puts(text, "chosen: ");
	if (choice->chosen)
		console_put_candidate(text, choice->chosen);
	else
		dt_puts(text, "SBI");
	dt_puts(text, " (");
	dt_puts(text, reason);
	dt_puts(text, ")\n");
}

/* The best of what is usable: the strongest rank, then the tree's order. */
static void select_best(struct console_choice *choice, struct dt_text *text)
{
	struct console_candidate *best = NULL;
	int usable = 0;

	for (int i = 0; i < choice->candidates; i++) {
		struct console_candidate *row = &choice->candidate[i];

		if (row->err)
			continue;
		usable++;
		if (!best || row->rank < best->rank)
			best = row;
	}
	choice->chosen = best;
	if (best)
		select_tell_count(text, usable - 1, " more usable, later in the order\n");
	select_tell_chosen(choice, text, best ? console_rank_name[best->rank] : "no usable UART");
}

/* Firmware takes what stdout-path names; where that leads nowhere, what it finds first. */
static bool select_is_firmwares(const struct console_scan *scan)
{
	const struct console_choice *choice = scan->choice;
	const struct console_candidate *row = NULL;

	for (int rank = CONSOLE_BY_STDOUT; !row && rank <= CONSOLE_BY_LINUX_STDOUT; rank++)
		if (dt_found(scan->named[rank]))
			row = select_row(choice, scan->named[rank]);
	for (int i = 0; !row && i < choice->candidates; i++)
		if (!choice->candidate[i].err && choice->candidate[i].enabled)
			row = &choice->candidate[i];
	return choice->chosen && choice->chosen == row;
}

static void select_on_tree(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;
	bool sbi;

	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		scan->named[rank].offset = -ENOENT;
	sbi = select_names(scan);
	console_scan(scan);
	select_tell_unmet(scan);
	select_tell_count(&scan->text, choice->disabled, " disabled, left out\n");
	select_tell_count(&scan->text, choice->more, " more found no row\n");
	if (sbi)
		select_tell_chosen(choice, &scan->text, console_rank_name[CONSOLE_BY_BOOTARGS]);
	else
		select_best(choice, &scan->text);
	choice->firmware_same = select_is_firmwares(scan);
}

void console_select(const struct dt_tree *tree, struct console_choice *choice)
{
	struct console_scan scan = { .tree = tree, .choice = choice };

	/* Not all of it: rows and text are many, and written before they are read. */
	choice->candidates = choice->more = choice->disabled = 0;
	choice->chosen = NULL;
	choice->firmware_same = false;
	choice->why_len = 0;
	dt_text_init(&scan.text, select_emit, choice);
	if (tree)
		select_on_tree(&scan);
	else
		select_tell_chosen(choice, &scan.text, "no tree");
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
	dt_text_init(&text, select_emit, choice);
	console_put_candidate(&text, failed);
	dt_puts(&text, " failed: ");
	dt_puts(&text, why ? why : "no reason given");
	dt_putc(&text, '\n');
	choice->chosen = NULL;
	choice->firmware_same = false;
	select_best(choice, &text);
	dt_flush(&text);
	return choice->chosen;
}
