/*
 * Checks of /chosen: above all, of where the console is said to be.
 * Source: Devicetree Specification v0.4, 3.6.
 */
#include "fdt/check/rule.h"
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	CHOSEN_ROOT,
	CHOSEN_CONTROLLER,
	CHOSEN_STDOUT,
	CHOSEN_STDOUT_OFF,
	CHOSEN_STDOUT_UART,
	CHOSEN_STDOUT_OPTIONS,
	CHOSEN_STDOUT_MISSING,
	CHOSEN_SERIAL_ALIAS,
	CHOSEN_INITRD,
	CHOSEN_CHECKS,
};

static const struct dt_check_row chosen_rows[] = {
	[CHOSEN_ROOT] = {
		.severity = DT_WARNING,
		.name = "chosen-node-is-root",
		.text = "the node is called chosen, but is not /chosen",
		.fix = "mv $ /chosen",
		.whole = true,
	},
	[CHOSEN_CONTROLLER] = {
		.severity = DT_WARNING,
		.name = "obsolete-chosen-interrupt-controller",
		.text = "interrupt-controller in /chosen is obsolete and was for PowerPC only",
		.fix = "rm $/interrupt-controller",
	},
	[CHOSEN_STDOUT] = {
		.severity = DT_ERROR,
		.name = "stdout-path",
		.text = "stdout-path names no node",
		.fix = "set $/stdout-path PATH to that of a UART",
	},
	[CHOSEN_STDOUT_OFF] = {
		.severity = DT_ERROR,
		.name = "stdout-disabled",
		.text = "the console, or a bus above it, is disabled",
		.fix = "enable that node",
	},
	[CHOSEN_STDOUT_UART] = {
		.severity = DT_WARNING,
		.name = "stdout-uart",
		.text = "the console is not a UART",
		.fix = "set $/stdout-path PATH to that of a UART",
	},
	[CHOSEN_STDOUT_OPTIONS] = {
		.severity = DT_WARNING,
		.name = "stdout-options",
		.text = "the options must have the form 115200n8",
	},
	[CHOSEN_STDOUT_MISSING] = {
		.severity = DT_NOTE,
		.name = "stdout-missing",
		.text = "nothing says which UART is the console",
		.fix = "set /chosen/stdout-path PATH to that of a UART",
		.whole = true,
	},
	[CHOSEN_SERIAL_ALIAS] = {
		.severity = DT_NOTE,
		.name = "serial-alias",
		.text = "the console has no alias serialN, from which Linux takes its number",
		.fix = "set /aliases/serial0 $, after mk /aliases if that is missing",
		.whole = true,
	},
	[CHOSEN_INITRD] = {
		.severity = DT_ERROR,
		.name = "chosen-initrd",
		.text = "linux,initrd-start and linux,initrd-end are not a range",
		.fix = "set $/linux,initrd-start FIRST and set $/linux,initrd-end LAST+1",
		.whole = true,
	},
};

enum { CHOSEN_FIX_MAX = DT_PATH_MAX + 32 }; /* a path, and which property to set to it */

/* --- the console ----------------------------------------------------------------------------- */

static struct dt_node chosen_node(const struct dt_check *check)
{
	return (struct dt_node){ check->tree, check->tree->chosen };
}

/* The name of the only enabled UART, which is its alias if it has one, and @options after it. NULL:
 * there is not exactly one, or @text is too small. */
static const char *chosen_only_uart(const struct dt_check *check, const char *options, int len,
				    char *text, size_t size)
{
	char path[DT_PATH_MAX];
	struct dt_node uart;
	const char *alias;

	if (check->uarts != 1)
		return NULL;
	uart = dt_numbered(check->tree, check->uart);
	alias = rule_alias_of(check, uart, "");
	if (!alias && dt_path(uart, path, sizeof(path)) < 0)
		return NULL;
	if (!alias)
		alias = path;
	return snprintf(text, size, "%s%.*s", alias, len, options) < (int)size ? text : NULL;
}

/* @text, the value of property @name, leads to no node. */
static void chosen_stdout_nowhere(struct dt_check *check, const char *name, const char *text,
				  int len)
{
	int used = 0;
	char set[DT_PATH_MAX], near[RULE_TEXT_MAX];
	const char *only;

	while (used < len && text[used] != ':')
		used++;
	only = chosen_only_uart(check, text + used, len - used, set, sizeof(set));
	if (!only) {
		rule_found_at(check, CHOSEN_STDOUT, chosen_node(check), "\"%.*s\"%s", len, text,
			      rule_near(check, text, (size_t)used, near));
		return;
	}
	if (rule_found_fix(check, CHOSEN_STDOUT, chosen_node(check), "", "\"%.*s\"", len, text))
		rule_repair_text(check, chosen_node(check), name, only);
}

/* The options in @text: "115200", and optionally parity, bits and 'r' for hardware handshake. */
static void chosen_options(struct dt_check *check, const char *name, const char *text, int len)
{
	int at = 0, digits, last;
	char set[DT_PATH_MAX];

	while (at < len && text[at] != ':')
		at++;
	if (at++ == len)
		return;
	for (digits = at; digits < len && isdigit((unsigned char)text[digits]);)
		digits++;
	last = digits;
	last += last < len && strchr("noe", text[last]);
	last += last < len && last > digits && text[last] >= '5' && text[last] <= '8';
	last += last < len && text[last] == 'r';
	if (digits > at && last == len)
		return;
	if (snprintf(set, sizeof(set), "%.*s%s", digits > at ? digits : at - 1, text,
		     digits > at ? "n8" : "") >= (int)sizeof(set)) {
		rule_found_at(check, CHOSEN_STDOUT_OPTIONS, chosen_node(check), NULL);
		return;
	}
	if (rule_found_at(check, CHOSEN_STDOUT_OPTIONS, chosen_node(check), "\"%.*s\"", len - at,
			  text + at))
		rule_repair_text(check, chosen_node(check), name, set);
}

/* @name leads to @node. */
static void chosen_stdout_at(struct dt_check *check, const char *name, struct dt_node node)
{
	char path[DT_PATH_MAX];
	struct dt_trail trail;
	struct dt_node off;

	if (dt_trail(node, &trail) == 0 && !dt_enabled(&trail, &off))
		rule_found_at(check, CHOSEN_STDOUT_OFF, chosen_node(check), "%s (%s)",
			      rule_path(off, path, sizeof(path)), name);
	if (!rule_is_uart(node) && !rule_base_is(dt_name(node), "serial"))
		rule_found_at(check, CHOSEN_STDOUT_UART, chosen_node(check), "%s (%s)",
			      rule_path(node, path, sizeof(path)), name);
	else if (rule_is_numbered_uart(node) && !rule_alias_of(check, node, "serial"))
		rule_found_at(check, CHOSEN_SERIAL_ALIAS, node, NULL);
}

static void chosen_stdout(struct dt_check *check, const char *name)
{
	const char *text;
	int len = dt_string(chosen_node(check), name, &text);
	struct dt_node node;

	if (len < 0)
		return;
	node = dt_resolve(check->tree, text, (size_t)len);
	if (!dt_found(node)) {
		chosen_stdout_nowhere(check, name, text, len);
		return;
	}
	chosen_options(check, name, text, len);
	chosen_stdout_at(check, name, node);
}

static void chosen_missing(struct dt_check *check)
{
	char set[DT_PATH_MAX], fix[CHOSEN_FIX_MAX];
	const char *only = chosen_only_uart(check, "", 0, set, sizeof(set));

	if (!only) {
		rule_found_at(check, CHOSEN_STDOUT_MISSING, dt_root(check->tree), NULL);
		return;
	}
	*fix = '\0';
	if (!dt_found(chosen_node(check)))
		snprintf(fix, sizeof(fix), "mk /chosen && set /chosen/stdout-path \"%s\"", only);
	if (rule_found_fix(check, CHOSEN_STDOUT_MISSING, dt_root(check->tree), fix, NULL) && !*fix)
		rule_repair_text(check, chosen_node(check), "stdout-path", only);
}

static void chosen_tree(struct dt_check *check)
{
	struct dt_node chosen = chosen_node(check);

	chosen_stdout(check, "stdout-path");
	chosen_stdout(check, "linux,stdout-path");
	if (!rule_node_has(chosen, "stdout-path") && !rule_node_has(chosen, "linux,stdout-path") &&
	    check->uarts)
		chosen_missing(check);
}

/* --- /chosen --------------------------------------------------------------------------------- */

static void chosen_initrd(struct dt_check *check)
{
	uint64_t start = 0, end = 0;
	bool starts = dt_number(check->node, "linux,initrd-start", &start) == 0;
	bool ends = dt_number(check->node, "linux,initrd-end", &end) == 0;

	if (starts != ends)
		rule_found(check, CHOSEN_INITRD, "only one of them is set");
	else if (starts && end <= start)
		rule_found(check, CHOSEN_INITRD, "the end is not above the start");
}

static void chosen_on_node(struct dt_check *check)
{
	if (strcmp(check->name, "chosen") != 0)
		return;
	if (check->depth != 1)
		rule_found(check, CHOSEN_ROOT, NULL);
	if (rule_has(check, RULE_INTERRUPT_CONTROLLER))
		rule_found(check, CHOSEN_CONTROLLER, NULL);
	chosen_initrd(check);
}

const struct dt_check_group check_chosen = {
	.rows = chosen_rows,
	.count = CHOSEN_CHECKS,
	.node = chosen_on_node,
	.tree = chosen_tree,
};
