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

/* --- drivers by compatible ---------------------------------------------------------------------- */

static uint64_t scan_initial(const char *text)
{
	return UINT64_C(1) << (*text & 63);
}

/* Most strings of a tree are sorted out by their first character. */
static uint64_t scan_initials(void)
{
	const struct console_driver *const *it;
	uint64_t initials = 0;

	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++)
			initials |= scan_initial(*known);
	return initials;
}

/* The driver that knows @text of @len > 0 bytes, and in *@match its own copy of it; or NULL. */
static const struct console_driver *scan_driver(const char *text, size_t len, const char **match)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		for (const char *const *known = (*it)->compatible; *known; known++) {
			if (**known != *text || strncmp(*known, text, len) != 0 || (*known)[len])
				continue;
			*match = *known;
			return *it;
		}
	return NULL;
}

/* --- one candidate ------------------------------------------------------------------------------- */

/* A UART in RAM is a mistake of the tree, and writing there would be a worse one. */
static bool scan_in_ram(struct console_scan *scan, uint64_t address)
{
	if (scan->rams < 0)
		scan->rams = dt_memory(scan->tree, scan->ram, CONSOLE_RAM_MAX, NULL);
	for (int i = 0; i < scan->rams; i++)
		if (address - scan->ram[i].base < scan->ram[i].size)
			return true;
	return false;
}

static void scan_bind(struct console_scan *scan, struct console_candidate *candidate)
{
	candidate->why = NULL;
	candidate->err = candidate->driver->bind(&scan->trail, &candidate->console,
						 &candidate->why);
	if (!candidate->err && scan_in_ram(scan, candidate->console.regs.base)) {
		candidate->err = -EINVAL;
		candidate->why = "its address overlaps RAM";
	}
}

/*
 * Tries the node's strings until one leads to a driver that can use it. False when no driver knows
 * any; else @candidate holds the last one tried.
 */
static bool scan_match(struct console_scan *scan, const char *list, uint32_t len,
		       struct console_candidate *candidate)
{
	const char *end = list + len;
	size_t n;

	for (; list < end; list += n + 1) {
		const struct console_driver *driver = NULL;
		const char *match;

		n = strnlen(list, (size_t)(end - list));
		if (n && scan->initials & scan_initial(list))
			driver = scan_driver(list, n, &match);
		if (!driver || driver == candidate->driver)
			continue;
		candidate->driver = driver;
		candidate->compatible = match;
		scan_bind(scan, candidate);
		if (!candidate->err)
			break;
	}
	return candidate->driver != NULL;
}

static enum console_rank scan_rank(const struct console_scan *scan,
				   const struct console_candidate *candidate)
{
	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		if (scan->named[rank].offset == candidate->node.offset)
			return (enum console_rank)rank;
	return candidate->driver == scan->driver ? CONSOLE_BY_BOOTARGS : CONSOLE_BY_SEARCH;
}

/* --- its words ----------------------------------------------------------------------------------- */

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

static void scan_put_console(struct dt_text *text, const struct console_candidate *candidate)
{
	const struct regs *regs = &candidate->console.regs;

	dt_puts(text, ", ");
	dt_put_hex(text, regs->base);
	dt_puts(text, " shift ");
	dt_put_dec(text, regs->shift);
	dt_puts(text, " width ");
	dt_put_dec(text, regs->width);
	if (regs->big_endian)
		dt_puts(text, " big-endian");
}

static void scan_tell(struct console_scan *scan, const struct console_candidate *candidate,
		      bool enabled)
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
		scan_put_console(text, candidate);
	}
	dt_puts(text, enabled ? "\n" : "\n  disabled, or a bus above is; used, for it is named\n");
}

/* --- the walk ------------------------------------------------------------------------------------ */

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
	struct console_candidate candidate = { .node = dt_trail_node(&scan->trail) };
	int rows = CONSOLE_CANDIDATES_MAX - scan_kept_free(scan, candidate.node);
	bool enabled, asked_for;

	if (!scan_match(scan, list, len, &candidate))
		return;
	candidate.rank = scan_rank(scan, &candidate);
	enabled = dt_enabled(&scan->trail, NULL);
	asked_for = candidate.rank <= CONSOLE_BY_LINUX_STDOUT &&
		    scan->named[candidate.rank].offset == candidate.node.offset;
	if (!enabled && !asked_for) {
		choice->disabled++;
	} else if (choice->candidates >= rows) {
		choice->more++;
	} else {
		choice->candidate[choice->candidates++] = candidate;
		scan_tell(scan, &candidate, enabled);
	}
}

void console_scan(struct console_scan *scan)
{
	struct dt_cursor cursor;
	enum dt_event event;
	bool seen = true; /* the node's compatible; the first one counts */

	scan->trail.tree = scan->tree;
	scan->initials = scan_initials();
	scan->rams = -1;
	dt_walk(&cursor, dt_root(scan->tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE) {
			/* A cpu's reg is a hart's number; and deeper than a trail none is usable. */
			if (cursor.node == scan->tree->cpus || cursor.depth >= DT_DEPTH_MAX) {
				dt_skip(&cursor);
				continue;
			}
			seen = false;
			scan->trail.depth = cursor.depth;
			scan->trail.node[cursor.depth] = cursor.node;
		} else if (event == DT_PROP && !seen && strcmp(cursor.name, "compatible") == 0) {
			seen = true;
			scan_node(scan, (const char *)cursor.value, cursor.len);
		}
	}
}
