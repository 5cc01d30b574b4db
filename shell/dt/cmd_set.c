/* set: gives a property a value, written as in source. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "fdt/edit/parse_value.h"
#include "fdt/print/print.h"
#include "kernel/noinit.h"
#include "shell/dt/kit/edit_tree.h"
#include "shell/dt/kit/operand.h"

enum {
	SET_VALUE_MAX = 2048, /* bytes; a line's text makes no more */
	SET_MADE_MAX = 32,    /* nodes that one line gives a phandle */
};

/* Static, because it is too big for the stack. */
static NOINIT uint8_t set_value[SET_VALUE_MAX];

struct set_edit {
	struct shell *shell;
	struct dt_draft *draft;
	int count; /* nodes that were given a phandle */
	struct set_made {
		int at;    /* the node's offset in the tree in use */
		int grown; /* bytes that it took: fewer where the node had a phandle of 0 */
		uint32_t phandle;
	} made[SET_MADE_MAX];
};

/* A node of the tree in use, in the draft: phandles that were made before it have moved it. */
static struct dt_node set_in_draft(const struct set_edit *edit, struct dt_node node)
{
	int offset = node.offset;

	for (int i = 0; i < edit->count; i++)
		offset += edit->made[i].at < node.offset ? edit->made[i].grown : 0;
	return (struct dt_node){ &edit->draft->tree, offset };
}

/* The node that a reference names; its '&' is before @reference. Reported when absent. */
static struct dt_node set_referred(struct shell *shell, const char *reference, size_t len)
{
	char text[SHELL_LINE_MAX + 1];

	memcpy(text, reference - 1, len + 1);
	text[len + 1] = '\0';
	return shell_node(shell, text);
}

static int set_phandle(void *context, const char *reference, size_t len, uint32_t *phandle)
{
	struct set_edit *edit = context;
	struct dt_node node = set_referred(edit->shell, reference, len);
	uint32_t before = edit->draft->tree.structs_size;
	int result;

	if (!dt_found(node))
		return node.offset;
	if (edit->count == SET_MADE_MAX)
		return shell_error(edit->shell, -E2BIG, "more than %d new phandles", SET_MADE_MAX);
	result = dt_draft_phandle(edit->draft, set_in_draft(edit, node), phandle);
	if (result < 0)
		return shell_edit_fail(edit->shell, result, "a new phandle");
	if (result > 0) {
		edit->made[edit->count++] = (struct set_made){
			.at = node.offset,
			.grown = (int)(edit->draft->tree.structs_size - before),
			.phandle = *phandle,
		};
	}
	return 0;
}

static int set_path(void *context, const char *reference, size_t len, char *path, size_t room)
{
	struct set_edit *edit = context;
	struct dt_node node = set_referred(edit->shell, reference, len);
	int result = dt_found(node) ? dt_path(node, path, room) : node.offset;

	if (result == -ENAMETOOLONG)
		shell_error(edit->shell, result, "the path is too long");
	return result;
}

/* What a bare number is, by the property's present value or, where it is new, by its name. */
static enum dt_bare set_bare(struct dt_node node, const char *name)
{
	int len;
	const uint8_t *value = dt_prop(node, name, &len);
	enum dt_type type = prop_type_of_name(name);

	if (len > 0 && value)
		type = dt_prop_type(dt_name(node), name, value, (uint32_t)len);
	else if (prop_type_node_is_text(dt_name(node)))
		type = DT_TYPE_STRINGS;
	if (type == DT_TYPE_STRINGS)
		return DT_BARE_STRING;
	return type == DT_TYPE_CELLS64 || type == DT_TYPE_HZ64 ? DT_BARE_CELL64 : DT_BARE_CELL;
}

/* The property holds phandles, by its binding. */
static bool set_refers(struct dt_node node, const char *name)
{
	return !prop_type_node_is_text(dt_name(node)) && dt_refs_kind(name).shape != DT_REFS_NONE;
}

/* Reads the operands after the first as they were typed, because the shell's words do not show
 * which were quoted. */
static int set_parse(struct set_edit *edit, const struct shell_args *args, struct dt_parse *parse)
{
	const char *text = args->line + args->from[args->typed];
	size_t len = 0;
	int err;

	if (args->argc > 2) {
		text = args->line + args->from[2];
		len = (size_t)args->from[args->typed] - args->from[2];
	}
	err = dt_parse_value(parse, text, len);
	if (err == -EINVAL && parse->why)
		shell_error(edit->shell, -EILSEQ, "%s at column %d", parse->why,
			    (int)(parse->at - args->line) + 1);
	return err ? -EILSEQ : 0;
}

/* Refuses several strings for a property that has one: its readers see only the first. */
static int set_check_strings(struct shell *shell, const struct shell_args *args,
			     const struct dt_parse *parse, enum dt_string_count strings)
{
	if (strings == DT_STRING_LIST || parse->parts < 2)
		return 0;
	return shell_error(shell, -E2BIG, "%s: it is one string: %s", args->argv[1],
			   strings == DT_STRING_TEXT ? "put one pair of quotes around all of it"
						     : "one word, without blanks");
}

static void set_report_phandles(struct shell *shell, const struct set_edit *edit)
{
	for (int i = 0; i < edit->count; i++)
		shell_printf(shell, "phandle 0x%x is new\n", (unsigned)edit->made[i].phandle);
}

static int set_property(struct shell *shell, const struct shell_args *args, struct dt_node node,
			const char *name)
{
	struct set_edit edit = { .shell = shell, .draft = shell_edit_begin(shell) };
	enum dt_string_count strings = dt_prop_string_count(dt_name(node), name);
	struct dt_parse parse = {
		.bare = set_bare(node, name),
		.cells = set_refers(node, name),
		.join = strings == DT_STRING_TEXT,
		.value = set_value,
		.room = sizeof(set_value),
		.phandle = set_phandle,
		.path = set_path,
		.context = &edit,
	};
	int err;

	if (!edit.draft)
		return -ENOMEM;
	err = set_parse(&edit, args, &parse);
	if (!err)
		err = set_check_strings(shell, args, &parse, strings);
	if (err) {
		dt_edit_abandon();
		return err;
	}
	err = dt_draft_set(edit.draft, set_in_draft(&edit, node), name, set_value, parse.len);
	if (err)
		return shell_edit_fail(shell, err, args->argv[1]);
	err = shell_edit_end(shell, args, edit.draft);
	if (!err)
		set_report_phandles(shell, &edit);
	return err;
}

/* How other shells say it: NAME=VALUE. Its length up to the '='; 0: @path is a property's. */
static size_t set_assigned(struct shell *shell, const char *path)
{
	size_t len = strcspn(path, "=");

	return path[len] && !shell_is_property(shell, path) ? len : 0;
}

/* @path, whose last name is @name, in @node, names no property, but a node. */
static bool set_is_node(struct shell *shell, struct dt_node node, const char *path,
			const char *name)
{
	return !dt_prop(node, name, NULL) &&
	       (dt_found(shell_find_node(shell, path, strlen(path))) ||
		dt_found(dt_find(node, name, strlen(name))));
}

static int set_run(struct shell *shell, const struct shell_args *args)
{
	const char *path = args->argv[1], *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t assigned = set_assigned(shell, path);
	struct dt_node node;

	if (args->argc > 2 && strcmp(args->argv[2], "=") == 0 && args->line[args->from[2]] == '=')
		return shell_error(shell, -EINVAL, "no = before the value: set %s VALUE", path);
	if (assigned)
		return shell_error(shell, -EINVAL, "no = before the value: set %.*s VALUE",
				   (int)assigned, path);
	node = shell_operand_above(shell, path, (size_t)(name - path));
	if (!dt_found(node))
		return node.offset;
	if (set_is_node(shell, node, path, name))
		return shell_error(shell, -EISDIR, "%s: this is a node; add the name of a property",
				   path);
	return set_property(shell, args, node, name);
}

static const struct shell_command set_command = {
	.name = "set",
	.group = SHELL_EDIT,
	.args = "PATH/PROP [VALUE]...",
	.summary = "set a property's value",
	.detail =
		"VALUEs are put together; without VALUE the property is a flag:\n"
		"  \"text\"          a string, with the escapes of C; '...': without escapes\n"
		"  <1 0x10 &plic>  cells; /bits/ 8 <1 2>: of other sizes; [0a 0b]: bytes\n"
		"  &plic, &/soc    the node's path; its phandle in cells and in properties that\n"
		"                  hold phandles by their binding: interrupt-parent, clocks,\n"
		"                  reset-gpios, vdd-supply. A node without phandle is given one\n"
		"  okay, 1         words are strings; numbers are cells, unless the property has\n"
		"                  strings. Words of bootargs, model and label are one string",
	.example = "set /soc/serial@10000000/reg <0x0 0x10000000 0x0 0x100>",
	.min_args = 1,
	.max_args = SHELL_WORDS_MAX,
	.needs_tree = true,
	.run = set_run,
	.complete = shell_complete_property,
};
SHELL_COMMAND(set_command);
