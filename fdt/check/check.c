#include "fdt/check/check.h"
/*
 * One run of the checks: the walk that learns the facts of all nodes, and the walk that calls every
 * group's rules.
 */
#include <errno.h>
#include <string.h>
#include "fdt/check/rule.h"
#include "fdt/core/cursor.h"
#include "fdt/core/space.h"
#include "fdt/where/fixup.h"

static int check_begin(struct dt_check *check)
{
	size_t nodes = (size_t)check->tree->index->nodes;

	dt_check_drop(check);
	check->space = dt_alloc(sizeof(*check->space) + nodes * sizeof(*check->space->node));
	if (!check->space)
		return -ENOMEM;
	memset(check->space, 0, sizeof(*check->space));
	/* Above the root: a bus that has neither #address-cells nor #size-cells. */
	check->space->none = (struct dt_check_node){ .address = 2, .size = 1, .taker = DT_NONE };
	check->space->taker.number = DT_NONE - 1;
	for (int i = 0; rule_groups[i]; i++)
		check->space->first[i + 1] = check->space->first[i] + rule_groups[i]->count;
	memset(check->found, 0, sizeof(check->found));
	memset(check->found_by, 0, sizeof(check->found_by));
	check->part = dt_is_overlay(check->tree);
	check->prop = NULL;
	check->uarts = check->harts = check->guesses = 0;
	return 0;
}

void dt_check_drop(struct dt_check *check)
{
	dt_hold();
	if (check->space)
		dt_free(check->space->rows);
	dt_free(check->space);
	check->space = NULL;
	dt_release();
}

/* Makes the node that the walk came to the current one. */
static void check_enter(struct dt_check *check, const struct dt_cursor *cursor)
{
	check->number++;
	check->node = (struct dt_node){ check->tree, cursor->node };
	check->parent = check->tree->index->node[check->number].parent;
	check->depth = cursor->depth;
	check->name = cursor->name;
	check->own = rule_facts(check, check->number);
	check->up = rule_facts(check, check->parent);
	rule_read(check);
}

/* The first walk: the facts of all nodes. */
static void check_learn(struct dt_check *check)
{
	struct dt_cursor cursor;

	check->number = DT_NONE;
	dt_walk(&cursor, dt_root(check->tree));
	while (dt_next_node(&cursor) != DT_END) {
		check_enter(check, &cursor);
		rule_learn(check);
	}
}

/* Makes group number @i that whose rules run. */
static const struct dt_check_group *check_group(struct dt_check *check, int i)
{
	check->group = rule_groups[i];
	check->first = check->space->first[i];
	return check->group;
}

/* Calls the function for @event of every group. */
static void check_call(struct dt_check *check, enum dt_event event)
{
	for (int i = 0; rule_groups[i]; i++) {
		const struct dt_check_group *group = check_group(check, i);

		if (event == DT_NODE && group->node)
			group->node(check);
		if (event == DT_END && group->tree)
			group->tree(check);
	}
}

/* Calls the function for properties of every group to which the name says something. */
static void check_prop(struct dt_check *check, const struct dt_cursor *prop)
{
	const struct rule_name *name = rule_name(check, prop->name);

	check->prop = prop->name;
	for (const struct rule_said *said = name->said;
	     said < name->said + RULE_SAID_MAX && said->says; said++)
		check_group(check, said->group)->prop(check, prop, said->says);
	check->prop = NULL;
}

/* The second walk: the rules. */
static void check_walk(struct dt_check *check)
{
	struct dt_cursor cursor;
	enum dt_event event;

	check->number = DT_NONE;
	dt_walk(&cursor, dt_root(check->tree));
	while ((event = dt_next(&cursor)) != DT_END) {
		if (event == DT_NODE)
			check_enter(check, &cursor);
		if (event == DT_NODE_END || check->own->made)
			continue;
		if (event == DT_PROP)
			check_prop(check, &cursor);
		else
			check_call(check, event);
	}
}

int dt_check_run(struct dt_check *check)
{
	int err = check_begin(check);

	if (err)
		return err;
	check_learn(check);
	check_walk(check);
	check_call(check, DT_END);
	err = check->space->full ? -ENOMEM : 0;
	dt_check_drop(check);
	return err;
}
