/*
 * The nodes of a tree that console drivers know: one walk, with the trail of ancestors kept on the
 * way, for looking it up at each node would make the search quadratic.
 * Source: Devicetree Specification v0.4, 2.3.1 (compatible: the most specific string first).
 */
#include "drivers/console_scan.h"
#include <errno.h>
#include <string.h>

enum {
	SCAN_PATH_MAX = 160,                   /* characters of a path in the text */
	SCAN_TEXT_MAX = CONSOLE_WHY_MAX - 640, /* the rest is for the verdict */
};

const char *const console_rank_name[CONSOLE_RANKS] = {
	[CONSOLE_BY_BOOTARGS] = "bootargs console=",     [CONSOLE_BY_STDOUT] = "stdout-path",
	[CONSOLE_BY_LINUX_STDOUT] = "linux,stdout-path", [CONSOLE_BY_ALIAS] = "alias serial0",
	[CONSOLE_BY_SEARCH] = "first enabled",
};

/* --- drivers by compatible -------------------------------------------------------------------- */

/* Most strings of a tree are sorted out by two of their characters, as one bit. */
enum { SCAN_KEY_MIN = 4 }; /* characters; no shorter compatible is known to anybody */

static uint64_t scan_key(const char *text)
{
	return UINT64_C(1) << ((text[0] + text[3]) & 63);
}

static uint64_t scan_keys(void)
{
	const struct console_driver *const *it;
	uint64_t keys = 0;

	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++)
			keys |= scan_key(*known);
	return keys;
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
		if (n >= SCAN_KEY_MIN && scan->keys & scan_key(list))
			driver = scan_driver(list, n, &match);
		if (!driver || driver == tried)
			continue;
		tried = driver;
		/* Only now: most nodes are no UART, and clearing a row costs a thousand turns. */
		*candidate = (struct console_candidate){
			.node = dt_trail_node(&scan->trail),
			.driver = driver,
			.compatible = match,
		};
		candidate->err =
			console_bind(driver, &scan->trail, &candidate->console, &candidate->why);
		if (!candidate->err)
			break;
	}
	return tried != NULL;
}

static enum console_rank scan_rank(const struct console_scan *scan,
				   const struct console_candidate *candidate)
{
	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		if (scan->named[rank].offset == candidate->node.offset)
			return (enum console_rank)rank;
	return candidate->driver == scan->driver ? CONSOLE_BY_BOOTARGS : CONSOLE_BY_SEARCH;
}

/* --- its words -------------------------------------------------------------------------------- */

static void scan_put_path(struct console_scan *scan)
{
	size_t room = SCAN_PATH_MAX;

	for (int i = 1; i <= scan->trail.depth; i++) {
		const char *name = dt_name((struct dt_node){ scan->tree, scan->trail.node[i] });
		size_t len = strlen(name);

		if (len >= room) {
			dt_puts(&scan->text, "/...");
			return;
		}
		dt_putc(&scan->text, '/');
		dt_put_escaped(&scan->text, name, len);
		room -= len + 1;
	}
}

void console_put_candidate(struct dt_text *text, const struct console_candidate *candidate)
{
	dt_puts(text, candidate->driver->name);
	dt_puts(text, " at ");
	dt_put_hex(text, candidate->console.regs.base);
}

static void scan_put_regs(struct dt_text *text, const struct regs *regs)
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

static void scan_tell(struct console_scan *scan, const struct console_candidate *candidate)
{
	struct dt_text *text = &scan->text;

	if (scan->choice->why_len + text->used > SCAN_TEXT_MAX)
		return;
	scan_put_path(scan);
	if (candidate->rank != CONSOLE_BY_SEARCH) {
		dt_puts(text, ": ");
		dt_puts(text, console_rank_name[candidate->rank]);
	}
	dt_puts(text, "\n  ");
	dt_puts(text, candidate->compatible);
	dt_puts(text, ": driver ");
	dt_puts(text, candidate->driver->name);
	if (candidate->err) {
		dt_puts(text, ", not usable: ");
		dt_puts(text, candidate->why ? candidate->why : "refused");
	} else {
		scan_put_regs(text, &candidate->console.regs);
	}
	dt_puts(text, candidate->enabled || candidate->err
			      ? "\n"
			      : "\n  disabled, or a bus above is; used, for bootargs name it\n");
}

/* --- the walk --------------------------------------------------------------------------------- */

/* Rows that must stay free for named nodes behind @node. */
static int scan_kept_free(const struct console_scan *scan, struct dt_node node)
{
	int rows = 0;

	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		rows += scan->named[rank].offset > node.offset;
	return rows;
}

static void scan_node(struct console_scan *scan, const char *list, uint32_t len)
{
	struct console_choice *choice = scan->choice;
	struct console_candidate candidate;
	bool asked_for;

	if (!scan_match(scan, list, len, &candidate))
		return;
	candidate.rank = scan_rank(scan, &candidate);
	candidate.enabled = dt_enabled(&scan->trail, NULL);
	/* Only a person's word counts for more than the tree's. */
	if (!candidate.enabled && candidate.rank != CONSOLE_BY_BOOTARGS) {
		candidate.err = -ENODEV;
		candidate.why = "it, or a bus above it, is disabled";
	}
	asked_for = candidate.rank <= CONSOLE_BY_LINUX_STDOUT &&
		    scan->named[candidate.rank].offset == candidate.node.offset;
	if (!candidate.enabled && !asked_for) {
		choice->disabled++;
		if (candidate.rank == CONSOLE_BY_ALIAS)
			scan->named[CONSOLE_BY_ALIAS].offset = -ENODEV; /* no need to wonder why */
	} else if (choice->candidates + scan_kept_free(scan, candidate.node) >=
		   CONSOLE_CANDIDATES_MAX) {
		choice->more++;
	} else {
		choice->candidate[choice->candidates++] = candidate;
		scan_tell(scan, &candidate);
	}
}

static void scan_prop(struct console_scan *scan, const struct dt_cursor *cursor, bool *seen)
{
	static const char memory[] = "memory";

	if (!*seen && strcmp(cursor->name, "compatible") == 0) {
		*seen = true;
		scan_node(scan, (const char *)cursor->value, cursor->len);
	} else if (cursor->len == sizeof(memory) && strcmp(cursor->name, "device_type") == 0 &&
		   memcmp(cursor->value, memory, sizeof(memory)) == 0 && cursor->depth == 1 &&
		   scan->memories < CONSOLE_MEMORY_MAX) {
		scan->memory[scan->memories++] = cursor->node;
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

/* --- RAM -------------------------------------------------------------------------------------- */

/* Whether @address is in RAM, as the memory node @node has it. A range from 0 on proves nothing: it
 * may well be said to reach across all devices up to RAM. */
static bool scan_node_holds(const struct console_scan *scan, int node, uint64_t address)
{
	struct dt_trail trail; /* only what is used is set: it is long */
	struct dt_reg reg;

	trail.tree = scan->tree;
	trail.depth = 1;
	trail.node[0] = dt_root(scan->tree).offset;
	trail.node[1] = node;
	for (int i = 0; i < CONSOLE_MEMORY_MAX && dt_reg(&trail, i, &reg, NULL) == 0; i++)
		if (reg.cpu && address - reg.cpu < reg.size)
			return true;
	return false;
}

/* A UART in RAM is a mistake of the tree, and writing there would be a worse one. */
static void scan_refuse_ram(struct console_scan *scan, struct console_candidate *row)
{
	for (int i = 0; !row->err && i < scan->memories; i++) {
		if (!scan_node_holds(scan, scan->memory[i], row->console.regs.base))
			continue;
		row->err = -EINVAL;
		row->why = "its address overlaps RAM";
		console_put_candidate(&scan->text, row);
		dt_puts(&scan->text, " refused: ");
		dt_puts(&scan->text, row->why);
		dt_putc(&scan->text, '\n');
	}
}

void console_scan(struct console_scan *scan)
{
	struct console_choice *choice = scan->choice;

	scan->trail.tree = scan->tree;
	scan->keys = scan_keys();
	scan_walk(scan);
	for (int i = 0; i < choice->candidates; i++)
		scan_refuse_ram(scan, &choice->candidate[i]);
}
