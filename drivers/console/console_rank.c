/*
 * What names a node as the console, and which of several names counts for more: bootargs,
 * stdout-path, alias serial0.
 * Sources: Devicetree Specification v0.4, 3.3 (aliases) and 3.6 (stdout-path); linux,stdout-path is
 * its name in older trees.
 */
#include "drivers/console/console_private.h"
#include <string.h>
#include "fdt/core/by_libfdt.h"

/* --- from /chosen and /aliases ---------------------------------------------------------------- */

static void rank_read_property(struct console_scan *scan, enum console_rank rank)
{
	struct dt_node chosen = { scan->tree, scan->tree->chosen };
	const char *name = console_rank_name[rank], *value;
	int len = dt_libfdt_string(chosen, name, &value);

	if (len <= 0) {
		if (rank == CONSOLE_BY_LINUX_STDOUT)
			return; /* trees of today do not have it: nothing to report */
		dt_puts(&scan->text, name);
		dt_puts(&scan->text, len < 0 ? ": not given\n" : ": empty\n");
		return;
	}
	scan->named[rank] = dt_libfdt_resolve(scan->tree, value, (size_t)len);
	dt_puts(&scan->text, name);
	dt_puts(&scan->text, ": ");
	console_put_value(&scan->text, value, (size_t)len);
	dt_puts(&scan->text, dt_found(scan->named[rank]) ? "\n" : " names no node; ignored\n");
}

/* `earlycon` alone means the node that stdout-path names. */
static void rank_read_earlycon(struct console_scan *scan)
{
	struct console_arg *arg = &scan->earlycon;

	if (arg->kind != CONSOLE_ARG_ANY)
		return;
	arg->node = scan->named[CONSOLE_BY_STDOUT];
	if (!dt_found(arg->node))
		arg->node = scan->named[CONSOLE_BY_LINUX_STDOUT];
	arg->kind = dt_found(arg->node) ? CONSOLE_ARG_NODE : CONSOLE_ARG_NONE;
}

void console_rank_read(struct console_scan *scan)
{
	rank_read_property(scan, CONSOLE_BY_STDOUT);
	rank_read_property(scan, CONSOLE_BY_LINUX_STDOUT);
	scan->named[CONSOLE_BY_ALIAS] = dt_libfdt_resolve(scan->tree, "serial0", strlen("serial0"));
	rank_read_earlycon(scan);
}

bool console_rank_leads_to(const struct console_scan *scan, struct dt_node node)
{
	bool named = false;

	if (scan->args || console_rank_is_named(scan, node))
		return true;
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		named = named || dt_found(scan->named[rank]);
	return !named || scan->named[CONSOLE_BY_ALIAS].offset == node.offset;
}

void console_rank_report_unmet(struct console_scan *scan)
{
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		if (dt_found(scan->named[rank]) && !console_row_of(scan->choice, scan->named[rank]))
			console_put_driverless(&scan->text, console_rank_name[rank],
					       scan->named[rank]);
}

/* --- one row ---------------------------------------------------------------------------------- */

static bool rank_means(const struct console_arg *arg, const struct console_candidate *row)
{
	return (arg->kind == CONSOLE_ARG_NODE && arg->node.offset == row->node.offset) ||
	       (arg->kind == CONSOLE_ARG_DRIVER && arg->driver == row->driver);
}

enum console_rank console_rank(const struct console_scan *scan, const struct console_candidate *row,
			       bool bootargs)
{
	for (int i = 0; bootargs && i < scan->args; i++)
		if (rank_means(&scan->arg[i], row))
			return CONSOLE_BY_BOOTARGS;
	if (rank_means(&scan->earlycon, row))
		return CONSOLE_BY_EARLYCON;
	for (int rank = CONSOLE_BY_STDOUT; rank < CONSOLE_BY_SEARCH; rank++)
		if (dt_found(row->node) && scan->named[rank].offset == row->node.offset)
			return (enum console_rank)rank;
	return CONSOLE_BY_SEARCH;
}

static bool rank_is_node(const struct console_arg *arg, struct dt_node node)
{
	return arg->kind == CONSOLE_ARG_NODE && arg->node.offset == node.offset;
}

bool console_rank_is_named(const struct console_scan *scan, struct dt_node node)
{
	for (int i = 0; i < scan->args; i++)
		if (rank_is_node(&scan->arg[i], node))
			return true;
	return scan->named[CONSOLE_BY_STDOUT].offset == node.offset ||
	       scan->named[CONSOLE_BY_LINUX_STDOUT].offset == node.offset ||
	       rank_is_node(&scan->earlycon, node);
}
