#include "fdt/check/rule.h"
/*
 * /chosen: above all, where the console is said to be.
 * Source: Devicetree Specification v0.4, 3.6.
 */
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
};

static const char chosen_rows[] =
	"Wjchosen-node-is-root\0a node called chosen that is not /chosen\0"
	"Wbobsolete-chosen-interrupt-controller\0PowerPC's way to say it\0"
	"Ekstdout-path\0names no node\0"
	"Efstdout-disabled\0leads to what is disabled\0"
	"Wkstdout-uart\0leads to no UART\0"
	"W-stdout-options\0options are as in 115200n8\0"
	"N+stdout-missing\0nothing says which UART is the console\0set stdout-path\0"
	"N+serial-alias\0"
	"the console has no alias serialN, by which Linux numbers them\0set serial0 in /aliases\0"
	"Ecchosen-initrd\0no range\0";

/* --- the console ----------------------------------------------------------------------------- */

static struct dt_node chosen_node(const struct dt_check *check)
{
	return (struct dt_node){ check->tree, check->tree->chosen };
}

/* The only UART that is enabled, by alias where it has one, with @options behind it; NULL: there is
 * none, or several. */
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
	if (!alias)
		alias = rule_path(uart, path, sizeof(path));
	return snprintf(text, size, "%s%.*s", alias, len, options) < (int)size ? text : NULL;
}

static void chosen_stdout_nowhere(struct dt_check *check, const char *name, const char *text,
				  int len)
{
	int used = 0;
	char set[RULE_TEXT_MAX], near[RULE_TEXT_MAX];
	const char *only;

	while (used < len && text[used] != ':')
		used++;
	only = chosen_only_uart(check, text + used, len - used, set, sizeof(set));
	if (!only)
		rule_found_at(check, CHOSEN_STDOUT, chosen_node(check), "\"%.*s\"%s", len, text,
			      rule_near(check, text, (size_t)used, near));
	else if (rule_found_at(check, CHOSEN_STDOUT, chosen_node(check), "\"%.*s\"; set %s \"%s\"",
			       len, text, name, only))
		rule_mend_text(check, chosen_node(check), name, only);
}

/* "115200", and perhaps parity, bits and 'r' for hardware handshake behind it. */
static void chosen_options(struct dt_check *check, const char *name, const char *text, int len)
{
	int at = 0, digits, last;
	char set[RULE_TEXT_MAX];

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
	snprintf(set, sizeof(set), "%.*s%s", digits > at ? digits : at - 1, text,
		 digits > at ? "n8" : "");
	if (rule_found_at(check, CHOSEN_STDOUT_OPTIONS, chosen_node(check),
			  "\"%.*s\"; set %s \"%s\"", len - at, text + at, name, set))
		rule_mend_text(check, chosen_node(check), name, set);
}

static void chosen_stdout_at(struct dt_check *check, const char *name, struct dt_node node)
{
	char path[DT_PATH_MAX];
	struct dt_trail trail;
	struct dt_node off;

	if (dt_trail(node, &trail) == 0 && !dt_enabled(&trail, &off))
		rule_found_at(check, CHOSEN_STDOUT_OFF, chosen_node(check), "%s: %s", name,
			      rule_path(off, path, sizeof(path)));
	if (!rule_is_uart(node))
		rule_found_at(check, CHOSEN_STDOUT_UART, chosen_node(check), "%s: %s", name,
			      rule_path(node, path, sizeof(path)));
	else if (!rule_alias_of(check, node, "serial"))
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
	char set[RULE_TEXT_MAX];
	const char *only = chosen_only_uart(check, "", 0, set, sizeof(set));

	if (!only)
		rule_found_at(check, CHOSEN_STDOUT_MISSING, dt_root(check->tree), NULL);
	else if (rule_found_at(check, CHOSEN_STDOUT_MISSING, dt_root(check->tree),
			       "; set /chosen/stdout-path \"%s\"", only) &&
		 dt_found(chosen_node(check)))
		rule_mend_text(check, chosen_node(check), "stdout-path", only);
}

static void chosen_tree(struct dt_check *check)
{
	struct dt_node chosen = chosen_node(check);

	chosen_stdout(check, "stdout-path");
	chosen_stdout(check, "linux,stdout-path");
	if (!rule_other_has(chosen, "stdout-path") &&
	    !rule_other_has(chosen, "linux,stdout-path") && check->uarts)
		chosen_missing(check);
}

/* --- /chosen --------------------------------------------------------------------------------- */

static void chosen_initrd(struct dt_check *check)
{
	uint64_t start = 0, end = 0;
	bool starts = dt_number(check->node, "linux,initrd-start", &start) == 0;
	bool ends = dt_number(check->node, "linux,initrd-end", &end) == 0;

	if (starts != ends)
		rule_found(check, CHOSEN_INITRD, "only one of both ends");
	else if (starts && end <= start)
		rule_found(check, CHOSEN_INITRD, "it ends before it starts");
}

static void chosen_on_node(struct dt_check *check)
{
	if (strcmp(check->name, "chosen") != 0)
		return;
	if (check->depth != 1)
		rule_found(check, CHOSEN_ROOT, NULL);
	if (rule_has(check, "interrupt-controller"))
		rule_found(check, CHOSEN_CONTROLLER, NULL);
	chosen_initrd(check);
}

const struct dt_check_group check_chosen = {
	.rows = chosen_rows,
	.node = chosen_on_node,
	.tree = chosen_tree,
};
