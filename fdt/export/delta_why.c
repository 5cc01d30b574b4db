#include "fdt/export/delta_why.h"
/*
 * Paths, names, and references.
 *
 * Sources: dtc 1.6.1, 1.7.2: dtc-lexer.l (names), checks.c (those that are errors); libfdt:
 * fdt_path_offset (a name without unit address also finds one with it, and empty names are
 * skipped), fdt_overlay.c (a fixup is looked up in /__symbols__ only, a path is not possible);
 * Linux, drivers/of/resolver.c (the same).
 */
#include <string.h>
#include "fdt/core/chars.h"
#include "fdt/core/label.h"

enum { WHY_SIBLINGS = 4096 }; /* that a node or a property is compared with: keeps it linear */

/* --- paths ------------------------------------------------------------------------------------ */

/* A sibling has the same name and a unit address. */
static bool why_ambiguous(const struct dt_tree *tree, int32_t number, const char *name)
{
	const struct dt_index_node *node = tree->index->node;
	int32_t parent = node[number].parent, left = WHY_SIBLINGS;
	size_t len = strlen(name);

	if (parent < 0 || strchr(name, '@'))
		return false;
	for (int32_t i = parent + 1; i < node[parent].end && left; i = node[i].end, left--) {
		const char *other = dt_name(dt_numbered(tree, i));

		if (strncmp(other, name, len) == 0 && other[len] == '@')
			return true;
	}
	return false;
}

const char *delta_why_path(const struct dt_tree *tree, int32_t number)
{
	char path[DT_PATH_MAX];

	if (dt_path(dt_numbered(tree, number), path, sizeof(path)) < 0)
		return "its path is too long";
	for (; number > 0; number = tree->index->node[number].parent) {
		const char *name = dt_name(dt_numbered(tree, number));
		int32_t parent = tree->index->node[number].parent;

		if (dt_index_child(tree, parent, name, strlen(name)) != number)
			return "a name in its path is also that of a sibling before it";
		if (!*name || strchr(name, '/'))
			return "a name in its path is empty or has a /";
		if (why_ambiguous(tree, number, name))
			return "a name in its path is also that of a sibling with @address";
	}
	return NULL;
}

/* --- names ------------------------------------------------------------------------------------ */

const char *delta_why_node(const struct dt_tree *tree, int32_t number, int depth)
{
	const char *name = dt_name(dt_numbered(tree, number));
	size_t len = strlen(name);

	if (depth >= DT_DEPTH_MAX)
		return "it is nested too deep";
	if (!dt_name_fits(name, len) || strpbrk(name, "#*?") ||
	    strchr(name, '@') != strrchr(name, '@'))
		return "dtc refuses its name";
	if (dt_index_child(tree, tree->index->node[number].parent, name, len) != number)
		return "a sibling has the same name";
	if (why_ambiguous(tree, number, name))
		return "a sibling has the same name and an @address";
	return NULL;
}

const char *delta_why_prop(const struct dt_delta *delta, const struct dt_delta_item *item,
			   uint32_t count)
{
	struct dt_node node = dt_numbered(delta->to, item->node);

	if (!dt_name_fits(item->name, strlen(item->name)) || strchr(item->name, '@'))
		return "dtc refuses its name";
	if (strcmp(item->name, "name") == 0)
		return "dtc takes it for the node's name";
	if (count >= WHY_SIBLINGS)
		return "the node has too many properties";
	if (dt_prop(node, item->name, NULL) != item->value)
		return "the node has another property of that name";
	return NULL;
}

/* --- references ------------------------------------------------------------------------------- */

/* The number that node @number of the new tree has in the old one, by its path; DT_NONE. */
static int32_t why_old(const struct dt_delta *delta, int32_t number)
{
	char path[DT_PATH_MAX];
	int len = dt_path(dt_numbered(delta->to, number), path, sizeof(path));

	return len < 0 ? DT_NONE : dt_index_path(delta->from, path, (size_t)len);
}

uint32_t dt_delta_local(const struct dt_delta *delta, int32_t number)
{
	uint32_t phandle = delta->to->index->node[number].phandle;
	int32_t old;

	if (phandle <= delta->highest || dt_index_phandle(delta->to, phandle) != number)
		return 0;
	old = why_old(delta, number);
	return old >= 0 && delta->from->index->node[old].phandle ? 0 : phandle - delta->highest;
}

const char *dt_delta_label(const struct dt_delta *delta, const struct dt_ref *ref)
{
	static const char name[] = "__symbols__";
	int32_t symbols = dt_index_child(delta->from, 0, name, sizeof(name) - 1);
	int32_t old = why_old(delta, dt_number_of(ref->node));
	const char *label = old < 0 ? NULL : dt_label(delta->from, old);

	if (!label || !dt_prop(dt_numbered(delta->from, symbols), label, NULL))
		return NULL;
	/* In source, a node of the overlay that has this label would be meant. */
	if (dt_by_label(delta->to, label, strlen(label)).offset != ref->node.offset)
		return NULL;
	return label;
}

/* Whether node @number, which is not in the old tree, is left out, or one above it is. */
static bool why_left_out(const struct dt_delta *delta, int32_t number)
{
	if (delta_why_path(delta->to, number))
		return true;
	for (; number > 0 && why_old(delta, number) < 0;
	     number = delta->to->index->node[number].parent)
		if (delta_why_node(delta->to, number, 1))
			return true;
	return false;
}

/* Why an overlay cannot refer to the node; NULL: it can. */
static const char *why_reference(const struct dt_delta *delta, const struct dt_ref *ref)
{
	int32_t number = dt_number_of(ref->node);

	if (dt_delta_local(delta, number))
		return why_left_out(delta, number) ? "it refers to a node that is left out" : NULL;
	if (dt_delta_label(delta, ref))
		return NULL;
	return "it refers to a node without label in /__symbols__ of the old tree";
}

const char *delta_why_refs(const struct dt_delta *delta, const struct dt_delta_item *item,
			   int32_t *target)
{
	struct dt_node node = dt_numbered(delta->to, item->node);
	const char *why = NULL;
	struct dt_refs refs;
	struct dt_ref ref;

	if (!dt_refs(&refs, node, item->name, item->value, item->len))
		return NULL;
	while (!why && dt_refs_next(&refs, &ref) > 0) {
		if (dt_found(ref.node))
			why = why_reference(delta, &ref);
	}
	if (why)
		*target = dt_number_of(ref.node);
	return why;
}
