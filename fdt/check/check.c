#include "fdt/check/check.h"
/*
 * One run of the checks: the walk that calls every group's rules.
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
	/* Above the root: a bus that has neither #address-cells nor #size-cells. */
	*check->space = (struct dt_check_space){
		.none = { .address = 2, .size = 1, .taker = DT_NONE },
	};
	memset(check->found, 0, sizeof(check->found));
	memset(check->found_by, 0, sizeof(check->found_by));
	check->number = DT_NONE;
	check->part = dt_is_overlay(check->tree);
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
	rule_learn(check);
}

/* Calls the function for @event of every group. */
static void check_call(struct dt_check *check, const struct dt_cursor *cursor, enum dt_event event)
{
	check->first = 0;
	for (const struct dt_check_group *const *group = rule_groups; *group; group++) {
		check->group = *group;
		if (event == DT_NODE && check->group->node)
			check->group->node(check);
		if (event == DT_PROP && check->group->prop)
			check->group->prop(check, cursor);
		if (event == DT_END && check->group->tree)
			check->group->tree(check);
		check->first += check->group->count;
	}
}

int dt_check_run(struct dt_check *check)
{
	struct dt_cursor cursor;
	enum dt_event event;
	int err = check_begin(check);

	if (err)
		return err;
	dt_walk(&cursor, dt_root(check->tree));
	do {
		event = dt_next(&cursor);
		if (event == DT_NODE)
			check_enter(check, &cursor);
		if (event == DT_END || (event != DT_NODE_END && !check->own->made))
			check_call(check, &cursor, event);
	} while (event != DT_END);
	err = check->space->full ? -ENOMEM : 0;
	dt_check_drop(check);
	return err;
}
