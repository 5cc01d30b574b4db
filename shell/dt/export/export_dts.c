/*
 * `export dts`: the edits as an overlay's source, in dtc's forms for plugins.
 *
 * A node that gets a phandle needs a label, and the short form &{/path} cannot have one: so it is
 * written as a fragment of its own, and so is one whose path dtc cannot read there. The phandle is
 * written too, so that dtc does not choose another.
 */
#include "fdt/core/chars.h"
#include "fdt/core/label.h"
#include "fdt/print/print.h"
#include "shell/dt/export/export.h"
#include "shell/dt/export/export_delta.h"

enum { DTS_TABS_MAX = 40 };

struct export_dts {
	struct dt_text out;
	bool any;       /* there is a fragment */
	bool named;     /* it is written out, with a label */
	uint32_t count; /* fragments of that form */
};

static void dts_tabs(struct export_dts *dts, int depth)
{
	depth += dts->named ? 2 : 0;
	for (int i = 0; i < depth && i < DTS_TABS_MAX; i++)
		dt_putc(&dts->out, '\t');
}

/* The label of a node, if its phandle is new; else NULL. */
static const char *dts_new_label(const struct dt_delta *delta, int32_t number)
{
	return dt_delta_local(delta, number) ? dt_label(delta->to, number) : NULL;
}

/* The label by which source refers to the node; NULL: it refers to no node. */
static const char *dts_ref_label(const struct dt_delta *delta, const struct dt_ref *ref)
{
	if (!dt_found(ref->node))
		return NULL;
	if (dt_delta_local(delta, dt_number_of(ref->node)))
		return dt_label(delta->to, dt_number_of(ref->node));
	return dt_delta_label(delta, ref);
}

static bool dts_next_label(const struct dt_delta *delta, struct dt_refs *refs, struct dt_ref *ref,
			   const char **label)
{
	while (dt_refs_next(refs, ref) > 0) {
		*label = dts_ref_label(delta, ref);
		if (*label)
			return true;
	}
	return false;
}

/* Puts cells, with a label instead of each phandle that has one; false: none has, and nothing was
 * put. */
static bool dts_references(struct dt_text *out, const struct dt_delta *delta,
			   const struct dt_delta_item *item)
{
	struct dt_node node = dt_numbered(delta->to, item->node);
	const char *label = NULL;
	struct dt_refs refs;
	struct dt_ref ref;
	bool more = dt_refs(&refs, node, item->name, item->value, item->len) &&
		    dts_next_label(delta, &refs, &ref, &label);

	if (!more)
		return false;
	for (uint32_t cell = 0; cell < item->len / DT_CELL; cell++) {
		dt_putc(out, cell ? ' ' : '<');
		if (!more || ref.cell != cell) {
			dt_put_hex(out, dt_be32(item->value + (size_t)cell * DT_CELL));
			continue;
		}
		dt_putc(out, '&');
		dt_puts(out, label);
		more = dts_next_label(delta, &refs, &ref, &label);
	}
	dt_putc(out, '>');
	return true;
}

static void dts_prop(struct export_dts *dts, const struct dt_delta *delta,
		     const struct dt_delta_item *item)
{
	struct dt_text *out = &dts->out;

	dts_tabs(dts, item->depth + 1);
	dt_puts(out, item->name);
	if (item->len)
		dt_puts(out, " = ");
	if (dt_is_phandle(item->name)) {
		dt_putc(out, '<');
		dt_put_hex(out, dt_delta_local(delta, item->node));
		dt_putc(out, '>');
	} else if (!dts_references(out, delta, item)) {
		dt_print_value(out, dt_name(dt_numbered(delta->to, item->node)), item->name,
			       item->value, item->len);
	}
	dt_puts(out, ";\n");
}

static void dts_begin(struct export_dts *dts, const char *label, const char *name)
{
	if (label) {
		dt_puts(&dts->out, label);
		dt_puts(&dts->out, ": ");
	}
	dt_puts(&dts->out, name);
	dt_puts(&dts->out, " {\n");
}

/* Whether dtc reads the path in &{...}. */
static bool dts_path_fits(const char *path)
{
	while (*path == '/' || char_is(*path, CHAR_NAME))
		path++;
	return !*path;
}

static void dts_open(struct export_dts *dts, const struct dt_delta *delta, int32_t number)
{
	const char *label = dts_new_label(delta, number);
	struct dt_text *out = &dts->out;
	char path[DT_PATH_MAX];
	int len = dt_path(dt_numbered(delta->to, number), path, sizeof(path));

	dts->any = true;
	dts->named = label || !dts_path_fits(path);
	if (dts->named) {
		dt_puts(out, "/ {\n\tfragment-");
		dt_put_dec(out, dts->count++);
		dt_puts(out, " {\n\t\ttarget-path = ");
		dt_print_value(out, "", "target-path", (const uint8_t *)path, (uint32_t)len + 1);
		dt_puts(out, ";\n\t\t");
		dts_begin(dts, label, "__overlay__");
		return;
	}
	dt_puts(out, "&{");
	dt_puts(out, path);
	dt_puts(out, "} {\n");
}

static void dts_take(struct dt_delta *delta, const struct dt_delta_item *item)
{
	struct export_dts *dts = delta->context;
	struct dt_text *out = &dts->out;

	if (item->kind == DT_DELTA_OPEN) {
		dts_open(dts, delta, item->node);
	} else if (item->kind == DT_DELTA_PROP) {
		dts_prop(dts, delta, item);
	} else if (item->kind == DT_DELTA_NODE) {
		dts_tabs(dts, item->depth);
		dts_begin(dts, dts_new_label(delta, item->node),
			  dt_name(dt_numbered(delta->to, item->node)));
	} else if (item->kind == DT_DELTA_LOST) {
		dt_puts(out, "// an overlay cannot ");
		export_lost(out, delta, item);
		dt_putc(out, '\n');
	} else {
		dts_tabs(dts, item->depth);
		dt_puts(out, "};\n");
		if (item->kind == DT_DELTA_CLOSE)
			dt_puts(out, dts->named ? "\t};\n};\n" : "");
	}
}

static int export_dts_run(struct shell *shell, const struct shell_args *args)
{
	struct export_dts dts = { .named = false };
	struct dt_delta delta;
	int err = export_delta(shell, args->argc > 2 ? args->argv[2] : NULL, &delta);

	if (err)
		return err;
	delta.take = dts_take;
	delta.context = &dts;
	shell_text(shell, &dts.out);
	dt_puts(&dts.out, "/dts-v1/;\n/plugin/;\n\n");
	if (dt_diff_reserves(delta.from, delta.to))
		dt_puts(&dts.out, "// an overlay cannot change /memreserve/\n");
	dt_delta(&delta);
	dt_puts(&dts.out, dts.any ? "" : "/ {\n};\n"); /* dtc wants a node */
	dt_flush(&dts.out);
	return export_delta_end(shell, &delta);
}

static const struct shell_verb export_dts = {
	.name = "dts",
	.args = "[TREE]",
	.summary = "print the edits as an overlay's source, for dtc",
	.max_args = 1,
	.run = export_dts_run,
};
EXPORT_VERB(export_dts);
