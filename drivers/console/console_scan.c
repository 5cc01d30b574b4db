/*
 * The UARTs of a tree: one walk over all nodes, which keeps the trail of ancestors on the way.
 * Looking the trail up at each node would make the search quadratic. A UART that lies in RAM is
 * refused.
 * Sources: Devicetree Specification v0.4, 2.3.1 (compatible: the most specific string first) and
 * 3.4 (memory nodes).
 */
#include "drivers/console/console_private.h"
#include <errno.h>
#include <string.h>
#include "fdt/core/by_libfdt.h"
#include "fdt/where/address.h"

/* --- one candidate ---------------------------------------------------------------------------- */

static void scan_count_unprobed(struct console_choice *choice, const struct console_candidate *row)
{
	struct console_nodes *unprobed = choice->unprobed;

	while (unprobed->driver && unprobed->driver != row->driver &&
	       unprobed < choice->unprobed + CONSOLE_PROBED_MAX - 1)
		unprobed++;
	unprobed->driver = row->driver;
	console_count_node(unprobed, row->node.offset);
}

/* Whether @row, so far a node and a driver, is to be bound now. */
static bool scan_wants(struct console_scan *scan, struct console_candidate *row)
{
	if (scan->probed)
		return row->driver->probed && !console_row_of(scan->choice, row->node);
	row->rank = console_rank(scan, row, true);
	if (!row->driver->probed || row->rank != CONSOLE_BY_SEARCH)
		return true;
	scan_count_unprobed(scan->choice, row);
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
		const char *match;

		n = strnlen(list, (size_t)(end - list));
		match = console_match_find(&scan->match, list, n, &driver);
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

/* Rows that must stay free for named nodes that come after @node. */
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
	struct console_candidate candidate, *row; /* not cleared: most nodes are no UART */

	if (!scan_match(scan, list, len, &candidate))
		return;
	candidate.ways = 0;
	candidate.name[0] = '\0';
	candidate.unprobed = candidate.driver->probed != NULL;
	candidate.rank = console_rank(scan, &candidate, true);
	candidate.enabled = dt_enabled(&scan->trail, NULL);
	if (candidate.enabled && console_rank_leads_to(scan, candidate.node))
		candidate.enabled = dt_libfdt_okay(candidate.node);
	/* Only a person's word, in bootargs, counts for more than the tree's status. */
	if (!candidate.enabled && candidate.rank != CONSOLE_BY_BOOTARGS) {
		candidate.err = -ENODEV;
		candidate.why = "it, or a bus above it, is disabled";
	}
	if (candidate.enabled || console_rank_is_named(scan, candidate.node)) {
		row = scan_row(scan, candidate.node);
		if (!row)
			return;
		*row = candidate;
		if (!scan->probed)
			console_put_row(&scan->text, scan->choice, &scan->trail, row);
		return;
	}
	console_count_node(&scan->choice->disabled, candidate.node.offset);
	if (candidate.rank == CONSOLE_BY_ALIAS)
		scan->named[CONSOLE_BY_ALIAS].offset = -ENODEV; /* nothing to report */
}

/* A driver has one of the strings. Of most nodes none has. */
static bool scan_is_known(const struct console_scan *scan, const char *list, uint32_t size)
{
	const struct console_driver *driver;
	const char *end = list + size;
	size_t len;

	for (; list < end; list += len + 1) {
		len = strnlen(list, (size_t)(end - list));
		if (console_match_may(&scan->match, list, len) &&
		    console_match_find(&scan->match, list, len, &driver))
			return true;
	}
	return false;
}

/* Keeps a memory node in mind: UARTs that lie there are refused. */
static void scan_memory(struct console_scan *scan, struct dt_node node)
{
	static const char memory[] = "memory";
	struct console_choice *choice = scan->choice;
	int len;
	const char *type = dt_prop(node, "device_type", &len);

	if (!scan->probed && len == sizeof(memory) && memcmp(type, memory, sizeof(memory)) == 0 &&
	    choice->memories < CONSOLE_MEMORY_MAX)
		choice->memory[choice->memories++] = node.offset;
}

/* The node at the end of the trail, with its compatible. */
static void scan_compatible(struct console_scan *scan, const char *list, uint32_t size)
{
	struct dt_node node = dt_trail_node(&scan->trail);
	int len = (int)size;

	if (!scan_is_known(scan, list, size))
		return;
	if (console_rank_leads_to(scan, node))
		list = dt_libfdt_prop(node, "compatible", &len);
	if (list)
		scan_node(scan, list, (uint32_t)len);
}

/* A node begins. False: neither it nor what is below it is looked at. */
static bool scan_begin_node(struct console_scan *scan, const struct dt_cursor *cursor)
{
	struct dt_node node = { scan->tree, cursor->node };

	/* A cpu's reg is a hart's number; below a trail's last level nothing is usable. */
	if (cursor->node == scan->tree->cpus || cursor->depth >= DT_DEPTH_MAX)
		return false;
	scan->trail.depth = cursor->depth;
	scan->trail.node[cursor->depth] = cursor->node;
	if (cursor->depth == 1)
		scan_memory(scan, node);
	return true;
}

static void scan_walk(struct console_scan *scan)
{
	static const char name[] = "compatible";
	struct dt_cursor cursor;
	enum dt_event event;

	dt_walk(&cursor, dt_root(scan->tree));
	event = dt_next_named(&cursor, name);
	while (event != DT_END) {
		if (event == DT_PROP)
			scan_compatible(scan, (const char *)cursor.value, cursor.len);
		else if (!scan_begin_node(scan, &cursor))
			dt_skip(&cursor);
		/* The first of a node counts. */
		event = event == DT_PROP ? dt_next_node(&cursor) : dt_next_named(&cursor, name);
	}
}

void console_scan_begin(struct console_scan *scan, struct console_choice *choice)
{
	/* The rest is large, and is written before it is read: setting it would cost time. */
	scan->tree = choice->tree;
	scan->choice = choice;
	scan->args = 0;
	scan->earlycon.kind = CONSOLE_ARG_NONE;
	scan->probed = scan->decided = scan->unmet = scan->unsure = false;
	scan->sbi = true;
	for (int rank = 0; rank < CONSOLE_BY_SEARCH; rank++)
		scan->named[rank].offset = -ENOENT;
	console_why_begin(choice, &scan->text);
}

/* --- RAM -------------------------------------------------------------------------------------- */

/*
 * Whether RAM, as the memory node @node has it, touches the @size bytes from @base on. A range that
 * begins at 0 proves nothing: it may be said to reach across all devices up to RAM.
 */
static bool scan_ram_touches(const struct dt_tree *tree, int node, uint64_t base, uint64_t size)
{
	struct dt_trail trail; /* only what is used is set: it is long */
	struct dt_reg reg;

	trail.tree = tree;
	trail.depth = 1;
	trail.node[0] = dt_root(tree).offset;
	trail.node[1] = node;
	for (int i = 0; i < CONSOLE_MEMORY_MAX && dt_reg(&trail, i, &reg, NULL) == 0; i++)
		if (reg.cpu && (base - reg.cpu < reg.size || (reg.size && reg.cpu - base < size)))
			return true;
	return false;
}

void console_refuse_ram(const struct console_choice *choice, struct console_candidate *row)
{
	const struct regs *regs = &row->console.regs;
	unsigned last = row->driver->layout.count ? row->driver->layout.count - 1u : 0;
	uint64_t size = ((uint64_t)last << regs->shift) + regs->width;

	for (int i = 0; !row->err && i < choice->memories; i++) {
		if (!scan_ram_touches(choice->tree, choice->memory[i], regs->base, size))
			continue;
		row->err = -EINVAL;
		row->why = "its address overlaps RAM";
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
	int first = choice->candidates;

	scan->trail.tree = scan->tree;
	console_match_begin(&scan->match);
	scan_walk(scan);
	for (int i = first; i < choice->candidates; i++)
		scan_refuse_ram(scan, &choice->candidate[i]);
}

void console_scan_unprobed(struct console_choice *choice)
{
	struct console_scan scan;
	struct console_nodes disabled = choice->disabled;

	if (!choice->tree || !choice->unprobed[0].driver)
		return;
	console_scan_begin(&scan, choice);
	scan.probed = true;
	console_scan(&scan);
	dt_flush(&scan.text);
	choice->disabled = disabled;
	memset(choice->unprobed, 0, sizeof(choice->unprobed));
}
