/*
 * The nodes of a tree that console drivers know: one walk, with the trail of ancestors kept on the
 * way, for looking it up at each node would make the search quadratic.
 * Source: Devicetree Specification v0.4, 2.3.1 (compatible: the most specific string first).
 */
#include "drivers/console/console_private.h"
#include <errno.h>
#include <string.h>

/* --- drivers by compatible -------------------------------------------------------------------- */

/* Most strings of a tree are sorted out by a hash of their first characters. */
enum {
	SCAN_KEY_MIN = 4, /* characters; no shorter compatible is known to anybody */
	SCAN_SEVERAL = UINT8_MAX,
};

static uint8_t *scan_slot(struct console_scan *scan, const char *text)
{
	unsigned key = (unsigned)text[0] * 65 + (unsigned)text[1] * 33 + (unsigned)text[2] +
		       (unsigned)text[3] * 37;

	return &scan->drivers[key % sizeof(scan->drivers)];
}

static void scan_hash(struct console_scan *scan)
{
	const struct console_driver *const *it;
	unsigned number = 1;

	memset(scan->drivers, 0, sizeof(scan->drivers));
	SET_FOREACH (it, console_drivers) {
		TEXTS_FOREACH (known, (*it)->compatible) {
			uint8_t *slot = scan_slot(scan, known);

			*slot = (uint8_t)(*slot && *slot != number ? SCAN_SEVERAL : number);
		}
		number++;
	}
}

/* The copy of @text, of at least SCAN_KEY_MIN characters, in the list of its driver, *@driver. */
static const char *scan_find(struct console_scan *scan, const char *text, size_t len,
			     const struct console_driver **driver)
{
	const struct console_driver *const *it;
	unsigned slot = *scan_slot(scan, text), number = 1;
	const char *match = NULL;

	if (!slot)
		return NULL;
	SET_FOREACH (it, console_drivers) {
		if (slot != number++ && slot != SCAN_SEVERAL)
			continue;
		*driver = *it;
		match = texts_find((*it)->compatible, text, len);
		if (match)
			break;
	}
	return match;
}

/* --- one candidate ---------------------------------------------------------------------------- */

static bool scan_means(const struct console_arg *arg, const struct console_candidate *row)
{
	return (arg->kind == CONSOLE_ARG_NODE && arg->node.offset == row->node.offset) ||
	       (arg->kind == CONSOLE_ARG_DRIVER && arg->driver == row->driver);
}

enum console_rank console_scan_rank(const struct console_scan *scan,
				    const struct console_candidate *row)
{
	if (scan_means(&scan->earlycon, row))
		return CONSOLE_BY_EARLYCON;
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		if (dt_found(row->node) && scan->named[rank].offset == row->node.offset)
			return (enum console_rank)rank;
	return CONSOLE_BY_SEARCH;
}

static enum console_rank scan_rank(const struct console_scan *scan,
				   const struct console_candidate *row)
{
	for (int i = 0; i < scan->args; i++)
		if (scan_means(&scan->arg[i], row))
			return CONSOLE_BY_BOOTARGS;
	return console_scan_rank(scan, row);
}

/* Its node itself is named, by more than an alias: it gets a row, usable or not. */
static bool scan_is_named(const struct console_scan *scan, const struct console_candidate *row)
{
	int node = row->node.offset;

	for (int i = 0; i < scan->args; i++)
		if (scan->arg[i].kind == CONSOLE_ARG_NODE && scan->arg[i].node.offset == node)
			return true;
	return scan->named[CONSOLE_BY_STDOUT].offset == node ||
	       scan->named[CONSOLE_BY_LINUX_STDOUT].offset == node ||
	       (scan->earlycon.kind == CONSOLE_ARG_NODE && scan->earlycon.node.offset == node);
}

/* Whether @row, so far a node and a driver, is to be bound now. */
static bool scan_wants(struct console_scan *scan, struct console_candidate *row)
{
	if (scan->unasked)
		return row->driver->asks && !console_row_of(scan->choice, row->node);
	row->rank = scan_rank(scan, row);
	if (!row->driver->asks || row->rank != CONSOLE_BY_SEARCH)
		return true;
	scan->choice->unasked++;
	return false;
}

/*
 * Tries the node's strings until one leads to a driver that can use it. False when no driver knows
 * any; else @candidate holds the last one tried.
 */
static bool scan_match(struct console_scan *scan, const char *list, uint32_t len,
		       struct console_candidate *candidate)
{
	const struct console_driver *tried = NULL;
	const char *end = list + len;
	bool bound = false;
	size_t n;

	for (; list < end; list += n + 1) {
		const struct console_driver *driver = NULL;
		const char *match = NULL;

		n = strnlen(list, (size_t)(end - list));
		if (n >= SCAN_KEY_MIN)
			match = scan_find(scan, list, n, &driver);
		if (!match || driver == tried)
			continue;
		tried = driver;
		candidate->node = dt_trail_node(&scan->trail);
		candidate->driver = driver;
		if (!scan_wants(scan, candidate))
			continue;
		bound = true;
		candidate->compatible = match;
		candidate->why = NULL;
		candidate->err = console_bind(driver, &scan->trail, &candidate->console,
					      &candidate->why);
		if (!candidate->err)
			break;
	}
	return bound;
}

/* --- the walk --------------------------------------------------------------------------------- */

/* Rows that must stay free for named nodes behind @node. */
static int scan_kept_free(const struct console_scan *scan, struct dt_node node)
{
	int rows = 0;

	for (int i = 0; i < scan->args; i++)
		rows += scan->arg[i].kind == CONSOLE_ARG_NODE &&
			scan->arg[i].node.offset > node.offset;
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		rows += scan->named[rank].offset > node.offset;
	return rows;
}

/* A free row for @node, or NULL. */
static struct console_candidate *scan_row(struct console_scan *scan, struct dt_node node)
{
	struct console_choice *choice = scan->choice;

	if (choice->candidates + scan_kept_free(scan, node) >= CONSOLE_CANDIDATES_MAX) {
		choice->more++;
		return NULL;
	}
	return &choice->candidate[choice->candidates++];
}

static void scan_node(struct console_scan *scan, const char *list, uint32_t len)
{
	struct console_candidate candidate, *row; /* most nodes are no UART: not cleared yet */

	if (!scan_match(scan, list, len, &candidate))
		return;
	candidate.ways = 0;
	candidate.name[0] = '\0';
	candidate.unasked = candidate.driver->asks;
	candidate.rank = scan_rank(scan, &candidate);
	candidate.enabled = dt_enabled(&scan->trail, NULL);
	/* Only a person's word counts for more than the tree's. */
	if (!candidate.enabled && candidate.rank != CONSOLE_BY_BOOTARGS) {
		candidate.err = -ENODEV;
		candidate.why = "it, or a bus above it, is disabled";
	}
	if (candidate.enabled || scan_is_named(scan, &candidate)) {
		row = scan_row(scan, candidate.node);
		if (!row)
			return;
		*row = candidate;
		if (!scan->unasked)
			console_put_row(&scan->text, scan->choice, &scan->trail, row);
		return;
	}
	scan->choice->disabled++;
	if (candidate.rank == CONSOLE_BY_ALIAS)
		scan->named[CONSOLE_BY_ALIAS].offset = -ENODEV; /* no need to wonder why */
}

static void scan_prop(struct console_scan *scan, const struct dt_cursor *cursor, bool *seen)
{
	static const char memory[] = "memory";
	struct console_choice *choice = scan->choice;

	if (!*seen && strcmp(cursor->name, "compatible") == 0) {
		*seen = true;
		scan_node(scan, (const char *)cursor->value, cursor->len);
	} else if (cursor->len == sizeof(memory) && strcmp(cursor->name, "device_type") == 0 &&
		   memcmp(cursor->value, memory, sizeof(memory)) == 0 && cursor->depth == 1 &&
		   !scan->unasked && choice->memories < CONSOLE_MEMORY_MAX) {
		choice->memory[choice->memories++] = cursor->node;
	}
}

static void scan_walk(struct console_scan *scan)
{
	struct dt_cursor cursor;
	enum dt_event event;
	bool seen = true; /* the node's compatible: the first one counts */

	dt_walk(&cursor, dt_root(scan->tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_PROP && (cursor.name[0] == 'c' || cursor.name[0] == 'd'))
			scan_prop(scan, &cursor, &seen);
		if (event != DT_NODE)
			continue;
		/* A cpu's reg is a hart's number; and deeper than a trail nothing is usable. */
		if (cursor.node == scan->tree->cpus || cursor.depth >= DT_DEPTH_MAX) {
			dt_skip(&cursor);
			continue;
		}
		seen = false;
		scan->trail.depth = cursor.depth;
		scan->trail.node[cursor.depth] = cursor.node;
	}
}

void console_scan_begin(struct console_scan *scan, struct console_choice *choice)
{
	/* Not all of it: it is large, and each part is written before it is read. */
	scan->tree = choice->tree;
	scan->choice = choice;
	scan->args = 0;
	scan->earlycon.kind = CONSOLE_ARG_NONE;
	scan->unasked = false;
	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		scan->named[rank].offset = -ENOENT;
	console_why_begin(choice, &scan->text);
}

static void scan_refuse_ram(struct console_scan *scan, struct console_candidate *row)
{
	if (row->err)
		return;
	console_refuse_ram(scan->choice, row);
	if (!row->err)
		return;
	console_put_candidate(&scan->text, row);
	dt_puts(&scan->text, " refused: ");
	dt_puts(&scan->text, row->why);
	dt_putc(&scan->text, '\n');
}

void console_scan(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;
	int first = choice->candidates;

	scan->trail.tree = scan->tree;
	scan_hash(scan);
	scan_walk(scan);
	for (int i = first; i < choice->candidates; i++)
		scan_refuse_ram(scan, &choice->candidate[i]);
}

void console_scan_unasked(struct console_choice *choice)
{
	struct console_scan scan;
	int disabled = choice->disabled;

	if (!choice->tree || !choice->unasked)
		return;
	console_scan_begin(&scan, choice);
	scan.unasked = true;
	console_scan(&scan);
	dt_flush(&scan.text);
	choice->disabled = disabled;
	choice->unasked = 0;
}
