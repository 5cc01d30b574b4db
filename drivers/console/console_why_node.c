/*
 * Nodes that have no row, in words: what was not probed, what is disabled, and why one of them is
 * not the console: it is disabled, it was not probed, or no driver knows it.
 */
#include "drivers/console/console_private.h"
#include <string.h>

/* --- what was not probed, or is disabled ------------------------------------------------------ */

enum { NODE_COLUMNS = 79, NODE_LEAST = 16 /* of them for the path */ };

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

/* In at most @room columns; a longer path loses its beginning, because paths differ at the end. */
static void node_put_path(struct dt_text *text, struct dt_node node, size_t room)
{
	char path[DT_PATH_MAX];
	int len = dt_path(node, path, sizeof(path));
	const char *from = path;

	if (len <= 0)
		return;
	if ((size_t)len > room) {
		dt_puts(text, "...");
		from += (size_t)len - (room - 3);
	}
	dt_put_escaped(text, from, strlen(from));
}

/* "2 " @what "s" @state "/soc/serial@10010000 to @10020000" */
static void node_put_all(struct dt_text *text, const struct dt_tree *tree,
			 const struct console_nodes *all, const char *what, const char *state)
{
	struct dt_node first = { tree, all->first }, last = { tree, all->last };
	const char *to = "", *end = "";
	size_t taken;

	if (all->nodes > 1) {
		end = node_end(dt_name(first), dt_name(last));
		to = end ? " to " : ", ...";
		end = end ? end : "";
	}
	taken = strlen("9 s") + strlen(what) + strlen(state) + strlen(to) + strlen(end);
	console_put_count(text, all->nodes, what, state);
	node_put_path(text, first,
		      NODE_COLUMNS > taken + NODE_LEAST ? NODE_COLUMNS - taken : NODE_LEAST);
	dt_puts(text, to);
	dt_put_escaped(text, end, strlen(end));
	dt_putc(text, '\n');
}

void console_put_unprobed(struct dt_text *text, const struct console_choice *choice)
{
	const struct console_driver *const *it;

	SET_FOREACH (it, console_drivers) {
		const struct console_nodes all = node_gather(choice, *it);

		if (all.nodes)
			node_put_all(text, choice->tree, &all, (*it)->probed, " not probed: ");
	}
}

void console_put_disabled(struct dt_text *text, const struct console_choice *choice)
{
	if (choice->disabled.nodes)
		node_put_all(text, choice->tree, &choice->disabled, "disabled UART", " ignored: ");
}

/* --- why not ---------------------------------------------------------------------------------- */

/* A node, and the driver that knows one of its compatible strings; or NULL. */
struct node_known {
	struct dt_trail trail;
	const struct console_driver *driver;
	const char *compatible;
	size_t len;
};

static void node_look_up(struct node_known *known, struct dt_node node)
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
	dt_puts(text, "\n  console= in bootargs takes it all the same");
}

static bool node_is_unprobed(const struct console_choice *choice,
			     const struct console_driver *driver)
{
	for (int i = 0; i < CONSOLE_PROBED_MAX; i++)
		if (choice->unprobed[i].driver == driver)
			return true;
	return false;
}

static void node_put_reason(struct dt_text *text, const struct console_choice *choice,
			    const struct node_known *known)
{
	struct dt_node node = dt_trail_node(&known->trail), off;

	if (!dt_enabled(&known->trail, &off))
		node_put_disabled(text, node, off);
	else if (!known->driver->probed)
		dt_puts(text, "there are too many UARTs: the list of consoles is full");
	else if (node_is_unprobed(choice, known->driver))
		dt_puts(text, console_not_probed);
	else
		dt_puts(text, "it was probed, and is not a console");
}

int console_put_node(struct dt_text *text, const struct console_choice *choice, struct dt_node node)
{
	struct node_known known;
	int err = dt_trail(node, &known.trail);

	if (err)
		return err;
	node_look_up(&known, node);
	console_put_path(text, &known.trail);
	if (!known.driver) {
		console_put_driverless(text, "", node);
		return 0;
	}
	dt_puts(text, ", driver ");
	dt_puts(text, known.driver->name);
	dt_puts(text, "\nby its compatible: ");
	dt_put_escaped(text, known.compatible, known.len);
	dt_puts(text, "\nnot chosen: ");
	node_put_reason(text, choice, &known);
	dt_putc(text, '\n');
	return 0;
}
