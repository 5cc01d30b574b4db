#include "drivers/predict/predict_node.h"
/*
 * Reads stdout-path and UARTs.
 *
 * Sources: Devicetree Specification v0.4, 3.3 (aliases), 3.6 (stdout-path); dtc 1.7,
 * libfdt/fdt_ro.c: fdt_path_offset_namelen (a name without unit address means the first of
 * several); Linux 6.12, drivers/of/base.c: of_find_node_opts_by_path (every name in full).
 */
#include <errno.h>
#include <string.h>
#include "drivers/names.h"
#include "fdt/core/alias.h"
#include "fdt/core/fault.h"

/* --- drivers ---------------------------------------------------------------------------------- */

const struct predict_driver *predict_match(const struct predict_driver *const *drivers,
					   struct dt_node node, const char **string)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		for (const struct predict_driver *const *driver = drivers; *driver; driver++) {
			*string = names_find((*driver)->compatible, text, (size_t)len);
			if (*string)
				return *driver;
		}
	return NULL;
}

bool predict_in_list(struct dt_node node, const char *const *list)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&it, &text)) >= 0)
		if (names_find(list, text, (size_t)len))
			return true;
	return false;
}

void predict_put_driver(struct dt_text *text, const struct predict_driver *driver,
			const char *string)
{
	dt_puts(text, string);
	dt_puts(text, ": driver ");
	dt_puts(text, driver->name);
	if (driver->config) {
		dt_puts(text, ", if built with ");
		dt_puts(text, driver->config);
	}
}

bool predict_other_driver(struct dt_text *text, struct dt_node node, unsigned known_to)
{
	const struct console_undriven *known = console_undriven(node);

	if (!known || !(known->by & known_to))
		return false;
	dt_puts(text, known->compatible);
	dt_puts(text, ": there is a driver (");
	dt_puts(text, known->what);
	dt_puts(text, "), but what it needs is not known here");
	return true;
}

void predict_put_strings(struct dt_text *text, struct dt_node node)
{
	struct dt_strings it = dt_strings(node, "compatible");
	const char *string;
	int len, count = 0;

	while ((len = dt_strings_next(&it, &string)) >= 0 && count++ < 4) {
		dt_puts(text, count > 1 ? ", \"" : "\"");
		dt_put_escaped(text, string, (size_t)len < 64 ? (size_t)len : 64);
		dt_putc(text, '"');
	}
	if (!count)
		dt_puts(text, "nothing");
}

/* --- stdout-path ------------------------------------------------------------------------------ */

/* The first child whose name is @name of @len bytes, followed by a unit address. */
static struct dt_node node_first_named(struct dt_node node, const char *name, size_t len)
{
	struct dt_node child = dt_first_child(node);

	while (dt_found(child) &&
	       (strncmp(dt_name(child), name, len) != 0 || dt_name(child)[len] != '@'))
		child = dt_next_child(child);
	return child;
}

/* As dt_find for an absolute path, but of several nodes that a name fits, the first is meant. */
static struct dt_node node_by_path(const struct dt_tree *tree, const char *path, size_t len)
{
	struct dt_node node = dt_root(tree);
	size_t step;

	for (; dt_found(node) && len; path += step, len -= step) {
		struct dt_node from = node;
		const char *slash = memchr(path, '/', len);

		step = slash ? (size_t)(slash - path) : len;
		if (!step) {
			step = 1;
			continue;
		}
		node = dt_find(from, path, step);
		if (node.offset == -EEXIST)
			node = node_first_named(from, path, step);
	}
	return node;
}

/* A path, or an alias that is one. Below an alias nothing is ambiguous on real trees. */
static struct dt_node node_resolve(const struct dt_tree *tree, const char *text, size_t len)
{
	if (len && len < DT_PATH_MAX && *text == '/')
		return node_by_path(tree, text, len);
	return dt_resolve(tree, text, len);
}

/* The path that @text of *@len bytes means: itself, or the alias's value. */
static const char *node_expand(const struct dt_tree *tree, const char *text, size_t *len)
{
	const struct dt_node aliases = { tree, tree->aliases };
	char name[64];
	const char *value;
	int found;

	if (!*len || *text == '/' || *len >= sizeof(name))
		return text;
	memcpy(name, text, *len);
	name[*len] = '\0';
	found = dt_found(aliases) ? dt_string(aliases, name, &value) : -ENOENT;
	if (found < 0)
		return text;
	*len = (size_t)found;
	return value;
}

static bool node_is_exact(const struct dt_tree *tree, const struct predict_stdout *out)
{
	char path[DT_PATH_MAX];
	size_t len = out->path;
	const char *text = node_expand(tree, out->text, &len);

	return dt_found(out->node) && dt_path(out->node, path, sizeof(path)) == (int)len &&
	       memcmp(path, text, len) == 0;
}

void predict_read_stdout(const struct dt_tree *tree, bool old, struct predict_stdout *out)
{
	const struct dt_node chosen = { tree, tree->chosen };
	const char *property = "stdout-path", *colon;
	int len = dt_found(chosen) ? dt_string(chosen, property, &out->text) : -ENOENT, size;

	if (len < 0 && old && dt_found(chosen)) {
		property = "linux,stdout-path";
		len = dt_string(chosen, property, &out->text);
	}
	if (len < 0) {
		*out = (struct predict_stdout){ .node = { tree, -ENOENT } };
		return;
	}
	out->property = property;
	out->len = (size_t)len;
	colon = memchr(out->text, ':', out->len);
	out->path = colon ? (size_t)(colon - out->text) : out->len;
	out->node = node_resolve(tree, out->text, out->path);
	dt_prop(chosen, property, &size);
	out->exact = len < size && node_is_exact(tree, out);
}

uint32_t predict_stdout_rate(const struct predict_stdout *out)
{
	uint32_t rate = 0;

	for (size_t i = out->path + 1; i < out->len; i++) {
		if (out->text[i] < '0' || out->text[i] > '9' || rate > 99999999)
			break;
		rate = rate * 10 + (uint32_t)(out->text[i] - '0');
	}
	return rate;
}

void predict_put_stdout(struct predict *predict, const struct predict_stdout *out, bool finds,
			const char *function)
{
	struct dt_text *text = predict_step(predict);

	dt_puts(text, out->property ? out->property : "stdout-path");
	if (!out->property) {
		dt_puts(text, ": not given");
	} else {
		dt_puts(text, " \"");
		dt_put_escaped(text, out->text, out->len < 128 ? out->len : 128);
		dt_puts(text, finds ? "\": " : "\": no node is found");
		if (finds)
			dt_put_path(text, out->node);
	}
	predict_end(predict, function);
}

/* --- a UART ----------------------------------------------------------------------------------- */

bool predict_has_clock(struct dt_node node)
{
	uint64_t hz;
	int len;
	const uint8_t *clocks;

	if (dt_number(node, "clock-frequency", &hz) == 0)
		return hz != 0;
	clocks = dt_prop(node, "clocks", &len);
	return clocks && len >= DT_CELL && dt_found(dt_by_phandle(node.tree, dt_be32(clocks)));
}

/* N of "serialN"; -1: it is another name. */
static int node_serial_number(const char *name)
{
	static const char stem[] = "serial";
	int number = 0;

	if (strncmp(name, stem, sizeof(stem) - 1) != 0 || !name[sizeof(stem) - 1])
		return -1;
	for (name += sizeof(stem) - 1; *name; name++) {
		if (*name < '0' || *name > '9' || number > 9999)
			return -1;
		number = number * 10 + (*name - '0');
	}
	return number;
}

int predict_serial(struct dt_node node)
{
	int32_t alias = dt_alias(node.tree, dt_number_of(node));

	for (; alias != DT_NONE; alias = dt_alias_next(node.tree, alias)) {
		int number = node_serial_number(dt_alias_name(node.tree, alias));

		if (number >= 0)
			return number;
	}
	return -1;
}

/* --- the walk --------------------------------------------------------------------------------- */

void predict_walk(struct predict_walk *walk, const struct dt_tree *tree)
{
	dt_walk(&walk->cursor, dt_root(tree));
	walk->trail.tree = tree;
	walk->trail.depth = 0;
	walk->node = dt_root(tree);
}

bool predict_next(struct predict_walk *walk)
{
	while (dt_next_node(&walk->cursor) != DT_END) {
		if (walk->cursor.depth >= DT_DEPTH_MAX) {
			dt_skip(&walk->cursor);
			continue;
		}
		walk->node.offset = walk->cursor.node;
		walk->trail.depth = walk->cursor.depth;
		walk->trail.node[walk->trail.depth] = walk->node.offset;
		return true;
	}
	return false;
}
