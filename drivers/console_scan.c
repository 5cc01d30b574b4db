/*
 * The nodes of a tree that console drivers know: one walk, with the trail of ancestors kept on the
 * way, for looking it up at each node would make the search quadratic.
 * Source: Devicetree Specification v0.4, 2.3.1 (compatible: the most specific string first).
 */
#include "drivers/console_scan.h"
#include <errno.h>
#include <string.h>

/* --- drivers by compatible -------------------------------------------------------------------- */

/*
 * Most strings of a tree are sorted out by a hash of a few of their characters, one bit each. The
 * ends tell more than the beginnings: those are the same for all parts of one maker.
 */
enum {
	SCAN_KEY_MIN = 4, /* characters; no shorter compatible is known to anybody */
	SCAN_KEYS = 512,  /* bits */
};

static unsigned scan_key(const char *text, size_t len)
{
	return ((unsigned)text[0] * 5 + (unsigned)text[len - 2] * 3 + (unsigned)text[len - 1] * 19 +
		(unsigned)len * 17) %
	       SCAN_KEYS;
}

static void scan_set_keys(struct console_scan *scan)
{
	const struct console_driver *const *it;
	unsigned key;

	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++) {
			key = scan_key(*known, strlen(*known));
			scan->keys[key / 64] |= UINT64_C(1) << key % 64;
		}
}

static bool scan_has_key(const struct console_scan *scan, const char *text, size_t len)
{
	unsigned key = scan_key(text, len);

	return scan->keys[key / 64] >> key % 64 & 1;
}

/* The driver that knows @text, of at least SCAN_KEY_MIN characters, and in *@match its copy. */
static const struct console_driver *scan_driver(const char *text, size_t len, const char **match)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++) {
			if ((*known)[0] != text[0] || (*known)[3] != text[3] ||
			    strncmp(*known, text, len) != 0 || (*known)[len])
				continue;
			*match = *known;
			return *it;
		}
	return NULL;
}

/* --- one candidate ---------------------------------------------------------------------------- */

/*
 * Tries the node's strings until one leads to a driver that can use it. False when no driver knows
 * any; else @candidate holds the last one tried.
 */
static bool scan_match(struct console_scan *scan, const char *list, uint32_t len,
		       struct console_candidate *candidate)
{
	const struct console_driver *tried = NULL;
	const char *end = list + len;
	size_t n;

	for (; list < end; list += n + 1) {
		const struct console_driver *driver = NULL;
		const char *match;

		n = strnlen(list, (size_t)(end - list));
		if (n >= SCAN_KEY_MIN && scan_has_key(scan, list, n))
			driver = scan_driver(list, n, &match);
		if (!driver || driver == tried)
			continue;
		tried = driver;
		/* Only now: most nodes are no UART, and clearing a row costs a thousand turns. */
		*candidate = (struct console_candidate){
			.node = dt_trail_node(&scan->trail),
			.driver = driver,
			.compatible = match,
			.unasked = driver->asks,
		};
		candidate->err = console_bind(driver, &scan->trail, &candidate->console,
					      &candidate->why);
		if (!candidate->err)
			break;
	}
	return tried != NULL;
}

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

/* Puts @row behind those of its kind: the unasked ones come last, and make room for others. */
static bool scan_add(struct console_scan *scan, const struct console_candidate *row)
{
	struct console_choice *choice = scan->choice;
	int at = choice->candidates;

	if (at + scan_kept_free(scan, row->node) >= CONSOLE_CANDIDATES_MAX) {
		choice->more++;
		if (!scan->unasked || row->unasked)
			return false;
		scan->unasked--;
		at--;
	}
	choice->candidates = at + 1;
	if (row->unasked) {
		scan->unasked++;
	} else {
		at -= scan->unasked;
		if (scan->unasked)
			memmove(&choice->candidate[at + 1], &choice->candidate[at],
				(size_t)scan->unasked * sizeof(*row));
	}
	choice->candidate[at] = *row;
	return true;
}

static void scan_node(struct console_scan *scan, const char *list, uint32_t len)
{
	struct console_candidate candidate;

	if (!scan_match(scan, list, len, &candidate))
		return;
	candidate.rank = scan_rank(scan, &candidate);
	candidate.enabled = dt_enabled(&scan->trail, NULL);
	/* Only a person's word counts for more than the tree's. */
	if (!candidate.enabled && candidate.rank != CONSOLE_BY_BOOTARGS) {
		candidate.err = -ENODEV;
		candidate.why = "it, or a bus above it, is disabled";
	}
	if (candidate.enabled || scan_is_named(scan, &candidate)) {
		if (scan_add(scan, &candidate))
			console_put_row(&scan->text, scan->choice, &scan->trail, &candidate);
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
		   choice->memories < CONSOLE_MEMORY_MAX) {
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

	scan->trail.tree = scan->tree;
	scan_set_keys(scan);
	scan_walk(scan);
	for (int i = 0; i < choice->candidates; i++)
		scan_refuse_ram(scan, &choice->candidate[i]);
}
