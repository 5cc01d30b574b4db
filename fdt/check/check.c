#include "fdt/check/check.h"
/*
 * The checks' walk.
 */
#include <errno.h>
#include <string.h>
#include "fdt/check/rule.h"
#include "fdt/core/cursor.h"
#include "fdt/core/space.h"

/* What a run takes of memory. */
struct dt_check_space {
	struct rule_row *rows;
	size_t room;
	bool full;                  /* there was no memory for more */
	uint8_t first[RULE_GROUPS]; /* the number of each group's first check */
	struct dt_check_node none, node[];
};

/* --- the walk -------------------------------------------------------------------------------- */

static void check_count(uint8_t *first)
{
	int number = 0;

	for (size_t i = 0; i < RULE_GROUPS; i++) {
		first[i] = (uint8_t)number;
		number += rule_count(rule_groups[i]);
	}
}

static int check_begin(struct dt_check *check)
{
	size_t nodes = (size_t)check->tree->index->nodes;

	dt_check_drop(check);
	check->space = dt_alloc(sizeof(*check->space) + nodes * sizeof(*check->space->node));
	if (!check->space)
		return -ENOMEM;
	/* Above the root: as a bus whose cells nobody says. */
	*check->space = (struct dt_check_space){ .none = { 2, 1, .taker = DT_NONE } };
	check_count(check->space->first);
	memset(check->found, 0, sizeof(check->found));
	memset(check->of, 0, sizeof(check->of));
	check->number = DT_NONE;
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

struct dt_check_node *rule_facts(struct dt_check *check, int32_t number)
{
	return number < 0 ? &check->space->none : &check->space->node[number];
}

struct rule_row *rule_room(struct dt_check *check, size_t count)
{
	struct dt_check_space *space = check->space;
	struct rule_row *rows;

	if (count <= space->room)
		return space->rows;
	if (count < 2 * space->room) /* who asks for one more asks again */
		count = 2 * space->room;
	dt_hold();
	rows = dt_resize(space->rows, count * sizeof(*rows));
	if (rows) {
		space->rows = rows;
		space->room = count;
	}
	dt_release();
	space->full |= !rows;
	return rows;
}

/* Takes the next node in hand. */
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

/* Calls the groups' functions of one kind. */
static void check_call(struct dt_check *check, const struct dt_cursor *cursor, enum dt_event event)
{
	for (size_t i = 0; i < RULE_GROUPS; i++) {
		const struct dt_check_group *group = rule_groups[i];

		check->group = group;
		check->first = check->space->first[i];
		if (event == DT_NODE && group->node)
			group->node(check);
		if (event == DT_PROP && group->prop)
			group->prop(check, cursor);
		if (event == DT_END && group->tree)
			group->tree(check);
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
