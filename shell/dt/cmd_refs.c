/* refs: which nodes refer to a node, and to which it refers: by phandle, interrupt, path or
 * alias. */
#include <errno.h>
#include <string.h>
#include "fdt/core/alias.h"
#include "fdt/where/interrupt_text.h"
#include "fdt/core/fault.h"
#include "fdt/where/interrupt.h"
#include "fdt/core/label.h"
#include "fdt/print/print.h"
#include "fdt/where/refs.h"
#include "shell/dt/kit/property.h"
#include "shell/shell.h"

enum { REFS_EVENTS = 256 }; /* of the walk, between two looks for Ctrl-C */

struct refs {
	struct shell *shell;
	struct dt_text out;
	struct dt_node target;  /* the node referred to; with -o not found: any node */
	char path[DT_PATH_MAX]; /* the target's */
	size_t path_len;
	struct dt_node owner;         /* whose property is looked at */
	struct dt_cursor cursor;      /* at that property */
	unsigned printed;             /* references */
	struct dt_refs_wanted wanted; /* the target's phandle, or all */
	bool interrupts;              /* `interrupts` may lead to the target */
	struct dt_refs_kinds kinds;
	struct dt_refs_memo memo;
};

/* Static, because it is too big for a small stack; there is one refs at a time. */
static struct refs refs_state;

/* @node is the target, or there is no target. */
static bool refs_wants(const struct refs *refs, struct dt_node node)
{
	return !dt_found(refs->target) || refs->target.offset == node.offset;
}

/* Begins a line: the owner, unless all lines have the same, and the property. */
static void refs_begin(struct refs *refs)
{
	if (dt_found(refs->target)) {
		dt_put_path(&refs->out, refs->owner);
		dt_puts(&refs->out, "  ");
	}
	dt_put_escaped(&refs->out, refs->cursor.name, strlen(refs->cursor.name));
	refs->printed++;
}

/* Begins a line with a number: the cell's of a reference, an interrupt's own. */
static void refs_cell(struct refs *refs, uint32_t number)
{
	refs_begin(refs);
	dt_putc(&refs->out, '[');
	dt_put_dec(&refs->out, number);
	dt_puts(&refs->out, "]  <");
}

/* Ends it with the node referred to, unless all lines have the same. */
static void refs_end(struct refs *refs, struct dt_node node)
{
	if (!dt_found(refs->target)) {
		dt_puts(&refs->out, "  ");
		dt_put_path(&refs->out, node);
	}
	dt_putc(&refs->out, '\n');
}

/* &label, or &{/path} for a node without a label. */
static void refs_put_node(struct dt_text *out, struct dt_node node)
{
	const char *label = dt_label(node.tree, dt_number_of(node));

	dt_putc(out, '&');
	if (label) {
		dt_puts(out, label);
		return;
	}
	dt_putc(out, '{');
	dt_put_path(out, node);
	dt_putc(out, '}');
}

/* --- by phandle ------------------------------------------------------------------------------ */

static void refs_put_reference(struct refs *refs, const struct dt_ref *ref)
{
	const uint8_t *at = refs->cursor.value + DT_CELL * (size_t)ref->cell;

	refs_cell(refs, ref->cell);
	refs_put_node(&refs->out, ref->node);
	for (uint32_t i = 1; i <= ref->args; i++) {
		uint32_t cell = dt_be32(at + DT_CELL * (size_t)i);

		dt_putc(&refs->out, ' ');
		dt_put_specifier(&refs->out, &cell, 1);
	}
	dt_putc(&refs->out, '>');
	refs_end(refs, ref->node);
}

static void refs_by_phandle(struct refs *refs)
{
	const struct dt_cursor *cursor = &refs->cursor;
	struct dt_refs_kind kind = dt_refs_kind_known(&refs->kinds, cursor->name);
	struct dt_refs it;
	struct dt_ref ref;
	int more;

	if (kind.shape == DT_REFS_NONE || !dt_refs_may(refs->wanted, cursor->value, cursor->len) ||
	    !dt_refs_of(&it, kind, refs->owner, cursor->name, cursor->value, cursor->len))
		return;
	it.memo = &refs->memo;
	while ((more = dt_refs_next(&it, &ref)) == 1)
		if (dt_found(ref.node) && refs_wants(refs, ref.node))
			refs_put_reference(refs, &ref);
	if (more == 0 || dt_found(refs->target))
		return;
	refs_cell(refs, ref.cell);
	dt_put_hex(&refs->out, ref.phandle);
	dt_puts(&refs->out, ">  ");
	dt_puts(&refs->out, it.why);
	dt_putc(&refs->out, '\n');
}

/* `interrupts`, where the controller is not named by a phandle in the same property. */
static void refs_by_interrupts(struct refs *refs)
{
	struct dt_interrupt interrupt;
	struct dt_interrupts it;
	struct dt_trail trail;
	int more;

	if (strcmp(refs->cursor.name, "interrupts") != 0 || dt_trail(refs->owner, &trail) ||
	    !dt_interrupts(&it, &trail) || it.extended)
		return;
	for (uint32_t number = 0; (more = dt_interrupts_next(&it, &interrupt)) != 0; number++) {
		if (more < 0 || !refs_wants(refs, interrupt.controller))
			continue;
		refs_cell(refs, number);
		refs_put_node(&refs->out, interrupt.controller);
		dt_putc(&refs->out, ' ');
		dt_put_specifier(&refs->out, interrupt.cell, interrupt.cells);
		dt_putc(&refs->out, '>');
		refs_end(refs, interrupt.controller);
	}
}

/* --- by path and alias ----------------------------------------------------------------------- */

static void refs_put_text(struct refs *refs, struct dt_node node)
{
	const struct dt_cursor *cursor = &refs->cursor;

	refs_begin(refs);
	dt_puts(&refs->out, "  \"");
	dt_put_escaped(&refs->out, (const char *)cursor->value,
		       strnlen((const char *)cursor->value, cursor->len));
	dt_putc(&refs->out, '"');
	refs_end(refs, node);
}

/* The text of @len bytes, without options after ':', is the target's path. */
static bool refs_is_path(const struct refs *refs, const char *text, size_t len)
{
	size_t path = refs->path_len;

	return len >= path && memcmp(text, refs->path, path) == 0 &&
	       (len == path || text[path] == ':');
}

/* A property that may begin with an alias. */
static bool refs_takes_alias(const char *name)
{
	return strcmp(name, "stdout-path") == 0 || strcmp(name, "linux,stdout-path") == 0 ||
	       strcmp(name, "stdin-path") == 0;
}

static void refs_by_text(struct refs *refs)
{
	const char *text = (const char *)refs->cursor.value;
	size_t len = strnlen(text, refs->cursor.len);
	struct dt_node node;

	if (*text == '/' && dt_found(refs->target)) {
		if (refs_is_path(refs, text, len))
			refs_put_text(refs, refs->target);
		return;
	}
	node = dt_resolve(refs->target.tree, text, len);
	if (dt_found(node) && refs_wants(refs, node))
		refs_put_text(refs, node);
}

/* --- the walks ------------------------------------------------------------------------------- */

static void refs_property(struct refs *refs)
{
	const struct dt_cursor *cursor = &refs->cursor;

	refs_by_phandle(refs);
	if (refs->interrupts)
		refs_by_interrupts(refs);
	if (cursor->len && (*cursor->value == '/' || refs_takes_alias(cursor->name)))
		refs_by_text(refs);
}

/* The references of @node. */
static void refs_out(struct refs *refs, struct dt_node node)
{
	refs->owner = node;
	dt_walk(&refs->cursor, node);
	dt_next(&refs->cursor);
	while (dt_next(&refs->cursor) == DT_PROP)
		refs_property(refs);
}

/* The references to the target: one pass over the tree. */
static void refs_in(struct refs *refs)
{
	struct dt_node root = dt_root(refs->target.tree);
	unsigned looked = 0;
	enum dt_event event;

	dt_walk(&refs->cursor, root);
	while ((event = dt_next(&refs->cursor)) != DT_END) {
		refs->owner = (struct dt_node){ root.tree, refs->cursor.node };
		if (event == DT_PROP)
			refs_property(refs);
		if (++looked % REFS_EVENTS == 0)
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
	refs->printed = 0;
	refs->interrupts = true;
	refs->wanted = (struct dt_refs_wanted){ 0, UINT32_MAX };
	refs->kinds = (struct dt_refs_kinds){ 0 };
	refs->memo = (struct dt_refs_memo){ 0 };
	shell_text(shell, &refs->out);
	if (shell_option(args, 'o')) {
		refs->target.offset = -ENOENT;
		refs_out(refs, node);
	} else {
		/* No interrupt can lead to a node without it: specification, 2.4. */
		refs->interrupts = dt_prop(node, "#interrupt-cells", NULL);
		refs->wanted.low = refs->wanted.high = dt_phandle(node);
		refs_in(refs);
	}
	dt_flush(&refs->out);
	return refs->printed ? 0 : SHELL_FAILED;
}

static const struct shell_option refs_options[] = {
	{ .letter = 'o', .summary = "show the nodes that it refers to itself" },
	{ 0 },
};

static const struct shell_command refs_command = {
	.name = "refs",
	.args = "[NODE]",
	.summary = "show which nodes refer to a node",
	.detail =
		"By phandle: the node, the property with the number of the cell, the reference.\n"
		"By interrupts that lead there. By path or alias: the text. Default: the current\n"
		"node. The status is 1 if there are no references.",
	.example = "refs &plic",
	.options = refs_options,
	.max_args = 1,
	.needs_tree = true,
	.run = refs_run,
	.complete = shell_complete_node,
};
SHELL_COMMAND(refs_command);
