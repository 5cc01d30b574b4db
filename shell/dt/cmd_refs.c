/* refs: which nodes refer to a node, and to which it refers: by phandle, interrupt, path or
 * alias. */
#include <errno.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt.h"
#include "fdt/where/mentions.h"
#include "fdt/where/refs.h"
#include "kernel/noinit.h"
#include "shell/dt/kit/ref_row.h"

enum { REFS_NODES = 32 }; /* between two looks for Ctrl-C */

struct refs {
	struct shell *shell;
	struct shell_ref_row row;
	struct dt_node target;  /* the node referred to; with -o not found: any node */
	char path[DT_PATH_MAX]; /* the target's */
	size_t path_len;
	bool interrupts;             /* `interrupts` may lead to the target */
	int elsewhere;               /* a node whose children inherit another controller */
	struct dt_mentions mentions; /* of the target's phandle, or of any */
	struct dt_refs_memo memo;
};

/* Static, because it is too big for a small stack; there is one refs at a time. */
static NOINIT struct refs refs_state;

/* @node is the target, or there is no target. */
static bool refs_wants(const struct refs *refs, struct dt_node node)
{
	return !dt_found(refs->target) || refs->target.offset == node.offset;
}

/* --- by phandle ------------------------------------------------------------------------------ */

static void refs_by_phandle(struct refs *refs)
{
	const struct dt_cursor *cursor = &refs->row.cursor;
	struct dt_refs it;
	struct dt_ref ref;
	int more;

	if (!dt_mentioned(&refs->mentions, cursor->value, cursor->len) ||
	    !dt_refs(&it, refs->row.owner, cursor->name, cursor->value, cursor->len))
		return;
	it.memo = &refs->memo;
	while ((more = dt_refs_next(&it, &ref)) == 1)
		if (dt_found(ref.node) && refs_wants(refs, ref.node))
			shell_ref_reference(&refs->row, &ref);
	if (more && !dt_found(refs->target))
		shell_ref_fault(&refs->row, &ref, it.why);
}

/* The node inherits a controller by which no interrupt leads to the target. */
static bool refs_is_elsewhere(const struct refs *refs, const struct dt_trail *trail)
{
	return trail->depth > 0 && trail->node[trail->depth - 1] == refs->elsewhere &&
	       !dt_prop(refs->row.owner, "interrupt-parent", NULL);
}

/* The node's interrupts begin at a controller that is not the target, and no nexus: so do those of
 * its siblings that inherit it, too. */
static bool refs_goes_elsewhere(struct refs *refs, const struct dt_interrupts *it,
				const struct dt_trail *trail)
{
	if (!dt_found(it->parent) || refs_wants(refs, it->parent) ||
	    dt_prop(it->parent, "interrupt-map", NULL))
		return false;
	if (trail->depth > 0 && !dt_prop(refs->row.owner, "interrupt-parent", NULL))
		refs->elsewhere = trail->node[trail->depth - 1];
	return true;
}

/* `interrupts`, where the controller is not named by a phandle in the same property. */
static void refs_by_interrupts(struct refs *refs)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	struct dt_trail trail;
	int more;

	if (strcmp(refs->row.cursor.name, "interrupts") != 0 || dt_trail(refs->row.owner, &trail) ||
	    refs_is_elsewhere(refs, &trail) || !dt_interrupts(&it, &trail) || it.extended ||
	    refs_goes_elsewhere(refs, &it, &trail))
		return;
	for (uint32_t number = 0; (more = dt_interrupts_next(&it, &interrupt)) != 0; number++) {
		if (more > 0 && refs_wants(refs, interrupt.controller))
			shell_ref_interrupt(&refs->row, number, &interrupt);
	}
}

/* --- by path and alias ----------------------------------------------------------------------- */

/* The text of @len bytes, without options after ':', is the target's path. */
static bool refs_is_path(const struct refs *refs, const char *text, size_t len)
{
	size_t path = refs->path_len;

	return len >= path && memcmp(text, refs->path, path) == 0 &&
	       (len == path || text[path] == ':');
}

/* The property may begin with an alias. */
static bool refs_takes_alias(const struct refs *refs)
{
	const char *name = refs->row.cursor.name;

	return refs->row.owner.offset == refs->row.owner.tree->chosen &&
	       (strcmp(name, "stdout-path") == 0 || strcmp(name, "linux,stdout-path") == 0 ||
		strcmp(name, "stdin-path") == 0);
}

static void refs_by_text(struct refs *refs)
{
	const char *text = (const char *)refs->row.cursor.value;
	size_t len = strnlen(text, refs->row.cursor.len);
	struct dt_node node;

	if (*text == '/' && dt_found(refs->target)) {
		if (refs_is_path(refs, text, len))
			shell_ref_text(&refs->row, refs->target);
		return;
	}
	node = dt_resolve(refs->target.tree, text, len);
	if (dt_found(node) && refs_wants(refs, node))
		shell_ref_text(&refs->row, node);
}

/* --- the walks ------------------------------------------------------------------------------- */

static void refs_property(struct refs *refs)
{
	const struct dt_cursor *cursor = &refs->row.cursor;

	refs_by_phandle(refs);
	if (refs->interrupts)
		refs_by_interrupts(refs);
	if (cursor->len && (*cursor->value == '/' || refs_takes_alias(refs)))
		refs_by_text(refs);
}

/* The references of @node. */
static void refs_out(struct refs *refs, struct dt_node node)
{
	refs->row.owner = node;
	dt_walk(&refs->row.cursor, node);
	dt_next(&refs->row.cursor);
	while (dt_next(&refs->row.cursor) == DT_PROP)
		refs_property(refs);
}

/* Whether the node may refer to the target by other things than its phandle. */
static bool refs_may(const struct refs *refs, const struct dt_index_node *row)
{
	return refs->interrupts || row->paths || row->offset == refs->target.tree->chosen;
}

/* The references to the target. */
static void refs_in(struct refs *refs)
{
	const struct dt_tree *tree = refs->target.tree;
	const struct dt_index *index = tree->index;
	int32_t mention = dt_mentions_next(&refs->mentions);

	for (int32_t i = 0; i < index->nodes; i++) {
		if (i == mention || refs_may(refs, &index->node[i]))
			refs_out(refs, dt_numbered(tree, i));
		if (i == mention)
			mention = dt_mentions_next(&refs->mentions);
		if (i % REFS_NODES == 0)
			shell_check_interrupt(refs->shell);
	}
}

static int refs_run(struct shell *shell, const struct shell_args *args)
{
	struct refs *refs = &refs_state;
	struct dt_node node = args->argc > 1 ? shell_node(shell, args->argv[1]) : shell_cwd(shell);
	int len;

	if (!dt_found(node))
		return node.offset;
	if (shell_index(shell))
		return -ENOMEM;
	len = dt_path(node, refs->path, sizeof(refs->path));
	refs->path_len = len < 0 ? sizeof(refs->path) : (size_t)len;
	refs->shell = shell;
	refs->target = node;
	refs->row.rows = 0;
	refs->row.outward = shell_option(args, 'o');
	refs->interrupts = true;
	refs->mentions = dt_mentions(node.tree, 0, UINT32_MAX);
	refs->elsewhere = -ENOENT;
	refs->memo = (struct dt_refs_memo){ 0 };
	report_begin(&refs->row.report, shell, args);
	report_table(&refs->row.report, &shell_ref_table);
	if (refs->row.outward) {
		refs->target.offset = -ENOENT;
		refs_out(refs, node);
	} else {
		/* No interrupt can lead to a node without it: specification, 2.4. */
		refs->interrupts = dt_prop(node, "#interrupt-cells", NULL);
		refs->mentions = dt_mentions(node.tree, dt_phandle(node), dt_phandle(node));
		refs_in(refs);
	}
	report_end(&refs->row.report);
	return refs->row.rows ? 0 : SHELL_FAILED;
}

static const struct shell_option refs_options[] = {
	{ .letter = 'o', .summary = "show the nodes that it refers to itself" },
	{ 0 },
};

static const struct shell_command refs_command = {
	.name = "refs",
	.group = SHELL_LOOK,
	.args = "[NODE]",
	.summary = "show which nodes refer to a node",
	.detail =
		"By phandle: the node, the property with the number of the cell, the reference.\n"
		"By interrupts that lead there. By path or alias: the text. Default: the current\n"
		"node. The status is 1 if there are no references.",
	.example = "refs &plic",
	.options = refs_options,
	.reports = true,
	.max_args = 1,
	.needs_tree = true,
	.run = refs_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(refs_command);
