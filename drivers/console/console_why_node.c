/*
 * Nodes that have no row, in words: what was not probed, what is disabled, and why one of them is
 * not the console: it is disabled, it was not probed, or no driver knows it.
 */
#include "drivers/console/console_private.h"
#include <string.h>
#include "fdt/core/fault.h"

/* --- what was not probed, or is disabled ------------------------------------------------------ */

static void node_count(struct console_nodes *all, int nodes, int first, int last)
{
	if (!all->nodes)
		all->first = first;
	all->nodes += nodes;
	all->last = last;
}

void console_count_node(struct console_nodes *all, int offset)
{
	node_count(all, 1, offset, offset);
}

/* All of that driver: nodes that were only counted, and rows. */
static struct console_nodes node_gather(const struct console_choice *choice,
					const struct console_driver *driver)
{
	struct console_nodes all = { .driver = driver };

	for (int i = 0; i < CONSOLE_PROBED_MAX; i++)
		if (choice->unprobed[i].driver == driver)
			node_count(&all, choice->unprobed[i].nodes, choice->unprobed[i].first,
				   choice->unprobed[i].last);
	for (int i = 0; i < choice->candidates; i++)
		if (choice->candidate[i].unprobed && choice->candidate[i].driver == driver)
			console_count_node(&all, choice->candidate[i].node.offset);
	return all;
}

/* The last one's address, where only that differs from the first one's name; else NULL. */
static const char *node_end(const char *first, const char *last)
{
	const char *at = strchr(last, '@');

	return at && strncmp(first, last, (size_t)(at + 1 - last)) == 0 ? at : NULL;
}

void console_put_unlisted(struct dt_text *text, const struct console_unlisted *all)
{
	const char *end;

	console_put_count(text, all->nodes, all->what, " ");
	dt_puts(text, all->state);
	if (!dt_found(all->first))
		return;
	dt_puts(text, ": ");
	dt_put_path(text, all->first);
	if (all->nodes == 1)
		return;
	end = node_end(dt_name(all->first), dt_name(all->last));
	dt_puts(text, end ? " to " : ", ...");
	if (end)
		dt_put_escaped(text, end, strlen(end));
}

/* The driver number @index; NULL: there are fewer. */
static const struct console_driver *node_driver(int index)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers)
		if (index-- == 0)
			return *it;
	return NULL;
}

bool console_unlisted(const struct console_choice *choice, int index, struct console_unlisted *all)
{
	const struct console_driver *driver;
	struct console_nodes nodes = { .nodes = 0 };

	*all = (struct console_unlisted){ .what = "disabled UART", .state = "ignored" };
	all->first = all->last = (struct dt_node){ choice->tree, -1 };
	if (index == CONSOLE_MORE) {
		all->what = "more UART";
		all->state = "not listed: the list is full";
		all->nodes = choice->more;
		return true;
	}
	if (index == CONSOLE_DISABLED) {
		nodes = choice->disabled;
	} else {
		driver = node_driver(index - CONSOLE_UNPROBED);
		if (!driver)
			return false;
		nodes = node_gather(choice, driver);
		all->what = driver->probed;
		all->state = "not probed";
	}
	all->nodes = nodes.nodes;
	all->first.offset = nodes.nodes ? nodes.first : -1;
	all->last.offset = nodes.last;
	return true;
}

/* --- why not ---------------------------------------------------------------------------------- */

int console_look_up(struct dt_node node, struct console_known *known)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	known->driver = NULL;
	while (!known->driver && (len = dt_strings_next(&it, &text)) >= 0) {
		known->driver = console_driver_named(text, (size_t)len);
		known->compatible = text;
		known->len = (size_t)len;
	}
	return dt_trail(node, &known->trail);
}

/* "disabled: /soc has status "disabled"" */
static void node_put_disabled(struct dt_text *text, struct dt_node node, struct dt_node off)
{
	char path[DT_PATH_MAX];
	const char *status;
	int len = dt_path(off, path, sizeof(path));

	dt_puts(text, "disabled: ");
	if (off.offset == node.offset)
		dt_puts(text, "its");
	else if (len > 0)
		dt_put_escaped(text, path, (size_t)len);
	dt_puts(text, off.offset == node.offset ? " status is " : " has status ");
	len = dt_string(off, "status", &status);
	console_put_value(text, status, len > 0 ? (size_t)len : 0);
	dt_puts(text, "; console= in bootargs takes it all the same");
}

static bool node_is_unprobed(const struct console_choice *choice,
			     const struct console_driver *driver)
{
	for (int i = 0; i < CONSOLE_PROBED_MAX; i++)
		if (choice->unprobed[i].driver == driver)
			return true;
	return false;
}

void console_put_why_no_row(struct dt_text *text, const struct console_choice *choice,
			    const struct console_known *known)
{
	struct dt_node node = dt_trail_node(&known->trail), off;

	if (!known->driver)
		console_put_no_driver(text, node);
	else if (!dt_enabled(&known->trail, &off))
		node_put_disabled(text, node, off);
	else if (!known->driver->probed)
		dt_puts(text, "there are too many UARTs: the list of consoles is full");
	else if (node_is_unprobed(choice, known->driver))
		dt_puts(text, console_not_probed);
	else
		dt_puts(text, "it was probed, and is not a console");
}
